// The network page: things and edges around one thing or of one query, grown by hand.
import { ask, type Row, remember } from "../common/api";
import { claimList } from "../common/claims";
import { announcer, button, dark, html, need } from "../common/dom";
import { save, saveText } from "../common/download";
import { data, type Kind, pageOf, relations, words } from "../common/page";
import { drawing, edgeTable, gexf, graphml, picture } from "../network/files";
import { addRows, type Network, network, oneMode, sized, twoMode } from "../network/graph";
import { Layout } from "../network/layout";
import { Tables } from "../network/tables";
import { ink, type Look, View } from "../network/view";

interface Given {
  words: Record<string, string>;
  legend: Kind[];
  relations: Record<string, string>;
  start: string;
  query: string;
  parameters: Record<string, string>;
  limit: number;
  years: [number, number] | null;
}

/** One question that the drawing is made of; asked again when the date changes. */
interface Asked {
  path: string;
  parameters: Record<string, string | number>;
  near?: string;
}

type Mode = "all" | "two" | "people" | "events";

const given = data<Given>();
const say = words(given.words);
const named = relations(given.relations);
const root = need<HTMLElement>("#network");
const stage = html("div", { class: "network-stage", role: "img", "aria-label": say("drawing") });
const side = html("section", { class: "network-side", "aria-label": say("chosen") });
const twin = need<HTMLElement>("#network-tables");

let whole: Network = network();
let drawn: Network = network(); // its own copy: the drawing follows every change of what it shows
let mode: Mode = "all";
let asked: Asked[] = [];
let from: string | null = null; // where a path is to start
const fetched = new Map<string, number>(); // how many edges of a thing have been asked for
const look: Look = { chosen: null, path: new Set() };
const layout = new Layout(() => {
  root.dataset.layout = "done";
  view.refresh();
});

const legend = new Map(given.legend.map((kind) => [kind.kind, kind]));
const colour = (kind: string): string => {
  const found = legend.get(kind);
  return found ? (dark() ? found.dark : found.light) : "#888888";
};
const href = (id: string, kind: string): string | null => {
  const folder = legend.get(kind)?.folder;
  return folder ? pageOf(folder, id) : null;
};

root.append(toolbar(), html("div", { class: "network-body" }, stage, side), legendList());
const announce = announcer(root);
const tables = new Tables(twin, say, named, href, {
  choose,
  expand: (id) => void expand(id),
  open: (key) => void openEdge(key),
});
const view = new View(
  stage,
  drawn,
  look,
  named,
  (id, double) => (double ? void expand(id) : choose(id)),
  (key) => void openEdge(key),
  () => choose(null),
);

// Asking

async function begin(): Promise<void> {
  asked = given.query
    ? [{ path: `/v1/queries/${given.query}`, parameters: { ...given.parameters } }]
    : given.start
      ? [{ path: "/v1/queries/neighborhood", parameters: { id: given.start, limit: given.limit } }]
      : [];
  if (given.start) fetched.set(given.start, given.limit);
  look.chosen = given.start || null;
  if (asked.length) await again();
  else announce(say("empty"));
}

/** Ask everything anew, keeping what is there at its place. */
async function again(): Promise<void> {
  const fresh = network();
  let cut = false;
  try {
    for (const question of asked) {
      const answer = await ask(question.path, question.parameters);
      addRows(fresh, answer.data, question.near);
      cut ||= answer.truncated || answer.next !== null;
    }
  } catch (error) {
    announce(say("failed", { detail: (error as Error).message }), true);
    return;
  }
  whole = fresh; // `draw` puts what is still there where it was drawn
  if (look.chosen && !whole.hasNode(look.chosen)) look.chosen = null;
  look.path.clear();
  await totals();
  draw();
  announce(
    whole.order
      ? say("drawn", { things: drawn.order, edges: drawn.size }) + (cut ? ` ${say("cut")}` : "")
      : say("nothing"),
  );
}

/** How many edges each thing has in the graph, so that what is not drawn is known. */
async function totals(): Promise<void> {
  const unknown = whole.filterNodes((_, node) => node.total === null);
  for (let first = 0; first < unknown.length; first += 500) {
    const ids = unknown.slice(first, first + 500);
    const counts = new Map<string, number>(ids.map((id) => [id, 0]));
    const answer = await ask("/v1/queries/connections", { ids: ids.join(","), limit: 1000 }).catch(
      () => null,
    );
    for (const row of answer?.data ?? []) {
      const id = String(row.id);
      counts.set(id, (counts.get(id) ?? 0) + Number(row.count));
    }
    if (answer) for (const [id, count] of counts) whole.setNodeAttribute(id, "total", count);
  }
}

