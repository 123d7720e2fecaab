// An answer as a drawing. It is loaded when it is looked at, with the libraries that it needs.
import { type Row, text, texts } from "../common/api";
import { html, note } from "../common/dom";
import { type Kind, kindColor, type Translate } from "../common/page";
import {
  addEdge,
  addNode,
  addRows,
  createNetwork,
  type Network,
  setNodeSizes,
} from "../network/graph";
import { Layout } from "../network/layout";
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
  setNodeSizes(network);
  network.updateEachNodeAttributes((_, node) => ({
    ...node,
    color: kindColor(legend.get(node.kind)),
  }));
  network.updateEachEdgeAttributes((_, edge) => ({ ...edge, color: line }));
  const label = translate("view_graph");
  const stage = html("div", { class: "network-stage", role: "img", "aria-label": label });
  const count = translate("drawn", { things: network.order, edges: network.size });
  panel.replaceChildren(stage, note(count));
  const selection: Selection = { node: null, path: new Set() };
  const view = new View(stage, network, selection, (relation) => relation, {
    selectNode: (id) => {
      selection.node = id;
      view.refresh();
    },
  });
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
