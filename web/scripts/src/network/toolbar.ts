// The network's controls: mode, year, zoom, downloads.
import { button, html } from "../common/dom";
import type { Translate } from "../common/page";

export const MODES = ["all", "two", "people", "events"] as const;
export type Mode = (typeof MODES)[number];

export interface ToolbarActions {
  changeMode: () => void;
  setYear: (year: string | null) => void;
  zoom: (factor: number) => void;
  fit: () => void;
  downloads: Record<string, () => void>; // by the format's name
}

const YEAR_DELAY = 250; // milliseconds after the slider was moved

export class Toolbar {
  readonly element: HTMLElement;
  private readonly modes: HTMLSelectElement;

  constructor(
    private readonly translate: Translate,
    private readonly actions: ToolbarActions,
    years: [number, number] | null,
  ) {
    const options = MODES.map((value) => html("option", { value }, translate(`mode_${value}`)));
    this.modes = html("select", { id: "network-mode" }, ...options);
    this.modes.addEventListener("change", actions.changeMode);
    this.element = html(
      "div",
      { class: "chart-tools", role: "group", "aria-label": translate("tools") },
      html("label", {}, translate("mode"), " ", this.modes),
      years && this.slider(years),
      html(
        "span",
        { class: "buttons" },
        button("+", () => actions.zoom(0.7), { "aria-label": translate("nearer") }),
        button("−", () => actions.zoom(1.4), { "aria-label": translate("farther") }),
        button(translate("fit"), actions.fit),
      ),
      this.downloadMenu(),
    );
  }

  get mode(): Mode {
    return this.modes.value as Mode;
  }

  set mode(mode: Mode) {
    this.modes.value = mode;
  }

  private downloadMenu(): HTMLElement {
    const menu = html(
      "details",
      { class: "menu" },
      html("summary", {}, this.translate("download")),
    );
    const items = Object.entries(this.actions.downloads).map(([name, download]) => {
      const start = (): void => {
        menu.open = false;
        download();
      };
      return button(name, start, { "data-file": name.toLowerCase() });
    });
    menu.append(html("div", { class: "menu-items" }, ...items));
    return menu;
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
