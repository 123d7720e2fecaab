// The organisation chart: a tree that loads a level at a time and draws only what can be seen.
import { fetchAnswer, type Row, setUrlParameters } from "../common/api";
import { renderClaims } from "../common/claims";
import { type Announce, addStatusLine, button, html, requireElement, svg } from "../common/dom";
import { readPageData, type Translate, thingUrl, translator } from "../common/page";
import { FailedChecks } from "../hierarchy/checks";
import { drawLink, drawTiers, drawUnit, HEAD_HEIGHT, type Tier } from "../hierarchy/drawing";
import { PanZoom } from "../hierarchy/panzoom";
import {
  BOX_WIDTH,
  type Chart,
  COLUMN_WIDTH,
  createPlaceholder,
  layOutChart,
  loadedChildren,
  type PlacedUnit,
  parseUnit,
  ROW_HEIGHT,
  type Unit,
} from "../hierarchy/tree";

interface PageData {
  words: Record<string, string>;
  tiers: Tier[];
  under: string;
  parameters: Record<string, string>; // what of its first level is chosen
  level: Row[];
  limit: number;
  checks: Record<string, string>; // their names
  checked: boolean; // whether failing units are marked
}

const PADDING = 16;
const MAX_LINKS = 3000;
const MAX_TABLE_ROWS = 300;
const MIN_FITTED_SCALE = 0.62; // smaller cannot be read

class HierarchyPage {
  private readonly translate: Translate;
  private readonly announce: Announce;
  private readonly checks: FailedChecks;
  private readonly table = requireElement<HTMLElement>("#hierarchy-table");
  private readonly stage: SVGSVGElement;
  private readonly units: SVGGElement;
  private readonly bands = svg("g", { "aria-hidden": "true" });
  private readonly links = svg("g", { class: "links", "aria-hidden": "true" });
  private readonly heads = svg("g", { "aria-hidden": "true" });
  private readonly view: PanZoom;
  private readonly card: HTMLElement;
  private readonly cited = new Map<string, HTMLTableCellElement>(); // what the server wrote, by id

  private readonly top: Unit;
  private chart: Chart;
  private focused: Unit | null = null;
  private frame = 0;

  constructor(private readonly page: PageData) {
    const translate = translator(page.words);
    this.translate = translate;
    this.checks = new FailedChecks(page.checks);
    const label = translate("drawing");
    this.units = svg("g", { role: "tree", "aria-label": label });
    this.stage = svg(
      "svg",
      { class: "hierarchy-stage", "aria-label": label },
      this.bands,
      this.links,
      this.units,
      this.heads,
    );
    const root = requireElement<HTMLElement>("#hierarchy");
    this.card = html("section", { class: "unit-card", "aria-live": "polite" });
    this.card.setAttribute("aria-label", translate("chosen"));
    root.replaceChildren(this.toolbar(), this.stage, this.card);
    this.announce = addStatusLine(root);
    this.view = new PanZoom(this.stage, () => this.requestDraw());
    this.units.addEventListener("keydown", (event) => this.handleKey(event));

    for (const row of this.table.querySelectorAll<HTMLTableRowElement>("tr[data-id]")) {
      if (row.cells[0]) this.cited.set(row.dataset.id ?? "", row.cells[0]);
    }
    this.top = parseUnit({ id: page.under, units: page.level[0]?.level_size });
    this.top.open = true;
    this.addChildren(this.top, page.level);
    this.chart = layOutChart(this.top, this.ranks);
    this.fit();
    this.update();
    void this.openAgain();
    new ResizeObserver(() => this.requestDraw()).observe(this.stage);
    if (page.checked) void this.checks.load(() => this.requestDraw()).then(() => this.fillTable());
  }

  private get ranks(): number[] {
    return this.page.tiers.map((tier) => tier.rank);
  }

  private toolbar(): HTMLElement {
    const { translate } = this;
    return html(
      "div",
      { class: "chart-tools", role: "group", "aria-label": translate("tools") },
      html(
        "span",
        { class: "buttons" },
        button("+", () => this.view.zoom(1.3), { "aria-label": translate("nearer") }),
        button("−", () => this.view.zoom(0.77), { "aria-label": translate("farther") }),
        button(translate("fit"), () => this.fit()),
        button(translate("close_all"), () => this.closeAll()),
      ),
      html("span", { class: "quiet" }, translate("keys")),
    );
  }

  // Loading

  private addChildren(parent: Unit, rows: Row[]): void {
    const children = loadedChildren(parent);
    const known = new Set(children.map((child) => child.id));
    children.push(...rows.map(parseUnit).filter((child) => !known.has(child.id)));
    const [shown, total] = [children.length, parent.size];
    if (shown < total) {
      children.push(createPlaceholder(parent, this.translate("more", { shown, total })));
    }
    parent.children = children;
  }

