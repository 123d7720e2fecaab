// The organisation chart: a tree that loads a level at a time and draws only what can be seen.
import { ask, type Row } from "../common/api";
import { announcer, button, html, need, svg } from "../common/dom";
import { data, pageOf, words } from "../common/page";
import { PanZoom } from "../hierarchy/panzoom";
import {
  BOX,
  type Chart,
  COLUMN,
  chart,
  more,
  type Placed,
  ROW,
  type Unit,
  unit,
} from "../hierarchy/tree";

interface Tier {
  id: string;
  name: string;
  rank: number;
}

interface Given {
  words: Record<string, string>;
  tiers: Tier[];
  under: string;
  level: Row[];
  limit: number;
  checks: Record<string, string>; // their words
  checked: boolean; // whether failing units are asked for
}

const HEAD = 56; // height of the bands' heads
const PAD = 16;
const LETTER = 7.7; // a letter's mean width
const TWIN_ROWS = 300;
const MOST_CHAINS = 100; // failing units whose chain is asked for

const given = data<Given>();
const say = words(given.words);
const root = need<HTMLElement>("#hierarchy");
const twin = need<HTMLElement>("#hierarchy-table");
const failing = new Map<string, string[]>();
const above = new Map<string, Set<string>>(); // of a unit, those below it that fail

const top: Unit = {
  ...unit({ id: given.under, units: Number(given.level[0]?.level_size ?? 0) }),
  open: true,
};
let drawn: Chart;
let laid = 0; // columns at the last layout
let focused: Unit | null = null;
let frame = 0;

const stage = svg("svg", { class: "hierarchy-stage", "aria-label": say("drawing") });
const bands = svg("g", { "aria-hidden": "true" });
const links = svg("g", { class: "links", "aria-hidden": "true" });
const units = svg("g", { role: "tree", "aria-label": say("drawing") });
const heads = svg("g", { "aria-hidden": "true" });
stage.append(bands, links, units, heads);
root.append(
  html(
    "div",
    { class: "chart-tools", role: "group", "aria-label": say("tools") },
    html(
      "span",
      { class: "buttons" },
      button("+", () => view.zoom(1.3), { "aria-label": say("nearer") }),
      button("−", () => view.zoom(0.77), { "aria-label": say("farther") }),
      button(say("fit"), fit),
      button(say("close_all"), closeAll),
    ),
    html("span", { class: "quiet" }, say("keys")),
  ),
  stage,
);
const announce = announcer(root);
const view = new PanZoom(stage, () => later());

// Loading

function add(to: Unit, rows: Row[]): void {
  to.children = to.children.filter((child) => !child.more);
  const known = new Set(to.children.map((child) => child.id));
  to.children.push(...rows.map(unit).filter((child) => !known.has(child.id)));
  if (to.children.length < to.units) {
    to.children.push(more(to, say("more", { shown: to.children.length, total: to.units })));
  }
}

async function load(of: Unit): Promise<void> {
  const skip = of.children.filter((child) => !child.more).length;
  announce(say("asking"));
  const answer = await ask("/v1/queries/chart", { organization: of.id, skip, limit: given.limit });
  of.units = Number(answer.data[0]?.level_size ?? of.units);
  add(of, answer.data);
  announce(
    say("of", { shown: of.children.filter((child) => !child.more).length, total: of.units }),
  );
}

async function toggle(place: Placed): Promise<void> {
  const { unit: of } = place;
  try {
    if (of.more) {
      await load(place.parent?.unit ?? top);
      focused = (place.parent?.unit ?? top).children.find((child) => !known.has(child)) ?? focused;
    } else if (of.open) {
      of.open = false;
    } else if (of.units) {
      if (!of.children.length) await load(of);
      of.open = true;
    }
    layOut();
  } catch (error) {
    announce(say("failed", { detail: (error as Error).message }), true);
  }
}

function closeAll(): void {
  for (const place of drawn.placed) place.unit.open = false;
  layOut();
  fit();
}

/** Which units fail a check: asked once, and the chart does not wait for it. */
async function marks(): Promise<void> {
  const answer = await ask("/v1/checks", { finding: "violation", limit: 1000 }).catch(() => null);
  for (const row of answer?.data ?? []) {
    const id = String(row.unit);
    failing.set(id, [...(failing.get(id) ?? []), String(row.check)]);
  }
  if (failing.size) later();
  // A closed unit has the mark of those below it, so that nobody has to open all to find them.
  for (const id of [...failing.keys()].slice(0, MOST_CHAINS)) {
    const chain = await ask("/v1/queries/chain_of_command", { organization: id }).catch(() => null);
    for (const row of chain?.data ?? []) {
      const unit = String(row.id);
      if (row.depth !== 0 && unit !== id) above.set(unit, (above.get(unit) ?? new Set()).add(id));
    }
  }
  if (above.size) later();
}

