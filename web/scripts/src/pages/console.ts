// The Cypher console, and the form of a catalogue query: run, cancel, look at the answer four ways.
import { lens, Problem, problem, type Row, remember } from "../common/api";
import { announcer, button, html, need } from "../common/dom";
import { data, type Kind, pageOf, words } from "../common/page";
import { Editor, type Words } from "../console/editor";
import { forget, keep, runs } from "../console/history";
import { type PlanStep, type Result, Views } from "../console/views";

interface Given {
  words: Record<string, string>;
  legend: Kind[];
  schema: Words;
  catalogue: string | null; // the query that the page's form is of; null in the console
  columns: string[];
  cypher: string;
  result: Result | null;
}

const given = data<Given>();
const say = words(given.words);
const form = need<HTMLFormElement>("#console-form");
const area = form.querySelector<HTMLTextAreaElement>("textarea[name=query]");
const fields = need<HTMLElement>("#console-fields");
const refusal = need<HTMLElement>("#console-refusal");
let running: AbortController | null = null;

const editor = area ? edit(area) : null;
const cancel = button(say("cancel"), () => running?.abort(), {
  id: "console-cancel",
  disabled: true,
});
need<HTMLElement>(".actions", form).append(
  cancel,
  html("span", { class: "quiet" }, say("shortcut")),
);
const announce = announcer(form);
const legend = new Map(given.legend.map((kind) => [kind.kind, kind]));
const views = new Views(need("#console-result"), say, href, given.legend, plan);
if (given.result) views.show(given.result);
showRuns();

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

function edit(field: HTMLTextAreaElement): Editor {
  const box = html("div", { class: "editor" });
  field.after(box);
  field.hidden = true;
  document.querySelector(`label[for="${field.id}"]`)?.setAttribute("hidden", "");
  return new Editor(
    box,
    field.value,
    say("statement"),
    say("hint"),
    given.schema,
    () => void run(),
    () => {
      field.value = editor?.text ?? field.value;
      askFor(parameters(field.value));
    },
  );
}

/** The names of a statement's parameters, in the order in which they first come. */
function parameters(statement: string): string[] {
  const code =
    /'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|\/\/[^\n]*|\/\*[\s\S]*?\*\/|\$(\w+)|\$`([^`]+)`/g;
  return [...new Set([...statement.matchAll(code)].flatMap((match) => match[1] ?? match[2] ?? []))];
}

function askFor(names: string[]): void {
  const old = values();
  const wanted = names.map((name) => `param.${name}`);
  const there = [...fields.querySelectorAll<HTMLInputElement>("input")].map((field) => field.name);
  if (wanted.join() === there.join()) return;
  fields.replaceChildren(
    ...names.map((name) =>
      html(
        "p",
        { class: "field" },
        html("label", { for: `param-${name}` }, `$${name}`),
        html("input", {
          id: `param-${name}`,
          name: `param.${name}`,
          value: old[`param.${name}`] ?? "",
          autocomplete: "off",
          spellcheck: "false",
        }),
      ),
    ),
  );
}

function values(): Record<string, string> {
  const named = [...fields.querySelectorAll<HTMLInputElement | HTMLSelectElement>("input, select")];
  return Object.fromEntries(named.map((field) => [field.name, field.value]));
}