  private async loadChildren(parent: Unit): Promise<void> {
    const skip = loadedChildren(parent).length;
    this.announce(this.translate("asking"));
    const which = parent === this.top ? this.page.parameters : { organization: parent.id };
    const parameters = { ...which, skip, limit: this.page.limit };
    const { data } = await fetchAnswer("/v1/queries/chart", parameters);
    parent.size = Number(data[0]?.level_size ?? parent.size);
    this.addChildren(parent, data);
    const shown = loadedChildren(parent).length;
    this.announce(this.translate("of", { shown, total: parent.size }));
  }

  private async toggle({ unit, parent }: PlacedUnit): Promise<void> {
    try {
      if (unit.placeholder) {
        const above = parent?.unit ?? this.top;
        const loaded = loadedChildren(above).length;
        await this.loadChildren(above);
        this.focused = above.children[loaded] ?? this.focused; // the first of those that came
      } else if (unit.open) {
        unit.open = false;
      } else if (unit.size) {
        if (!unit.children.length) await this.loadChildren(unit);
        unit.open = true;
      }
      this.update();
      this.keepOpenInAddress();
    } catch (error) {
      this.announce(this.translate("failed", { detail: (error as Error).message }), true);
    }
  }

  /** Open what is open in the page's address. */
  private async openAgain(): Promise<void> {
    const parameters = new URLSearchParams(location.search);
    for (const id of (parameters.get("open") ?? "").split(",").filter(Boolean)) {
      const place = this.chart.placed.find(({ unit }) => unit.id === id && !unit.open);
      if (place) await this.toggle(place);
    }
    const chosen = this.chart.placed.find(({ unit }) => unit.id === parameters.get("unit"));
    if (chosen) await this.choose(chosen.unit);
  }

  private keepOpenInAddress(): void {
    const ids = this.chart.placed.filter(({ unit }) => unit.open).map(({ unit }) => unit.id);
    setUrlParameters({ open: ids.join(",") });
  }

  private closeAll(): void {
    for (const { unit } of this.chart.placed) unit.open = false;
    this.update();
    this.keepOpenInAddress();
    this.fit();
  }

  // Drawing

  /** Draw after units were opened, closed or loaded. */
  private update(): void {
    const { columns } = this.chart;
    this.chart = layOutChart(this.top, this.ranks);
    const { placed } = this.chart;
    if (!placed.some(({ unit }) => unit === this.focused)) this.focused = placed[0]?.unit ?? null;
    if (this.chart.columns !== columns) this.fit();
    this.draw();
    this.fillTable();
  }

  /** Draw at the next frame, however often it is asked for until then. */
  private requestDraw(): void {
    if (!this.frame) this.frame = requestAnimationFrame(() => this.draw());
  }

  private draw(): void {
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    const { chart, stage, units } = this;
    const { x, y, scale } = this.view.transform;
    const [width, height] = [stage.clientWidth, stage.clientHeight];
    const isVisible = (place: PlacedUnit): boolean => {
      const [left, top] = [place.x * scale + x, place.y * scale + y + HEAD_HEIGHT];
      const [right, bottom] = [left + BOX_WIDTH * scale, top + ROW_HEIGHT * scale];
      return left < width && right > 0 && top < height && bottom > 0;
    };
    const transform = `translate(${x + PADDING} ${y + HEAD_HEIGHT + PADDING}) scale(${scale})`;
    for (const group of [this.links, units]) group.setAttribute("transform", transform);
    const hadFocus = units.contains(document.activeElement);
    const linked = chart.placed.filter(
      (place) => place.parent && (isVisible(place) || isVisible(place.parent)),
    );
    this.links.replaceChildren(...linked.slice(0, MAX_LINKS).map(drawLink));
    const visible = chart.placed.filter((place) => isVisible(place) || place.unit === this.focused);
    units.replaceChildren(...visible.map((place) => this.createUnit(place)));
    const columns = { x: x + PADDING, scale, width, height };
    const { bands, heads } = drawTiers(chart, this.page.tiers, columns, this.translate);
    this.bands.replaceChildren(...bands);
    this.heads.replaceChildren(...heads);
    if (hadFocus) this.focusElement();
  }

  private createUnit(place: PlacedUnit): SVGGElement {
    const { unit } = place;
    const marks = { failed: this.checks.of(unit), below: this.checks.countBelow(unit) };
    const element = drawUnit(place, marks, this.translate);
    if (unit === this.focused) element.setAttribute("tabindex", "0");
    element.addEventListener("click", () => {
      if (this.view.dragged) return;
      this.focus(place);
      void this.toggle(place);
      if (!unit.placeholder) void this.choose(unit);
    });
    element.addEventListener("focus", () => {
      this.focused = unit;
    });
    return element;
  }