/** A check in the page's words. */
function check(name: string): string {
  return given.checks[name] ?? name;
}

// Drawing

const known = new Set<Unit>();

function layOut(): void {
  drawn = chart(
    top,
    given.tiers.map((tier) => tier.rank),
  );
  for (const place of drawn.placed) known.add(place.unit);
  if (!focused || !drawn.placed.some((place) => place.unit === focused))
    focused = drawn.placed[0]?.unit ?? null;
  if (laid !== drawn.columns) fit();
  laid = drawn.columns;
  render();
  table();
}

function later(): void {
  if (!frame) frame = requestAnimationFrame(render);
}

function render(): void {
  cancelAnimationFrame(frame);
  frame = 0;
  const { x, y, scale } = view.where;
  const [width, height] = [stage.clientWidth, stage.clientHeight];
  const seen = (place: Placed): boolean => {
    const [left, up] = [place.x * scale + x, place.y * scale + y + HEAD];
    return left < width && left + BOX * scale > 0 && up < height && up + ROW * scale > 0;
  };
  const move = `translate(${x + PAD} ${y + HEAD + PAD}) scale(${scale})`;
  for (const group of [links, units]) group.setAttribute("transform", move);
  const hadFocus = units.contains(document.activeElement);
  const visible = drawn.placed.filter((place) => seen(place) || place.unit === focused);
  const tied = drawn.placed
    .filter((place) => place.parent && (seen(place) || seen(place.parent)))
    .slice(0, 3000);
  links.replaceChildren(...tied.map(link));
  units.replaceChildren(...visible.map(box));
  drawBands(x + PAD, scale, width, height);
  if (hadFocus) units.querySelector<SVGElement>('[tabindex="0"]')?.focus({ preventScroll: true });
}

function link(place: Placed): SVGElement {
  const from = place.parent as Placed;
  const [x1, y1, x2, y2] = [from.x + BOX, from.y + ROW / 2 - 3, place.x, place.y + ROW / 2 - 3];
  const middle = x2 - (COLUMN - BOX) / 2;
  return svg("path", {
    d: `M${x1} ${y1}H${middle - 8}Q${middle} ${y1} ${middle} ${y1 + Math.sign(y2 - y1) * Math.min(8, Math.abs(y2 - y1))}V${y2}H${x2}`,
  });
}

function box(place: Placed): SVGElement {
  const { unit: of } = place;
  const checks = failing.get(of.id) ?? [];
  const below = of.open ? 0 : (above.get(of.id)?.size ?? 0);
  const counted =
    of.members || of.said.length
      ? say("members", { members: of.members, said: of.said.join(", ") || "–" })
      : "";
  const label = [
    of.name,
    of.units ? say("units", { count: of.units }) : "",
    counted,
    checks.length ? say("failing", { checks: checks.map(check).join(", ") }) : "",
    below ? say("failing_below", { count: below }) : "",
    of.disputed ? say("disputed") : "",
  ]
    .filter(Boolean)
    .join(", ");
  const made = svg(
    "g",
    {
      role: "treeitem",
      class: of.more
        ? "unit more"
        : `unit${of.rank === null ? " organ" : ""}${of.disputed ? " disputed" : ""}`,
      transform: `translate(${place.x} ${place.y})`,
      "aria-level": place.level,
      "aria-posinset": place.position,
      "aria-setsize": place.siblings,
      "aria-expanded": of.units && !of.more ? String(of.open) : undefined,
      tabindex: of === focused ? 0 : -1,
      "data-id": of.id,
    },
    svg("title", {}, label),
    svg("rect", { width: BOX, height: ROW - 6, rx: 5 }),
    svg("text", { x: 10, y: 19 }, cut(of.name, BOX - (of.units && !of.more ? 52 : 16))),
    of.units && !of.more
      ? svg(
          "text",
          { class: "count", x: BOX - 10, y: 19, "text-anchor": "end" },
          `${of.open ? "−" : "+"}${of.units.toLocaleString()}`,
        )
      : null,
    checks.length || below
      ? svg("path", { class: checks.length ? "mark" : "mark below", d: `M${BOX - 6} -5l7 12h-14z` })
      : null,
  );
  made.addEventListener("click", () => {
    if (view.moved) return;
    focus(place);
    void toggle(place);
  });
  made.addEventListener("focus", () => (focused = of));
  return made;
}

/** A text that fits into so many pixels; Hangul takes about twice a Latin letter. */
function cut(text: string, room: number): string {
  let width = 0;
  for (const [i, letter] of [...text].entries()) {
    width += letter > "\u1100" ? LETTER * 1.9 : LETTER;
    if (width > room) return `${[...text].slice(0, Math.max(i - 1, 1)).join("")}…`;
  }
  return text;
}

