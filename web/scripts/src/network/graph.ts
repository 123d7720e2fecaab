// What the network shows: things and the edges between them, gathered from answers of the catalogue.
import { MultiDirectedGraph } from "graphology";
import type { Row } from "../common/api";

export interface Thing {
  label: string;
  kind: string;
  x: number;
  y: number;
  size: number;
  color: string;
  total: number | null;
  expanded: boolean;
  hidden?: boolean;
  highlighted?: boolean;
}

export interface Link {
  relation: string;
  role: string;
  status: string;
  disputed: boolean;
  claims: string[];
  weight: number;
  size: number;
  color: string;
  hidden?: boolean;
}

export type Network = MultiDirectedGraph<Thing, Link>;

export function network(): Network {
  return new MultiDirectedGraph<Thing, Link>();
}

const text = (value: unknown): string =>
  value === null || value === undefined ? "" : String(value);

function addThing(graph: Network, id: string, label: string, kind: string, near?: string): void {
  if (graph.hasNode(id)) {
    if (kind && !graph.getNodeAttribute(id, "kind")) graph.setNodeAttribute(id, "kind", kind);
    return;
  }
  // New things start beside the one they hang on: the layout then has little to undo.
  const [x, y] =
    near && graph.hasNode(near)
      ? [graph.getNodeAttribute(near, "x"), graph.getNodeAttribute(near, "y")]
      : [0, 0];
  const angle = graph.order * 2.399_963;
  const radius = 1 + Math.sqrt(graph.order) / 4;
  graph.addNode(id, {
    label: label || id,
    kind,
    x: x + radius * Math.cos(angle),
    y: y + radius * Math.sin(angle),
    size: 6,
    color: "#888888",
    total: null,
    expanded: false,
  });
}

/** Add rows that are edges (start, type, end) or things (id, with what they stand under). */
export function addRows(graph: Network, rows: Row[], near?: string): number {
  const before = graph.size + graph.order;
  for (const row of rows) {
    if (row.start && row.end) addEdge(graph, row, near);
    else if (row.id) addListed(graph, row, near);
  }
  return graph.size + graph.order - before;
}

function addEdge(graph: Network, row: Row, near?: string): void {
  // A step of a path may go against its edge.
  const turned = row.forward === false;
  const [from, to] = turned ? ["end", "start"] : ["start", "end"];
  const source = text(row[from]);
  const target = text(row[to]);
  addThing(graph, source, text(row[`${from}_name`]), text(row[`${from}_kind`]), near);
  addThing(graph, target, text(row[`${to}_name`]), text(row[`${to}_kind`]), near);
  link(graph, source, target, text(row.type), row);
}

function addListed(graph: Network, row: Row, near?: string): void {
  const id = text(row.id);
  const above = text(row.superior) || text(row.organization);
  addThing(graph, id, text(row.name), text(row.kind), above || near);
  if (above && graph.hasNode(above)) link(graph, id, above, text(row.relation) || "UNIT_OF", row);
}

function link(graph: Network, source: string, target: string, relation: string, row: Row): void {
  const claims = Array.isArray(row.claims) ? row.claims.map(text) : [];
  const key = [source, relation, target, text(row.role), claims[0] ?? ""].join("|");
  if (graph.hasEdge(key)) return;
  graph.addEdgeWithKey(key, source, target, {
    relation,
    role: text(row.role),
    status: text(row.status),
    disputed: row.disputed === true,
    claims,
    weight: 1,
    size: 1.5,
    color: "#888888",
  });
}

/** Only people and events, and who took part: the network of two modes. */
export function twoMode(whole: Network): Network {
  const part = network();
  whole.forEachEdge((key, edge, source, target, from, to) => {
    if (edge.relation !== "PARTICIPATED_IN" || from.kind !== "Person" || to.kind !== "Event")
      return;
    part.mergeNode(source, from);
    part.mergeNode(target, to);
    part.mergeEdgeWithKey(key, source, target, edge);
  });
  return part;
}

/** People tied by the events that they share, or events by the people; the weight counts them. */
export function oneMode(whole: Network, kind: "Person" | "Event"): Network {
  const both = twoMode(whole);
  const part = network();
  both.forEachNode((through, attributes) => {
    if (attributes.kind === kind) {
      part.mergeNode(through, attributes);
      return;
    }
    const ends = both.neighbors(through).sort();
    for (const [i, one] of ends.entries()) {
      for (const other of ends.slice(i + 1)) tie(part, both, one, other, through);
    }
  });
  return part;
}

function tie(part: Network, both: Network, one: string, other: string, through: string): void {
  part.mergeNode(one, both.getNodeAttributes(one));
  part.mergeNode(other, both.getNodeAttributes(other));
  const key = `${one}|SHARED|${other}`;
  const behind = both
    .edges(through)
    .filter((edge) => [one, other].includes(both.opposite(through, edge)))
    .flatMap((edge) => both.getEdgeAttribute(edge, "claims"));
  if (!part.hasEdge(key)) {
    const relation =
      both.getNodeAttribute(through, "kind") === "Event" ? "TOGETHER_AT" : "SHARED_BY";
    part.addEdgeWithKey(key, one, other, {
      relation,
      role: "",
      status: "",
      disputed: false,
      claims: [],
      weight: 0,
      size: 1,
      color: "#888888",
    });
  }
  part.updateEdgeAttributes(key, (edge) => ({
    ...edge,
    weight: edge.weight + 1,
    size: Math.min(1 + edge.weight, 8),
    claims: [...new Set([...edge.claims, ...behind])],
  }));
}

/** How big a thing is drawn: by the edges it has here, so that hubs stand out and leaves do not. */
export function sized(graph: Network): void {
  graph.updateEachNodeAttributes((id, node) => ({
    ...node,
    size: 5 + Math.min(2.4 * Math.sqrt(graph.degree(id)), 15),
  }));
}