/** A parameter's value: JSON where it can be read as such, text otherwise; as the server takes it. */
function value(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function request(explain: boolean, signal: AbortSignal): Promise<Response> {
  const headers = { Accept: "application/json", "Content-Type": "application/json" };
  if (given.catalogue) {
    const asked = Object.entries(values()).filter(([, text]) => text !== "");
    const query = new URLSearchParams([...Object.entries(lens()), ...asked]);
    if (!query.has("limit")) query.set("limit", "1000");
    return fetch(`/v1/queries/${given.catalogue}?${query}`, { headers, signal });
  }
  const bound = Object.fromEntries(
    Object.entries(values()).map(([name, text]) => [name.replace(/^param\./, ""), value(text)]),
  );
  const body = JSON.stringify({
    query: editor?.text ?? "",
    parameters: bound,
    ...(explain ? { explain } : {}),
  });
  return fetch("/v1/cypher", { method: "POST", headers, body, signal });
}

async function run(): Promise<void> {
  running?.abort();
  const control = new AbortController();
  running = control;
  cancel.disabled = false;
  refusal.replaceChildren();
  editor?.mark();
  announce(say("running"));
  root("running");
  const began = performance.now();
  try {
    const response = await request(false, control.signal);
    if (!response.ok) throw await problem(response);
    const answer = (await response.json()) as Row;
    const result: Result = {
      data: answer.data as Row[],
      columns: (answer.columns as string[] | undefined) ?? given.columns,
      truncated: answer.truncated === true || Boolean(answer.next),
      elapsed: Number(answer.elapsed ?? (performance.now() - began) / 1000),
    };
    if (/^\s*(explain)\b/i.test(editor?.text ?? "")) views.choose("plan");
    else views.show(result);
    announce(
      say("done", { rows: result.data.length, ms: Math.round(result.elapsed * 1000) }) +
        (result.truncated ? ` ${say("truncated")}` : ""),
    );
    const query = editor?.text ?? "";
    remember({ ...stale(), ...(given.catalogue ? {} : { query }), ...values() });
    if (!given.catalogue) {
      keep({ query, parameters: values(), when: new Date().toISOString() });
      showRuns();
    }
    root("done");
  } catch (error) {
    failed(error as Error);
  } finally {
    if (running === control) {
      running = null;
      cancel.disabled = true;
    }
  }
}

function root(state: string): void {
  form.dataset.state = state;
}

/** Parameters in the address that the statement no longer has. */
function stale(): Record<string, null> {
  const names = [...new URLSearchParams(location.search).keys()];
  return Object.fromEntries(
    names.filter((name) => name.startsWith("param.")).map((name) => [name, null]),
  );
}

function failed(error: Error): void {
  if (error.name === "AbortError") {
    announce(say("cancelled"));
    root("cancelled");
    return;
  }
  root("refused");
  const body = error instanceof Problem ? error.body : {};
  const [line, column] = [Number(body.line), Number(body.column)];
  if (line && column) editor?.mark({ line, column });
  announce("");
  refusal.replaceChildren(
    html(
      "div",
      { class: "refusal", role: "alert" },
      html("strong", {}, error instanceof Problem ? error.title : say("failed_title")),
      html("p", {}, error.message),
      line && column ? html("p", { class: "quiet" }, say("place", { line, column })) : null,
    ),
  );
}

async function plan(): Promise<PlanStep | Node> {
  if (given.catalogue) return html("pre", { class: "json" }, given.cypher);
  const response = await request(true, new AbortController().signal);
  if (!response.ok) throw await problem(response);
  return ((await response.json()) as Row).data as PlanStep;
}

function href(id: string, kind: string): string | null {
  const folder = { Source: "sources", Claim: "claims" }[kind] ?? legend.get(kind)?.folder;
  return folder && id ? pageOf(folder, id) : null;
}

function showRuns(): void {
  const box = document.querySelector<HTMLElement>("#console-runs");
  if (!box || !editor) return;
  const kept = runs();
  const items = kept.map((old) =>
    html(
      "li",
      {},
      button(old.query.replace(/\s+/g, " ").slice(0, 120), () => {
        editor.text = old.query;
        for (const [name, text] of Object.entries(old.parameters ?? {})) {
          const field = fields.querySelector<HTMLInputElement>(`input[name="${CSS.escape(name)}"]`);
          if (field) field.value = text;
        }
        editor.focus();
      }),
    ),
  );
  box.replaceChildren(
    html("h2", {}, say("runs")),
    items.length
      ? html("ol", { class: "runs" }, ...items)
      : html("p", { class: "quiet" }, say("no_runs")),
    ...(items.length
      ? [
          button(say("forget"), () => {
            forget();
            showRuns();
          }),
        ]
      : []),
  );
}