async function expand(id: string): Promise<void> {
  const skip = fetched.get(id) ?? 0;
  const question = {
    path: "/v1/queries/neighborhood",
    parameters: { id, limit: given.limit, skip },
    near: id,
  };
  announce(say("asking"));
  try {
    const answer = await ask(question.path, question.parameters);
    fetched.set(id, skip + given.limit);
    asked.push(question);
    const added = addRows(whole, answer.data, id);
    whole.setNodeAttribute(id, "expanded", true);
    await totals();
    draw(added > 0);
    choose(id);
    const total = whole.getNodeAttribute(id, "total");
    announce(say("of", { shown: whole.degree(id), total: total ?? whole.degree(id) }));
  } catch (error) {
    announce(say("failed", { detail: (error as Error).message }), true);
  }
}

async function path(to: string): Promise<void> {
  const start = from;
  from = null;
  if (!start) return;
  announce(say("asking"));
  try {
    const answer = await ask("/v1/paths", { start, end: to });
    if (!answer.data.length) {
      announce(say("no_path"), true);
      return;
    }
    addRows(whole, answer.data, start);
    await kinds(answer.data);
    await totals();
    mode = "all";
    need<HTMLSelectElement>("#network-mode").value = mode;
    draw();
    look.path = pathParts(answer.data);
    look.chosen = null;
    view.refresh();
    showPath(answer.data);
    announce(say("path_found", { steps: answer.data.length }));
  } catch (error) {
    announce(say("failed", { detail: (error as Error).message }), true);
  }
}

/** Steps of a path have no kinds: ask for those of things that are new here. */
async function kinds(rows: Row[]): Promise<void> {
  const bare = new Set(rows.flatMap((row) => [String(row.start), String(row.end)]));
  for (const id of bare) {
    if (whole.getNodeAttribute(id, "kind")) continue;
    const answer = await ask("/v1/queries/thing", { id });
    whole.setNodeAttribute(id, "kind", String(answer.data[0]?.kind ?? ""));
  }
}

function pathParts(rows: Row[]): Set<string> {
  const parts = new Set<string>();
  for (const row of rows) {
    const [one, other] = [String(row.start), String(row.end)];
    parts.add(one).add(other);
    const edge = whole
      .edges(one, other)
      .find((key) => whole.getEdgeAttribute(key, "relation") === row.type);
    if (edge) parts.add(edge);
  }
  return parts;
}

// Showing

function draw(settle = true): void {
  layout.stop();
  drawn.forEachNode((id, { x, y }) => {
    if (whole.hasNode(id)) whole.mergeNodeAttributes(id, { x, y });
  });
  drawn =
    mode === "all"
      ? (whole.copy() as Network)
      : mode === "two"
        ? twoMode(whole)
        : oneMode(whole, mode === "people" ? "Person" : "Event");
  sized(drawn);
  const pens = ink();
  drawn.updateEachNodeAttributes((_, node) => ({ ...node, color: colour(node.kind) }));
  drawn.updateEachEdgeAttributes((_, edge) => ({
    ...edge,
    color: edge.disputed ? pens.warning : pens.line,
  }));
  view.show(drawn);
  tables.show(drawn);
  if (settle) {
    root.dataset.layout = "running";
    layout.start(drawn);
  }
  showSide();
}

function choose(id: string | null): void {
  if (id && from && id !== from) {
    void path(id);
    return;
  }
  look.chosen = id;
  look.path.clear();
  view.refresh();
  showSide();
}

function showSide(...content: (Node | string)[]): void {
  if (content.length) {
    side.replaceChildren(...content);
    return;
  }
  const id = look.chosen;
  if (!id || !drawn.hasNode(id)) {
    side.replaceChildren(html("p", { class: "quiet" }, say("choose")));
    return;
  }
  const node = drawn.getNodeAttributes(id);
  const shown = drawn.degree(id);
  const target = href(id, node.kind);
  const more = node.total !== null && shown < node.total && mode === "all";
  side.replaceChildren(
    html("h2", {}, target ? html("a", { href: target }, node.label) : node.label),
    html(
      "p",
      { class: "quiet" },
      legend.get(node.kind)?.name ?? node.kind,
      " · ",
      say("of", { shown, total: node.total ?? shown }),
    ),
    html(
      "div",
      { class: "buttons" },
      more ? button(say("expand"), () => void expand(id), { "data-act": "expand" }) : null,
      button(say("path_from"), () => startPath(id), { "data-act": "path" }),
      button(say("hide"), () => hide(id)),
    ),
  );
}

function startPath(id: string): void {
  from = id;
  announce(say("path_to", { name: whole.getNodeAttribute(id, "label") }));
}

function hide(id: string): void {
  if (whole.hasNode(id)) whole.dropNode(id);
  choose(null);
  draw(false);
}

