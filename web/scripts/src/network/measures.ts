// What nodes are large and coloured by. Measured is what is drawn, each tie once and without
// direction: centralities after Freeman (1978), groups by Louvain's method (Blondel et al. 2008).
import Graph from "graphology";
import louvain from "graphology-communities-louvain";
import betweenness from "graphology-metrics/centrality/betweenness";
import closeness from "graphology-metrics/centrality/closeness";
import type { Network } from "./graph";

export const SIZES = ["degree", "betweenness", "closeness"] as const;
export type SizeBy = (typeof SIZES)[number];
export const COLORS = ["kind", "community"] as const;
export type ColorBy = (typeof COLORS)[number];

/** What was measured, for the legend. */
export interface Measured {
  low: number;
  high: number;
  groups: number[]; // how many are in each, the largest first; none where colour is by kind
  modularity: number;
}

/** What each node is large by, and the group it is in: from 1 on, and 0 for whom nothing ties. */
export function measure(network: Network, sizeBy: SizeBy, colorBy: ColorBy): Measured {
  const simple = simplify(network);
  const values = centrality(network, simple, sizeBy);
  const { groups, groupOf, modularity } = communities(simple, colorBy);
  const found = Object.values(values);
  const high = Math.max(0, ...found);
  network.mergeAttributes({ sizeBy, colorBy });
  network.updateEachNodeAttributes((id, node) => {
    const value = values[id] ?? 0;
    return { ...node, value, size: sizeOf(value, high, sizeBy), group: groupOf.get(id) ?? 0 };
  });
  return { low: found.length ? Math.min(...found) : 0, high, groups, modularity };
}

/** Hubs stand out and leaves can still be hit. */
function sizeOf(value: number, high: number, sizeBy: SizeBy): number {
  if (sizeBy === "degree") return 5 + Math.min(2.4 * Math.sqrt(value), 15);
  return high > 0 ? 5 + 15 * Math.sqrt(value / high) : 5;
}

/** The same ties, each once and without direction, in an order that depends on ids alone. */
function simplify(network: Network): Graph {
  const simple = new Graph({ type: "undirected", multi: false, allowSelfLoops: false });
  for (const id of network.nodes().sort(byText)) simple.addNode(id);
  for (const one of simple.nodes()) {
    for (const other of network.neighbors(one).sort(byText)) {
      if (one < other) simple.addEdge(one, other);
    }
  }
  return simple;
}

function byText(one: string, other: string): number {
  return one < other ? -1 : 1;
}

function centrality(network: Network, simple: Graph, sizeBy: SizeBy): Record<string, number> {
  if (sizeBy === "betweenness") return betweenness(simple, { normalized: true });
  if (sizeBy === "closeness") return closeness(simple, { wassermanFaust: true });
  return Object.fromEntries(network.nodes().map((id) => [id, network.degree(id)]));
}

function communities(
  simple: Graph,
  colorBy: ColorBy,
): { groups: number[]; groupOf: Map<string, number>; modularity: number } {
  if (colorBy === "kind" || !simple.size) {
    return { groups: [], groupOf: new Map(), modularity: 0 };
  }
  const options = { getEdgeWeight: null, randomWalk: false };
  const found = louvain.detailed(simple, options);
  const members = new Map<number, string[]>();
  for (const id of simple.nodes()) {
    const group = found.communities[id] ?? 0;
    if (simple.degree(id)) members.set(group, [...(members.get(group) ?? []), id]);
  }
  const ordered = [...members.values()].sort((a, b) => b.length - a.length);
  const groupOf = new Map(ordered.flatMap((ids, i) => ids.map((id) => [id, i + 1] as const)));
  return { groups: ordered.map(({ length }) => length), groupOf, modularity: found.modularity };
}
