// Values of an answer: what they look like in a cell, and the graph that is in them.
import { html } from "../common/dom";
import { visible } from "../common/visible";
import { type Network, network } from "../network/graph";

export type Value = unknown;

interface Entity {
  id: string;
  labels?: string[];
  type?: string;
  start?: string;
  end?: string;
  properties: Record<string, unknown>;
}

const isMap = (value: Value): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isNode = (value: Value): value is Entity =>
  isMap(value) && Array.isArray(value.labels) && isMap(value.properties);
const isEdge = (value: Value): value is Entity =>
  isMap(value) &&
  typeof value.type === "string" &&
  "start" in value &&
  "end" in value &&
  isMap(value.properties);
const isPath = (value: Value): value is { nodes: Entity[]; relationships: Entity[] } =>
  isMap(value) && Array.isArray(value.nodes) && Array.isArray(value.relationships);

export const kindOf = (node: Entity): string =>
  node.labels?.find((label) => label !== "Thing") ?? "";
export const nameOf = (node: Entity): string =>
  String(node.properties.name ?? node.properties.title ?? node.properties.id ?? node.id);

export type Href = (id: string, kind: string) => string | null;

export function shown(value: Value, href: Href): Node {
  if (value === null || value === undefined) return html("span", { class: "quiet" }, "null");
  if (isNode(value)) {
    const target = href(String(value.properties.id ?? ""), kindOf(value));
    return html(
      "span",
      { class: "node" },
      html("span", { class: "quiet" }, `:${kindOf(value)} `),
      target ? html("a", { href: target }, nameOf(value)) : nameOf(value),
    );
  }
  if (isEdge(value)) return html("span", {}, `[:${value.type}]`);
  if (isPath(value)) {
    return html(
      "span",
      {},
      ...value.nodes.flatMap((node, i) => [
        i ? html("span", { class: "quiet" }, ` –${value.relationships[i - 1]?.type ?? ""}– `) : "",
        nameOf(node),
      ]),
    );
  }
  if (Array.isArray(value)) {
    const parts = value.slice(0, 20).flatMap((item, i) => [i ? ", " : "", shown(item, href)]);
    return html("span", {}, ...parts, value.length > 20 ? ` … (${value.length})` : "");
  }
  if (isMap(value)) return html("code", {}, JSON.stringify(value));
  return document.createTextNode(visible(String(value)));
}

/** The nodes and relationships in some rows, each once; rows of edges by id are edges too. */
export function graphOf(rows: Record<string, Value>[]): Network {
  const graph = network();
  const edges: Entity[] = [];
  const visit = (value: Value): void => {
    if (isNode(value)) {
      if (graph.hasNode(value.id)) return;
      const at = graph.order * 2.399_963;
      graph.addNode(value.id, {
        label: nameOf(value),
        kind: kindOf(value),
        size: 6,
        color: "#888888",
        total: null,
        expanded: false,
        x: Math.sqrt(graph.order + 1) * Math.cos(at),
        y: Math.sqrt(graph.order + 1) * Math.sin(at),
      });
    } else if (isEdge(value)) edges.push(value);
    else if (isPath(value)) [...value.nodes, ...value.relationships].forEach(visit);
    else if (Array.isArray(value)) value.forEach(visit);
    else if (isMap(value)) Object.values(value).forEach(visit);
  };
  rows.forEach((row) => Object.values(row).forEach(visit));
  for (const edge of edges) {
    const [from, to] = [edge.start ?? "", edge.end ?? ""];
    // Ends that the statement did not return are drawn without a name.
    for (const end of [from, to]) {
      if (!graph.hasNode(end)) visit({ id: end, labels: [""], properties: { id: "…" } });
    }
    if (!graph.hasEdge(edge.id)) {
      graph.addEdgeWithKey(edge.id, from, to, {
        relation: edge.type ?? "",
        role: String(edge.properties.role ?? ""),
        status: "",
        disputed: false,
        claims: Array.isArray(edge.properties.claims) ? edge.properties.claims.map(String) : [],
        weight: 1,
        size: 1.5,
        color: "#888888",
      });
    }
  }
  return graph;
}
