// What the network shows: things and the edges between them, from the rows of answers.
import Graph from "graphology";
import { type Row, text, texts } from "../common/api";

const GOLDEN_ANGLE = 2.399_963; // radians: turned by it, each new node gets room of its own
const UNCOLORED = "#888888"; // until the page gives nodes and edges their colours

export interface NodeAttributes {
  label: string;
  kind: string;
  x: number;
  y: number;
  size: number;
  color: string;
  total: number | null; // edges in the whole graph, where that is known
  value: number; // what it is large by
  group: number; // of those that it is coloured by; 0 is none
  hidden?: boolean;
  highlighted?: boolean;
}

export interface EdgeAttributes {
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

export type Network = Graph<NodeAttributes, EdgeAttributes>;

/** A network; undirected where a tie has no direction, in the drawing and in every download. */
export function createNetwork(type: "directed" | "undirected" = "directed"): Network {
  return new Graph<NodeAttributes, EdgeAttributes>({ type, multi: true });
}

/** Add a node; it starts beside `near`, where that is drawn, so that the layout moves it little. */
export function addNode(
  network: Network,
  id: string,
  { label, kind, near }: { label: string; kind: string; near?: string | undefined },
): void {
  if (network.hasNode(id)) {
    if (kind && !network.getNodeAttribute(id, "kind")) network.setNodeAttribute(id, "kind", kind);
    return;
  }
  const { x, y } = near && network.hasNode(near) ? network.getNodeAttributes(near) : { x: 0, y: 0 };
  const angle = network.order * GOLDEN_ANGLE;
  const radius = 1 + Math.sqrt(network.order) / 4;
  network.addNode(id, {
    label: label || id,
    kind,
    x: x + radius * Math.cos(angle),
    y: y + radius * Math.sin(angle),
    size: 6,
    color: UNCOLORED,
    total: null,
    value: 0,
    group: 0,
  });
}

/** Add an edge between two nodes of the network; an edge of the same key is left as it is. */
export function addEdge(
  network: Network,
  key: string,
  [source, target]: [string, string],
  attributes: Partial<EdgeAttributes> & { relation: string },
): void {
  if (network.hasEdge(key)) return;
  network.addEdgeWithKey(key, source, target, {
    role: "",
    status: "",
    disputed: false,
    claims: [],
    weight: 1,
    size: 1.5,
    color: UNCOLORED,
    ...attributes,
  });
}

/**
 * Add rows that are edges (start, type, end) or things (id, with what they stand under).
 *
 * @returns How many nodes and edges were new.
 */
export function addRows(network: Network, rows: Row[], near?: string): number {
  const before = network.size + network.order;
  for (const row of rows) {
    if (row.start && row.end) addEdgeRow(network, row, near);
    else if (row.id) addThingRow(network, row, near);
  }
  return network.size + network.order - before;
}

function addEdgeRow(network: Network, row: Row, near?: string): void {
  // A step of a path may go against its edge.
  const ends = row.forward === false ? ["end", "start"] : ["start", "end"];
  const [source, target] = ends.map((end) => {
    const id = text(row[end]);
    addNode(network, id, { label: text(row[`${end}_name`]), kind: text(row[`${end}_kind`]), near });
    return id;
  }) as [string, string];
  addRowEdge(network, [source, target], text(row.type), row);
}

function addThingRow(network: Network, row: Row, near?: string): void {
  const id = text(row.id);
  const above = text(row.superior) || text(row.organization);
  addNode(network, id, { label: text(row.name), kind: text(row.kind), near: above || near });
  if (above && network.hasNode(above)) {
    addRowEdge(network, [id, above], text(row.relation) || "UNIT_OF", row);
  }
}

function addRowEdge(network: Network, ends: [string, string], relation: string, row: Row): void {
  const claims = texts(row.claims);
  const role = text(row.role);
  addEdge(network, [ends[0], relation, ends[1], role, claims[0] ?? ""].join("|"), ends, {
    relation,
    role,
    status: text(row.status),
    disputed: row.disputed === true,
    claims,
  });
}

/** Only people and events, and who took part: the two-mode network. */
export function selectTwoMode(network: Network): Network {
  const selected = createNetwork();
  network.forEachEdge((key, edge, source, target, from, to) => {
    if (edge.relation !== "PARTICIPATED_IN" || from.kind !== "Person" || to.kind !== "Event") {
      return;
    }
    selected.mergeNode(source, from);
    selected.mergeNode(target, to);
    selected.mergeEdgeWithKey(key, source, target, edge);
  });
  return selected;
}

/** People tied by the events that they share, or events by the people; the weight counts them. */
export function projectOneMode(network: Network, kind: "Person" | "Event"): Network {
  const twoMode = selectTwoMode(network);
  const projection = createNetwork("undirected");
  twoMode.forEachNode((shared, attributes) => {
    if (attributes.kind === kind) {
      projection.mergeNode(shared, attributes);
      return;
    }
    const ends = twoMode.neighbors(shared).sort();
    for (const [i, one] of ends.entries()) {
      for (const other of ends.slice(i + 1)) addTie(projection, twoMode, [one, other], shared);
    }
  });
  return projection;
}

function addTie(
  projection: Network,
  twoMode: Network,
  ends: [string, string],
  shared: string,
): void {
  for (const end of ends) projection.mergeNode(end, twoMode.getNodeAttributes(end));
  const key = ends.join("|SHARED|");
  const claims = twoMode
    .edges(shared)
    .filter((edge) => ends.includes(twoMode.opposite(shared, edge)))
    .flatMap((edge) => twoMode.getEdgeAttribute(edge, "claims"));
  const relation =
    twoMode.getNodeAttribute(shared, "kind") === "Event" ? "TOGETHER_AT" : "SHARED_BY";
  addEdge(projection, key, ends, { relation, weight: 0, size: 1 });
  projection.updateEdgeAttributes(key, (edge) => ({
    ...edge,
    weight: edge.weight + 1,
    size: Math.min(1 + edge.weight, 8),
    claims: [...new Set([...edge.claims, ...claims])],
  }));
}