async function openEdge(key: string): Promise<void> {
  const [one, other] = drawn.extremities(key);
  const between = drawn.edges(one, other);
  showSide(html("p", {}, say("asking")));
  const parts: Node[] = [
    html(
      "h2",
      {},
      `${drawn.getNodeAttribute(one, "label")} – ${drawn.getNodeAttribute(other, "label")}`,
    ),
  ];
  try {
    for (const edge of between) {
      const { relation, role, claims, weight } = drawn.getEdgeAttributes(edge);
      parts.push(
        html("h3", {}, named(relation), role && ` (${role})`, weight > 1 && ` ×${weight}`),
        await claimList(claims, say),
      );
    }
    showSide(...parts);
  } catch (error) {
    showSide(html("p", { class: "bad" }, say("failed", { detail: (error as Error).message })));
  }
}

function showPath(rows: Row[]): void {
  const steps = rows.map((row) =>
    html(
      "li",
      {},
      `${row.start_name} `,
      html("span", { class: "quiet" }, row.forward ? "→ " : "← ", named(String(row.type))),
      ` ${row.end_name}`,
    ),
  );
  showSide(
    html("h2", {}, say("path")),
    html("ol", { class: "path" }, ...steps),
    button(say("path_done"), () => choose(null)),
  );
}

// Controls

function toolbar(): HTMLElement {
  const modes = html(
    "select",
    { id: "network-mode" },
    ...(["all", "two", "people", "events"] as const).map((value) =>
      html("option", { value }, say(`mode_${value}`)),
    ),
  );
  modes.addEventListener("change", () => {
    mode = modes.value as Mode;
    look.path.clear();
    draw();
    announce(
      drawn.order ? say("drawn", { things: drawn.order, edges: drawn.size }) : say("mode_empty"),
    );
  });
  const files = html("details", { class: "menu" }, html("summary", {}, say("download")));
  const list = html("div", { class: "menu-items" });
  const pens = ink;
  const makers: Record<string, () => void | Promise<void>> = {
    SVG: () => saveText("network.svg", "image/svg+xml", drawing(drawn, pens().ink, pens().paper)),
    PNG: async () => save("network.png", await picture(drawn, pens().ink, pens().paper)),
    GraphML: () => saveText("network.graphml", "application/xml", graphml(drawn)),
    GEXF: () => saveText("network.gexf", "application/xml", gexf(drawn)),
    CSV: () => saveText("network.csv", "text/csv", edgeTable(drawn)),
  };
  for (const [name, make] of Object.entries(makers)) {
    list.append(
      button(
        name,
        () => {
          files.open = false;
          void Promise.resolve(make()).catch((error: Error) =>
            announce(say("failed", { detail: error.message }), true),
          );
        },
        { "data-file": name.toLowerCase() },
      ),
    );
  }
  files.append(list);
  return html(
    "div",
    { class: "chart-tools", role: "group", "aria-label": say("tools") },
    html("label", {}, say("mode"), " ", modes),
    given.years && slider(given.years),
    html(
      "span",
      { class: "buttons" },
      button("+", () => view.zoom(0.7), { "aria-label": say("nearer") }),
      button("−", () => view.zoom(1.4), { "aria-label": say("farther") }),
      button(say("fit"), () => view.fit()),
    ),
    files,
  );
}

function slider([first, last]: [number, number]): HTMLElement {
  const field = document.querySelector<HTMLInputElement>("input[name=as_of]");
  const start = new URLSearchParams(location.search).get("as_of") ?? "";
  const year = /^\d{4}/.test(start) ? Number(start.slice(0, 4)) : null;
  const range = html("input", {
    type: "range",
    id: "network-year",
    min: first,
    max: last,
    step: 1,
    value: year ?? last,
  });
  const shown = html(
    "output",
    { for: "network-year" },
    year === null ? say("any_time") : String(year),
  );
  let waiting = 0;
  const set = (value: string | null): void => {
    shown.textContent = value ?? say("any_time");
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      remember({ as_of: value });
      if (field) field.value = value ?? "";
      void again();
    }, 250);
  };
  range.addEventListener("input", () => set(range.value));
  return html(
    "span",
    { class: "slider" },
    html("label", { for: "network-year" }, say("year")),
    range,
    shown,
    button(say("any_time"), () => set(null), { "data-act": "any-time" }),
  );
}

function legendList(): HTMLElement {
  const swatch = (kind: Kind): HTMLElement => {
    const dot = html("span", { class: "swatch", "aria-hidden": "true" });
    dot.style.backgroundColor = dark() ? kind.dark : kind.light;
    return dot;
  };
  return html(
    "ul",
    { class: "legend", "aria-label": say("legend") },
    ...given.legend.map((kind) => html("li", { title: kind.meaning }, swatch(kind), kind.name)),
  );
}

void begin();
