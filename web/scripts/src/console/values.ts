// Values of an answer: nodes, relationships and paths among them, and what each looks like in a cell.
import type { Row } from "../common/api";
import { html } from "../common/dom";
import { visible } from "../common/visible";

const MAX_ITEMS = 20; // of a list in a cell

interface NodeValue {
  id: string;
  labels: string[];
  properties: Row;
}

export interface EdgeValue {
  id: string;
  type: string;
  start: string;
  end: string;
  properties: Row;
}

interface PathValue {
  nodes: NodeValue[];
  relationships: EdgeValue[];
}

export const isMap = (value: unknown): value is Row =>
  typeof value === "object" && value !== null && !Array.isArray(value);
export const isNode = (value: unknown): value is NodeValue =>
  isMap(value) && Array.isArray(value.labels) && isMap(value.properties);
export const isEdge = (value: unknown): value is EdgeValue =>
  isMap(value) &&
  typeof value.type === "string" &&
  "start" in value &&
  "end" in value &&
  isMap(value.properties);
export const isPath = (value: unknown): value is PathValue =>
  isMap(value) && Array.isArray(value.nodes) && Array.isArray(value.relationships);

export const kindOf = (node: NodeValue): string =>
  node.labels.find((label) => label !== "Thing") ?? "";
export const nameOf = ({ id, properties }: NodeValue): string =>
  String(properties.name ?? properties.title ?? properties.id ?? id);

/** The address of a node's page; null where it has none. */
export type NodeUrl = (id: string, kind: string) => string | null;

export function renderValue(value: unknown, nodeUrl: NodeUrl): Node {
  if (value === null || value === undefined) return html("span", { class: "quiet" }, "null");
  if (isNode(value)) return renderNode(value, nodeUrl);
  if (isEdge(value)) return html("span", {}, `[:${value.type}]`);
  if (isPath(value)) return renderPath(value);
  if (Array.isArray(value)) {
    const items = value
      .slice(0, MAX_ITEMS)
      .flatMap((item, i) => [i ? ", " : "", renderValue(item, nodeUrl)]);
    return html("span", {}, ...items, value.length > MAX_ITEMS && ` … (${value.length})`);
  }
  if (isMap(value)) return html("code", {}, JSON.stringify(value));
  return document.createTextNode(visible(String(value)));
}

function renderNode(node: NodeValue, nodeUrl: NodeUrl): Node {
  const [kind, name] = [kindOf(node), nameOf(node)];
  const href = nodeUrl(String(node.properties.id ?? ""), kind);
  const label = html("span", { class: "quiet" }, `:${kind} `);
  return html("span", { class: "node" }, label, href ? html("a", { href }, name) : name);
}

function renderPath({ nodes, relationships }: PathValue): Node {
  const step = (i: number): Node =>
    html("span", { class: "quiet" }, ` –${relationships[i - 1]?.type ?? ""}– `);
  return html("span", {}, ...nodes.flatMap((node, i) => [i ? step(i) : "", nameOf(node)]));
}
