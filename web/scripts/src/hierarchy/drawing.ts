// The organisation chart's parts as SVG: units, the lines between them, the levels behind them.
import { svg } from "../common/dom";
import type { Translate } from "../common/page";
import {
  BOX_WIDTH,
  type Chart,
  COLUMN_WIDTH,
  type PlacedUnit,
  ROW_HEIGHT,
  type Unit,
} from "./tree";

export interface Tier {
  id: string;
  name: string;
  rank: number;
}

export const HEAD_HEIGHT = 56; // of the levels' names
const LETTER_WIDTH = 6.8; // on average
const LINE_HEIGHT = 16;
const MAX_LINES = 2;
const CORNER = 8;

/** The checks that a unit fails, and how many below it fail some. */
export interface Marks {
  failed: string[];
  below: number;
}

export function drawUnit(
  { unit, x, y, level, position, siblings }: PlacedUnit,
  { failed, below }: Marks,
  translate: Translate,
): SVGGElement {
  const opens = unit.size > 0 && !unit.placeholder;
  const classes = ["unit"];
  if (unit.placeholder) classes.push("more");
  else if (unit.rank === null) classes.push("organ");
  if (unit.disputed && !unit.placeholder) classes.push("disputed");
  const count = `${unit.open ? "−" : "+"}${unit.size.toLocaleString()}`;
  const middle = (ROW_HEIGHT - 6) / 2 + 4;
  const countPlace = { class: "count", x: BOX_WIDTH - 10, y: middle, "text-anchor": "end" };
  const lines = wrap(unit.name, BOX_WIDTH - (opens ? 52 : 16));
  const first = middle - ((lines.length - 1) * LINE_HEIGHT) / 2;
  const mark = {
    class: failed.length ? "mark" : "mark below",
    d: `M${BOX_WIDTH - 6} -5l7 12h-14z`,
  };
  return svg(
    "g",
    {
      role: "treeitem",
      class: classes.join(" "),
      transform: `translate(${x} ${y})`,
      "aria-level": level,
      "aria-posinset": position,
      "aria-setsize": siblings,
      "aria-expanded": opens ? String(unit.open) : undefined,
      tabindex: -1,
      "data-id": unit.id,
    },
    svg("title", {}, describeUnit(unit, { failed, below }, translate)),
    svg("rect", { width: BOX_WIDTH, height: ROW_HEIGHT - 6, rx: 5 }),
    ...lines.map((line, i) => svg("text", { x: 10, y: first + i * LINE_HEIGHT }, line)),
    opens && svg("text", countPlace, count),
    failed.length || below ? svg("path", mark) : null,
  );
}

function describeUnit(unit: Unit, { failed, below }: Marks, translate: Translate): string {
  const { name, size, members, statedMembers, disputed } = unit;
  const said = statedMembers.join(", ");
  return [
    name,
    size && translate("units", { count: size }),
    (members || said) && translate("members", { members, said: said || "–" }),
    failed.length && translate("failing", { checks: failed.join(", ") }),
    below && translate("failing_below", { count: below }),
    disputed && translate("disputed"),
  ]
    .filter(Boolean)
    .join(", ");
}

/** The line from a unit to the one that it stands under. */
export function drawLink({ x, y, parent }: PlacedUnit): SVGPathElement {
  const [x1, y1] = [(parent?.x ?? x) + BOX_WIDTH, (parent?.y ?? y) + ROW_HEIGHT / 2 - 3];
  const y2 = y + ROW_HEIGHT / 2 - 3;
  const middle = x - (COLUMN_WIDTH - BOX_WIDTH) / 2;
  const bend = y1 + Math.sign(y2 - y1) * Math.min(CORNER, Math.abs(y2 - y1));
  const curve = `H${middle - CORNER}Q${middle} ${y1} ${middle} ${bend}`;
  return svg("path", { d: `M${x1} ${y1}${curve}V${y2}H${x}` });
}

/**
 * The levels: bands behind every other one, and their names above.
 *
 * @param place Where the first column begins, in pixels, and the scale of the drawing.
 */
export function drawTiers(
  chart: Chart,
  tiers: Tier[],
  place: { x: number; scale: number; width: number; height: number },
  translate: Translate,
): { bands: SVGElement[]; heads: SVGElement[] } {
  const { x, scale, width, height } = place;
  const left = (column: number): number =>
    (column * COLUMN_WIDTH - (COLUMN_WIDTH - BOX_WIDTH) / 2) * scale + x;
  const columns = tiers.map((tier, i) => ({ tier, i, x: left(chart.organColumns + i) }));
  const organsWidth = chart.organColumns * COLUMN_WIDTH * scale;
  const organs = truncate(translate("organs"), organsWidth - 18);
  return {
    bands: columns
      .filter(({ i }) => i % 2 === 0)
      .map((column) =>
        svg("rect", { class: "band", x: column.x, y: 0, width: COLUMN_WIDTH * scale, height }),
      ),
    heads: [
      svg("rect", { class: "head-ground", width, height: HEAD_HEIGHT }),
      svg("text", { class: "head", x: Math.max(left(0), 0) + 10, y: 18 }, organs),
      ...columns.map(({ tier, x: columnX }) => {
        const lines = wrap(tier.name, COLUMN_WIDTH * scale - 18);
        const rank = translate("level", { rank: tier.rank });
        const start = columnX + 10;
        return svg(
          "g",
          {},
          ...lines.map((line, i) => svg("text", { class: "head", x: start, y: 18 + i * 15 }, line)),
          svg("text", { class: "head-note", x: start, y: 18 + lines.length * 15 }, rank),
        );
      }),
    ],
  };
}

/** A name in lines of so many pixels; what is longer than the lines is cut. */
function wrap(name: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of name.split(" ")) {
    const longer = `${lines.at(-1) ?? ""} ${word}`.trim();
    const isFull = lines.length > 0 && measure(longer) > width;
    if (!lines.length || (isFull && lines.length < MAX_LINES)) lines.push(word);
    else lines[lines.length - 1] = longer;
  }
  return lines.map((line) => truncate(line, width));
}

/** About how many pixels a text takes; Hangul takes about twice a Latin letter. */
function measure(text: string): number {
  const widths = [...text].map((letter) => (letter > "\u1100" ? 1.9 : 1) * LETTER_WIDTH);
  return widths.reduce((sum, width) => sum + width, 0);
}

/** A text cut to so many pixels. */
function truncate(name: string, width: number): string {
  if (measure(name) <= width) return name;
  const letters = [...name];
  while (letters.length > 1 && measure(letters.join("")) > width - LETTER_WIDTH) letters.pop();
  return `${letters.join("")}…`;
}
