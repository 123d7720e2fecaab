// The Cypher console, and the form of a catalogue query: run, cancel, view the answer four ways.
import {
  lens,
  namesParameter,
  Problem,
  type Row,
  readProblem,
  setUrlParameters,
  siteUrl,
} from "../common/api";
import { addStatusLine, button, html, note, requireElement } from "../common/dom";
import { type Kind, readPageData, thingUrl, translator } from "../common/page";
import { Editor, type Schema } from "../console/editor";
import { clearRuns, type Run, readRuns, saveRun } from "../console/history";
import { ParameterFields } from "../console/parameters";
import { type PlanStep, type Result, Views } from "../console/views";

interface PageData {
  words: Record<string, string>;
  legend: Kind[];
  schema: Schema;
  catalogue: string | null; // the query that the page's form is of; null in the console
  columns: string[];
  cypher: string;
  result: Result | null;
}

const page = readPageData<PageData>();
const translate = translator(page.words);
const legend = new Map(page.legend.map((kind) => [kind.kind, kind]));
const form = requireElement<HTMLFormElement>("#console-form");
const fields = new ParameterFields(requireElement("#console-fields"));
const refusal = requireElement<HTMLElement>("#console-refusal");
let running: AbortController | null = null;

const textarea = form.querySelector<HTMLTextAreaElement>("textarea[name=query]");
const editor = textarea && replaceByEditor(textarea);
const cancel = button(translate("cancel"), () => running?.abort(), {
  id: "console-cancel",
  disabled: true,
});
const shortcut = html("span", { class: "quiet" }, translate("shortcut"));
requireElement(".actions", form).append(cancel, shortcut);
const announce = addStatusLine(form);
const resultBox = requireElement<HTMLElement>("#console-result");
const views = new Views(resultBox, translate, nodeUrl, page.legend, loadPlan);
if (page.result) views.show(page.result);
renderRuns();

