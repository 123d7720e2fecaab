// An answer as a drawing. It is loaded when it is looked at, with the libraries that it needs.
import { type Row, text, texts } from "../common/api";
import { html, note } from "../common/dom";
import { type Kind, kindColor, type Translate } from "../common/page";
import { downloadMenu, zoomButtons } from "../network/controls";
import { writeSvg } from "../network/export";
import { addEdge, addNode, addRows, createNetwork, type Network } from "../network/graph";
import { Layout } from "../network/layout";
import { count, dot } from "../network/legend";
import { measure } from "../network/measures";
import { readColors, type Selection, View } from "../network/view";
import { type EdgeValue, isEdge, isMap, isNode, isPath, kindOf, nameOf } from "./values";

export function showGraph(
  panel: HTMLElement,
  rows: Row[],
  kinds: Kind[],
  translate: Translate,
): void {
  const network = extractNetwork(rows);
  if (!network.order)
    addRows(
      network,
      rows.filter((row) => row.start && row.end),
    ); // ids, not nodes
  if (!network.order) {
    panel.replaceChildren(note(translate("no_graph")));
    return;
  }
  const legend = new Map(kinds.map((kind) => [kind.kind, kind]));
  const { line } = readColors();
  measure(network, "degree", "kind");
  network.updateEachNodeAttributes((_, node) => ({
    ...node,
    color: kindColor(legend.get(node.kind)),
  }));
  network.updateEachEdgeAttributes((_, edge) => ({ ...edge, color: line }));
  const label = translate("view_graph");
  const stage = html("div", { class: "network-stage", role: "img", "aria-label": label });
  const drawn = translate("drawn", { things: network.order, edges: network.size });
  const said = note(drawn);
  const numbers = count(network.mapNodes((_, { kind }) => kind));
  const shown = [...numbers].map(([kind, number]) => {
    const known = legend.get(kind);
    return { name: `${known?.name ?? kind} (${number.toLocaleString()})`, color: kindColor(known) };
  });
  const tools = html("div", { class: "chart-tools", role: "group", "aria-label": label });
  const entries = shown.map(({ name, color }) => html("span", {}, dot(color), name));
  panel.replaceChildren(tools, stage, html("p", { class: "legend" }, ...entries), said);
  const selection: Selection = { node: null, path: new Set() };
  const view = new View(stage, network, selection, (relation) => relation, {
    selectNode: (id) => {
      selection.node = id;
      view.refresh();
    },
  });
  const caption = { title: label, lines: [drawn], colors: shown };
  const drawing = {
    name: "answer",
    network: () => network,
    sheet: () => writeSvg(network, readColors(), caption),
    attempt: (action: () => Promise<void>): void => {
      action().catch((error: Error) => said.replaceChildren(error.message));
    },
  };
  const zoom = { zoom: (factor: number) => view.zoom(factor), fit: () => view.fit() };
  tools.append(zoomButtons(translate, zoom), downloadMenu(translate, drawing));
  new Layout(() => {
    view.refresh();
    stage.dataset.layout = "done";
  }).start(network);
}

/** The nodes and relationships in some rows, each once. */
function extractNetwork(rows: Row[]): Network {
  const network = createNetwork();
  const edges: EdgeValue[] = [];
  const visit = (value: unknown): void => {
    if (isNode(value)) addNode(network, value.id, { label: nameOf(value), kind: kindOf(value) });
    else if (isEdge(value)) edges.push(value);
    else if (isPath(value)) visit([...value.nodes, ...value.relationships]);
    else if (Array.isArray(value)) for (const item of value) visit(item);
    else if (isMap(value)) visit(Object.values(value));
  };
  for (const row of rows) visit(Object.values(row));
  for (const { id, type, start, end, properties } of edges) {
    const ends: [string, string] = [text(start), text(end)];
    // Ends that the statement did not return are drawn without a name.
    for (const node of ends) addNode(network, node, { label: "…", kind: "" });
    const [role, claims] = [text(properties.role), texts(properties.claims)];
    addEdge(network, id, ends, { relation: type, role, claims });
  }
  return network;
}