function drawBands(x: number, scale: number, width: number, height: number): void {
  const columns = Array.from({ length: drawn.columns }, (_, i) => i);
  const left = (i: number): number => (i * COLUMN - (COLUMN - BOX) / 2) * scale + x;
  const tier = (i: number): Tier | undefined => given.tiers[i - drawn.bands];
  bands.replaceChildren(
    ...columns
      .filter((i) => (tier(i) ? (i - drawn.bands) % 2 === 0 : false))
      .map((i) => svg("rect", { class: "band", x: left(i), y: 0, width: COLUMN * scale, height })),
  );
  const organs = svg(
    "text",
    { class: "head", x: Math.max(left(0), 0) + 10, y: 24 },
    cut(say("organs"), drawn.bands * COLUMN * scale - 18),
  );
  heads.replaceChildren(
    svg("rect", { class: "head-ground", width, height: HEAD }),
    organs,
    ...columns.filter(tier).map((i) => {
      const { name } = tier(i) as Tier;
      return svg(
        "g",
        {},
        svg("text", { class: "head", x: left(i) + 10, y: 24 }, cut(name, COLUMN * scale - 14)),
        svg(
          "text",
          { class: "head-note", x: left(i) + 10, y: 42 },
          say("level", { rank: (tier(i) as Tier).rank }),
        ),
      );
    }),
  );
}

/** All columns at once where they can still be read, and no taller than what is in them. */
function fit(): void {
  const scale = Math.max(
    Math.min(1, (stage.clientWidth - 2 * PAD) / (drawn.columns * COLUMN)),
    0.62,
  );
  const height = drawn.height * scale + HEAD + 3 * PAD;
  stage.style.height = `${Math.min(Math.max(height, 320), innerHeight * 0.75)}px`;
  view.set({ x: 0, y: 0, scale });
}

// The keyboard, as a tree is used everywhere

function focus(place: Placed): void {
  focused = place.unit;
  const { where } = view;
  const [x, y] = [place.x * where.scale + where.x, place.y * where.scale + where.y];
  const room = { width: stage.clientWidth - 2 * PAD, height: stage.clientHeight - HEAD - 2 * PAD };
  if (x < 0 || x + BOX * where.scale > room.width)
    where.x -= x < 0 ? x - 10 : x + BOX * where.scale - room.width;
  if (y < 0 || y + ROW * where.scale > room.height)
    where.y -= y < 0 ? y : y + ROW * where.scale - room.height;
  render();
  units.querySelector<SVGElement>('[tabindex="0"]')?.focus({ preventScroll: true });
}

units.addEventListener("keydown", (event) => {
  const order = drawn.placed;
  const at = order.findIndex((place) => place.unit === focused);
  const here = order[at];
  if (!here) return;
  const moves: Record<string, () => Placed | undefined | null | undefined> = {
    ArrowDown: () => order[at + 1],
    ArrowUp: () => order[at - 1],
    Home: () => order[0],
    End: () => order.at(-1),
    ArrowRight: () => {
      if (here.unit.units && !here.unit.open) void toggle(here);
      else if (here.unit.open) return order[at + 1];
    },
    ArrowLeft: () => {
      if (here.unit.open) void toggle(here);
      else return here.parent;
    },
    " ": () => void toggle(here),
    Enter: () => {
      if (here.unit.more) void toggle(here);
      else location.assign(pageOf("organizations", here.unit.id));
    },
  };
  const move = moves[event.key];
  if (!move || event.ctrlKey || event.altKey || event.metaKey) return;
  event.preventDefault();
  const next = move();
  if (next) focus(next);
});

/** The chart's twin: what is open, in the order in which it is read. */
function table(): void {
  const body = twin.querySelector("tbody");
  if (!body) return;
  const rows = drawn.placed.filter((place) => !place.unit.more);
  body.replaceChildren(
    ...rows
      .slice(0, TWIN_ROWS)
      .map(({ unit: of, level }) =>
        html(
          "tr",
          {},
          html(
            "th",
            { scope: "row", class: `depth-${Math.min(level, 8)}` },
            html("a", { href: pageOf("organizations", of.id) }, of.name),
          ),
          html("td", {}, given.tiers.find((tier) => tier.id === of.tier)?.name ?? of.tier),
          html("td", { class: "number" }, of.units.toLocaleString()),
          html(
            "td",
            { class: "number" },
            of.members.toLocaleString(),
            of.said.length ? ` (${of.said.join(", ")})` : "",
          ),
          html("td", {}, (failing.get(of.id) ?? []).map(check).join(", ")),
        ),
      ),
  );
}

add(top, given.level);
layOut();
new ResizeObserver(later).observe(stage);
if (given.checked) void marks().then(table);
