// The organisation chart as data: units that are loaded a level at a time, and where each is drawn.
import { type HierarchyPointNode, hierarchy, tree } from "d3-hierarchy";
import { type Row, text, texts } from "../common/api";

export interface Unit {
  id: string;
  name: string;
  tier: string;
  rank: number | null;
  size: number; // how many units stand directly under it
  members: number;
  statedMembers: string[]; // how many members sources say it has
  disputed: boolean;
  claims: string[]; // that it stands where it does
  children: Unit[]; // those that have been loaded
  open: boolean;
  placeholder: boolean; // not a unit, but what loads the next ones of its level
}

/** A unit that is drawn. */
export interface PlacedUnit {
  unit: Unit;
  parent: PlacedUnit | null;
  level: number; // from 1
  position: number; // among its siblings, from 1
  siblings: number;
  column: number;
  x: number;
  y: number;
}

export interface Chart {
  placed: PlacedUnit[]; // from the top down, as they are read
  organColumns: number; // columns before the first level of the rules
  columns: number;
  height: number;
}

// Pixels at scale 1.
export const ROW_HEIGHT = 50;
export const COLUMN_WIDTH = 238;
export const BOX_WIDTH = 216;

export function parseUnit(row: Row): Unit {
  return {
    id: text(row.id),
    name: text(row.name) || text(row.id),
    tier: text(row.tier),
    rank: typeof row.rank === "number" ? row.rank : null,
    size: Number(row.units ?? 0),
    members: Number(row.members ?? 0),
    statedMembers: texts(row.said_members),
    disputed: row.disputed === true,
    claims: texts(row.claims),
    children: [],
    open: false,
    placeholder: false,
  };
}

export function createPlaceholder(parent: Unit, name: string): Unit {
  return { ...parseUnit({ id: `more:${parent.id}`, name }), placeholder: true };
}

export function loadedChildren(unit: Unit): Unit[] {
  return unit.children.filter((child) => !child.placeholder);
}

/** Place units: rows by the tidy tree; columns by level of the rules, before them by depth. */
export function layOutChart(root: Unit, ranks: number[]): Chart {
  const nodes = tree<Unit>()
    .nodeSize([ROW_HEIGHT, 1])
    .separation(() => 1)(hierarchy(root, (unit) => (unit.open ? unit.children : null)));
  const shown = nodes.descendants().filter((node) => node.depth > 0);
  const organs = shown.filter(({ data }) => data.rank === null && !data.placeholder);
  const organColumns = 1 + Math.max(0, ...organs.map((node) => node.depth - 1));
  const top = Math.min(0, ...shown.map((node) => node.x));
  const places = new Map<HierarchyPointNode<Unit>, PlacedUnit>();
  nodes.eachBefore((node) => {
    if (!node.parent) return;
    const parent = places.get(node.parent) ?? null;
    const siblings = node.parent.children ?? [];
    const column = columnOf(node.data, parent, organColumns, ranks);
    places.set(node, {
      unit: node.data,
      parent,
      level: node.depth,
      position: siblings.indexOf(node) + 1,
      siblings: siblings.length,
      column,
      x: column * COLUMN_WIDTH,
      y: node.x - top,
    });
  });
  const placed = [...places.values()];
  return {
    placed,
    organColumns,
    columns: Math.max(organColumns + ranks.length, ...placed.map(({ column }) => column + 1)),
    height: Math.max(ROW_HEIGHT, ...placed.map(({ y }) => y + ROW_HEIGHT)),
  };
}

function columnOf(
  unit: Unit,
  parent: PlacedUnit | null,
  organColumns: number,
  ranks: number[],
): number {
  const index = unit.rank === null ? -1 : ranks.indexOf(unit.rank);
  return Math.max(parent ? parent.column + 1 : 0, index < 0 ? 0 : organColumns + index);
}