  /** Show a unit beside the drawing: its page, what is known of it here, who says so. */
  private async choose(unit: Unit): Promise<void> {
    const { translate } = this;
    const stated = unit.statedMembers.join(", ");
    const failed = this.checks.of(unit).join(", ");
    const known = [
      this.page.tiers.find(({ id }) => id === unit.tier)?.name ?? "",
      unit.size ? translate("units", { count: unit.size }) : "",
      unit.members || stated
        ? translate("members", { members: unit.members, said: stated || "–" })
        : "",
      failed && translate("failing", { checks: failed }),
    ].filter(Boolean);
    const href = thingUrl("organizations", unit.id);
    this.card.replaceChildren(
      html("h2", {}, html("a", { href }, unit.name)),
      html("p", {}, known.join(" · ")),
    );
    setUrlParameters({ unit: unit.id });
    if (!unit.claims.length) return;
    try {
      this.card.append(await renderClaims(unit.claims, translate));
    } catch (error) {
      this.announce(translate("failed", { detail: (error as Error).message }), true);
    }
  }

  /** All columns at once where they can still be read, and no taller than what is in them. */
  private fit(): void {
    const { chart, stage } = this;
    const whole = (stage.clientWidth - 2 * PADDING) / (chart.columns * COLUMN_WIDTH);
    const scale = Math.max(Math.min(1, whole), MIN_FITTED_SCALE);
    const height = chart.height * scale + HEAD_HEIGHT + 3 * PADDING;
    stage.style.height = `${Math.min(Math.max(height, 320), innerHeight * 0.75)}px`;
    this.view.set({ x: 0, y: 0, scale });
  }

  /** The same units as a table: those that are open, in the order in which they are read. */
  private fillTable(): void {
    const rows = this.chart.placed.filter(({ unit }) => !unit.placeholder);
    const cells = rows.slice(0, MAX_TABLE_ROWS).map(({ unit, level }) => {
      const { tier, size, members, statedMembers } = unit;
      const name = this.cited.get(unit.id) ?? this.createName(unit);
      name.className = `depth-${Math.min(level, 8)}`;
      const stated = statedMembers.length ? ` (${statedMembers.join(", ")})` : "";
      return html(
        "tr",
        {},
        name,
        html("td", {}, this.page.tiers.find(({ id }) => id === tier)?.name ?? tier),
        html("td", { class: "number" }, size.toLocaleString()),
        html("td", { class: "number" }, members.toLocaleString(), stated),
        html("td", {}, this.checks.of(unit).join(", ")),
      );
    });
    this.table.querySelector("tbody")?.replaceChildren(...cells);
  }

  /** A unit's name in the table, with what shows who says that it stands there. */
  private createName(unit: Unit): HTMLTableCellElement {
    const count = this.translate("claims", { count: unit.claims.length });
    const label = `${count}: ${unit.name}`;
    return html(
      "th",
      { scope: "row" },
      html("a", { href: thingUrl("organizations", unit.id) }, unit.name),
      " ",
      unit.claims.length > 0 &&
        button(count, () => void this.choose(unit), { class: "small", "aria-label": label }),
    );
  }

  // The keyboard, as a tree is used everywhere

  private handleKey(event: KeyboardEvent): void {
    const { placed } = this.chart;
    const index = placed.findIndex((shown) => shown.unit === this.focused);
    const place = placed[index];
    if (!place || event.ctrlKey || event.altKey || event.metaKey) return;
    const { unit } = place;
    const toggle = (): void => void this.toggle(place);
    const keys: Record<string, () => void> = {
      ArrowDown: () => this.focus(placed[index + 1]),
      ArrowUp: () => this.focus(placed[index - 1]),
      Home: () => this.focus(placed[0]),
      End: () => this.focus(placed.at(-1)),
      ArrowRight: () => (unit.open ? this.focus(placed[index + 1]) : unit.size && toggle()),
      ArrowLeft: () => (unit.open ? toggle() : this.focus(place.parent)),
      " ": toggle,
      Enter: () =>
        unit.placeholder ? toggle() : location.assign(thingUrl("organizations", unit.id)),
    };
    const act = keys[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  }

  /** Move the focus to a unit, and the drawing to where it can be seen. */
  private focus(place: PlacedUnit | null | undefined): void {
    if (!place) return;
    this.focused = place.unit;
    const { transform } = this.view;
    const { scale } = transform;
    const [left, top] = [place.x * scale + transform.x, place.y * scale + transform.y];
    const right = left + BOX_WIDTH * scale - (this.stage.clientWidth - 2 * PADDING);
    const room = this.stage.clientHeight - HEAD_HEIGHT - 2 * PADDING;
    const bottom = top + ROW_HEIGHT * scale - room;
    if (left < 0) transform.x -= left - 10;
    else if (right > 0) transform.x -= right;
    if (top < 0) transform.y -= top;
    else if (bottom > 0) transform.y -= bottom;
    this.draw();
    this.focusElement();
  }

  private focusElement(): void {
    this.units.querySelector<SVGElement>('[tabindex="0"]')?.focus({ preventScroll: true });
  }
}

new HierarchyPage(readPageData<PageData>());