form.addEventListener("submit", (event) => {
  event.preventDefault();
  void run();
});
for (const link of document.querySelectorAll<HTMLAnchorElement>("a[data-statement]")) {
  link.addEventListener("click", (event) => {
    if (!editor || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    editor.text = link.dataset.statement ?? "";
    editor.focus();
  });
}

function replaceByEditor(field: HTMLTextAreaElement): Editor {
  const box = html("div", { class: "editor" });
  field.after(box);
  field.hidden = true;
  document.querySelector(`label[for="${field.id}"]`)?.setAttribute("hidden", "");
  return new Editor(box, {
    text: field.value,
    label: translate("statement"),
    placeholder: translate("hint"),
    schema: page.schema,
    onRun: () => void run(),
    onChange: (statement) => {
      field.value = statement;
      fields.show(statement);
    },
  });
}

function send({ explain = false, signal }: { explain?: boolean; signal?: AbortSignal } = {}) {
  const headers = { Accept: "application/json", "Content-Type": "application/json" };
  if (page.catalogue) {
    const filled = Object.entries(fields.values).filter(([, value]) => value !== "");
    const own = { ...lens(), ...namesParameter() };
    const query = new URLSearchParams([...Object.entries(own), ...filled]);
    if (!query.has("limit")) query.set("limit", "1000");
    return fetch(siteUrl(`/v1/queries/${page.catalogue}?${query}`), {
      headers,
      signal: signal ?? null,
    });
  }
  const statement = { query: editor?.text ?? "", parameters: fields.parsedValues };
  const body = JSON.stringify({ ...statement, ...(explain ? { explain } : {}) });
  return fetch(siteUrl("/v1/cypher"), { method: "POST", headers, body, signal: signal ?? null });
}

async function run(): Promise<void> {
  running?.abort();
  const control = new AbortController();
  running = control;
  cancel.disabled = false;
  refusal.replaceChildren();
  document.querySelector("#console-unrun")?.remove();
  editor?.clearMark();
  announce(translate("running"));
  form.dataset.state = "running";
  const began = performance.now();
  try {
    const response = await send({ signal: control.signal });
    if (!response.ok) throw await readProblem(response);
    const answer = (await response.json()) as Row;
    showResult({
      data: answer.data as Row[],
      columns: (answer.columns as string[] | undefined) ?? page.columns,
      truncated: answer.truncated === true || Boolean(answer.next),
      elapsed: Number(answer.elapsed ?? (performance.now() - began) / 1000),
    });
    showWarnings((answer.notifications as Row[] | undefined) ?? []);
    form.dataset.state = "done";
  } catch (error) {
    showFailure(error as Error);
  } finally {
    if (running === control) {
      running = null;
      cancel.disabled = true;
    }
  }
}

/** What Neo4j warns of, such as a label that is not there: an empty answer may mean just that. */
function showWarnings(notifications: Row[]): void {
  for (const notice of notifications.filter(({ severity }) => severity === "WARNING")) {
    refusal.append(html("p", { class: "warning", lang: "en" }, String(notice.message)));
  }
}

function showResult(result: Result): void {
  const query = editor?.text ?? "";
  if (/^\s*explain\b/i.test(query)) views.openView("plan");
  else views.show(result);
  const ms = Math.round(result.elapsed * 1000);
  const done = translate("done", { rows: result.data.length, ms });
  announce(result.truncated ? `${done} ${translate("truncated")}` : done);
  setUrlParameters({
    ...staleParameters(),
    ...(page.catalogue ? {} : { query }),
    ...fields.values,
  });
  if (!page.catalogue) {
    saveRun({ query, parameters: fields.values, when: new Date().toISOString() });
    renderRuns();
  }
}

/** Parameters in the address that the statement may no longer have, each to be removed. */
function staleParameters(): Record<string, null> {
  const names = [...new URLSearchParams(location.search).keys()];
  return Object.fromEntries(
    names.filter((name) => name.startsWith("param.")).map((name) => [name, null]),
  );
}

function showFailure(error: Error): void {
  if (error.name === "AbortError") {
    announce(translate("cancelled"));
    form.dataset.state = "cancelled";
    return;
  }
  form.dataset.state = "refused";
  const [title, body] =
    error instanceof Problem ? [error.title, error.body] : [translate("failed_title"), {}];
  const [line, column] = [Number(body.line), Number(body.column)];
  if (line && column) editor?.mark(line, column);
  announce("");
  refusal.replaceChildren(
    html(
      "div",
      { class: "refusal", role: "alert" },
      html("strong", {}, title),
      html("p", { lang: "en" }, error.message),
      line && column ? note(translate("place", { line, column })) : null,
    ),
  );
}

async function loadPlan(): Promise<PlanStep | Node> {
  if (page.catalogue) return html("pre", { class: "json" }, page.cypher);
  const response = await send({ explain: true });
  if (!response.ok) throw await readProblem(response);
  return ((await response.json()) as Row).data as PlanStep;
}

function nodeUrl(id: string, kind: string): string | null {
  const folder = { Source: "sources", Claim: "claims" }[kind] ?? legend.get(kind)?.folder;
  return folder && id ? thingUrl(folder, id) : null;
}

function renderRuns(): void {
  const box = document.querySelector<HTMLElement>("#console-runs");
  if (!box || !editor) return;
  const open = ({ query, parameters }: Run): void => {
    editor.text = query;
    fields.fill(parameters ?? {});
    editor.focus();
  };
  const clear = (): void => {
    clearRuns();
    renderRuns();
  };
  const items = readRuns().map((old) => {
    const label = old.query.replace(/\s+/g, " ").slice(0, 120);
    return html(
      "li",
      {},
      button(label, () => open(old)),
    );
  });
  box.replaceChildren(html("h2", {}, translate("runs")));
  if (items.length) {
    box.append(html("ol", { class: "runs" }, ...items), button(translate("forget"), clear));
  } else box.append(note(translate("no_runs")));
}
