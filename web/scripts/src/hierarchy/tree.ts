// The organisation chart as data: units that are loaded a level at a time, and where each is drawn.
import { type HierarchyPointNode, hierarchy, tree } from "d3-hierarchy";
import type { Row } from "../common/api";

export interface Unit {
  id: string;
  name: string;
  tier: string;
  rank: number | null;
  units: number; // how many stand directly under it
  members: number;
  said: string[]; // how many members sources say it has
  status: string;
  disputed: boolean;
  children: Unit[]; // those that have been loaded
  open: boolean;
  more: boolean; // not a unit, but the place where the next ones of its level are asked for
}

export interface Placed {
  unit: Unit;
  parent: Placed | null;
  level: number; // from 1
  position: number; // among its siblings, from 1
  siblings: number;
  column: number;
  x: number;
  y: number;
}

export const ROW = 36;
export const COLUMN = 198;
export const BOX = 176;

const text = (value: unknown): string =>
  value === null || value === undefined ? "" : String(value);

export function unit(row: Row): Unit {
  return {
    id: text(row.id),
    name: text(row.name) || text(row.id),
    tier: text(row.tier),
    rank: typeof row.rank === "number" ? row.rank : null,
    units: Number(row.units ?? 0),
    members: Number(row.members ?? 0),
    said: Array.isArray(row.said_members) ? row.said_members.map(text) : [],
    status: text(row.status),
    disputed: row.disputed === true,
    children: [],
    open: false,
    more: false,
  };
}

export function more(of: Unit, name: string): Unit {
  return { ...unit({ id: `more:${of.id}`, name }), more: true };
}

export interface Chart {
  placed: Placed[]; // from the top down, as they are read
  bands: number; // columns before the first level of the rules
  columns: number;
  height: number;
}

/** Places: rows by the tidy tree; columns by level of the rules, before them by depth. */
export function chart(root: Unit, ranks: number[]): Chart {
  const whole = hierarchy<Unit>(root, (of) => (of.open ? of.children : null));
  const laid = tree<Unit>()
    .nodeSize([ROW, 1])
    .separation(() => 1)(whole);
  const shown = laid.descendants().filter((node) => node.depth > 0);
  const bands =
    1 +
    Math.max(
      0,
      ...shown
        .filter((node) => node.data.rank === null && !node.data.more)
        .map((node) => node.depth - 1),
    );
  const places = new Map<HierarchyPointNode<Unit>, Placed>();
  const placed: Placed[] = [];
  const top = Math.min(0, ...shown.map((node) => node.x));
  laid.eachBefore((node) => {
    if (node.depth === 0) return;
    const parent = node.parent ? (places.get(node.parent) ?? null) : null;
    const column = columnOf(node.data, parent, bands, ranks);
    const siblings = node.parent?.children ?? [];
    const place: Placed = {
      unit: node.data,
      parent,
      level: node.depth,
      position: siblings.indexOf(node) + 1,
      siblings: siblings.length,
      column,
      x: column * COLUMN,
      y: node.x - top,
    };
    places.set(node, place);
    placed.push(place);
  });
  return {
    placed,
    bands,
    columns: Math.max(bands + ranks.length, ...placed.map((place) => place.column + 1)),
    height: Math.max(ROW, ...placed.map((place) => place.y + ROW)),
  };
}

function columnOf(of: Unit, parent: Placed | null, bands: number, ranks: number[]): number {
  const least = parent ? parent.column + 1 : 0;
  const band = of.rank === null ? -1 : ranks.indexOf(of.rank);
  return Math.max(least, band < 0 ? 0 : bands + band);
}
