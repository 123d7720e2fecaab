// The network's controls: mode, size and colour, year, zoom, downloads.
import { button, html } from "../common/dom";
import type { Translate } from "../common/page";
import { type Drawing, downloadMenu, type Zoom, zoomButtons } from "./controls";
import { COLORS, type ColorBy, SIZES, type SizeBy } from "./measures";

export const MODES = ["all", "two", "people", "events"] as const;
export type Mode = (typeof MODES)[number];

export interface ToolbarActions {
  changeMode: () => void;
  changeLook: () => void;
  setYear: (year: string | null) => void;
  zoom: Zoom;
  drawing: Drawing;
}

const YEAR_DELAY = 250; // milliseconds after the slider was moved

export class Toolbar {
  readonly element: HTMLElement;
  private readonly modes: HTMLSelectElement;
  private readonly sizes: HTMLSelectElement;
  private readonly colors: HTMLSelectElement;

  constructor(
    private readonly translate: Translate,
    private readonly actions: ToolbarActions,
    years: [number, number] | null,
    links: HTMLElement[],
  ) {
    this.modes = this.choice("mode", MODES, actions.changeMode);
    this.sizes = this.choice("size", SIZES, actions.changeLook);
    this.colors = this.choice("color", COLORS, actions.changeLook);
    this.element = html(
      "div",
      { class: "chart-tools", role: "group", "aria-label": translate("tools") },
      html("label", {}, translate("mode"), " ", this.modes),
      html("label", {}, translate("size"), " ", this.sizes),
      html("label", {}, translate("color"), " ", this.colors),
      years && this.slider(years),
      zoomButtons(translate, actions.zoom),
      downloadMenu(translate, actions.drawing, links),
    );
  }

  get mode(): Mode {
    return this.modes.value as Mode;
  }

  set mode(mode: Mode) {
    this.modes.value = mode;
  }

  get sizeBy(): SizeBy {
    return this.sizes.value as SizeBy;
  }

  set sizeBy(name: SizeBy) {
    this.sizes.value = name;
  }

  get colorBy(): ColorBy {
    return this.colors.value as ColorBy;
  }

  set colorBy(name: ColorBy) {
    this.colors.value = name;
  }

  private choice(name: string, values: readonly string[], change: () => void): HTMLSelectElement {
    const options = values.map((value) =>
      html("option", { value }, this.translate(`${name}_${value}`)),
    );
    const select = html("select", { id: `network-${name}` }, ...options);
    select.addEventListener("change", change);
    return select;
  }

  private slider([min, max]: [number, number]): HTMLElement {
    const { translate } = this;
    const id = "network-year";
    const field = document.querySelector<HTMLInputElement>("input[name=as_of]");
    const asOf = new URLSearchParams(location.search).get("as_of") ?? "";
    const year = /^\d{4}/.test(asOf) ? String(Number(asOf.slice(0, 4))) : null;
    const range = html("input", { type: "range", id, min, max, step: 1, value: year ?? max });
    const shown = html("output", { for: id }, year ?? translate("any_time"));
    const clear = button(translate("any_time"), () => set(null), { "data-act": "any-time" });
    clear.hidden = !year;
    let timer = 0;
    const set = (value: string | null): void => {
      shown.textContent = value ?? translate("any_time");
      clear.hidden = !value;
      clearTimeout(timer);
      timer = setTimeout(() => {
        if (field) field.value = value ?? "";
        this.actions.setYear(value);
      }, YEAR_DELAY);
    };
    range.addEventListener("input", () => set(range.value));
    return html(
      "span",
      { class: "slider" },
      html("label", { for: id }, translate("year")),
      range,
      shown,
      clear,
    );
  }
}
