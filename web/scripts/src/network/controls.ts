// What stands over a drawing of a network: nearer, farther, all of it, and files of what is drawn.
import { button, html } from "../common/dom";
import { downloadBlob, downloadText } from "../common/download";
import type { Translate } from "../common/page";
import { rasterize, writeCsv, writeGexf, writeGraphml } from "./export";
import type { Network } from "./graph";

const NEARER = 0.7;
const FARTHER = 1.4;

export interface Zoom {
  zoom: (factor: number) => void;
  fit: () => void;
}

export function zoomButtons(translate: Translate, { zoom, fit }: Zoom): HTMLElement {
  return html(
    "span",
    { class: "buttons" },
    button("+", () => zoom(NEARER), { "aria-label": translate("nearer") }),
    button("−", () => zoom(FARTHER), { "aria-label": translate("farther") }),
    button(translate("fit"), fit),
  );
}

export interface Drawing {
  name: string; // of the files, without their ending
  network: () => Network;
  sheet: () => string; // as SVG
  attempt: (action: () => Promise<void>) => void; // shows what fails
}

/** A menu of files of what is drawn; `links` are entries that lead elsewhere. */
export function downloadMenu(
  translate: Translate,
  { name, network, sheet, attempt }: Drawing,
  links: HTMLElement[] = [],
): HTMLElement {
  const save = (suffix: string, type: string, content: string): void =>
    downloadText(`${name}.${suffix}`, type, content);
  const files: Record<string, () => void> = {
    SVG: () => save("svg", "image/svg+xml", sheet()),
    PNG: () => attempt(async () => downloadBlob(`${name}.png`, await rasterize(sheet()))),
    GraphML: () => save("graphml", "application/xml", writeGraphml(network())),
    GEXF: () => save("gexf", "application/xml", writeGexf(network())),
    CSV: () => save("csv", "text/csv", writeCsv(network())),
  };
  const menu = html("details", { class: "menu" }, html("summary", {}, translate("download")));
  const items = Object.entries(files).map(([format, download]) => {
    const start = (): void => {
      menu.open = false;
      download();
    };
    return button(format, start, { "data-file": format.toLowerCase() });
  });
  menu.append(html("div", { class: "menu-items" }, ...items, ...links));
  return menu;
}
