// The timeline's brush: drag over the strip of all events to select the years between.
import { note, requireElement, svg } from "../common/dom";
import { readPageData, translator } from "../common/page";

type Tick = [date: string, percent: number]; // a year or month (EDTF), and where on the strip it is

interface PageData {
  words: Record<string, string>;
  ticks: Tick[];
}

const MIN_DRAG = 4; // pixels: less is a click, not a stretch of time

const page = readPageData<PageData>();
const translate = translator(page.words);
const box = document.querySelector<HTMLElement>("#brush");
const form = requireElement<HTMLFormElement>("#timeline-form");
const [first, last] = [page.ticks[0], page.ticks.at(-1)];

if (box && first && last && first !== last) addBrush(box, first, last);

function addBrush(parent: HTMLElement, low: Tick, high: Tick): void {
  const strip = requireElement<SVGSVGElement>("svg", parent);
  const scale = (toYears(high[0]) - toYears(low[0])) / (high[1] - low[1]);
  const yearAt = (percent: number): number =>
    Math.floor(toYears(low[0]) + (percent - low[1]) * scale);
  const percentOf = (year: number): number => low[1] + (year - toYears(low[0])) / scale;
  const range = svg("rect", { class: "chosen", y: 2, height: 42, width: 0 });
  const [start, end] = ["start", "end"].map((name) =>
    requireElement<HTMLInputElement>(`input[name=${name}]`, form),
  ) as [HTMLInputElement, HTMLInputElement];
  strip.prepend(range);
  parent.append(note(translate("drag")));

  const show = (from: number, to: number): void => {
    const [x1, x2] = [clampPercent(from), clampPercent(to)];
    range.setAttribute("x", `${x1}%`);
    range.setAttribute("width", `${Math.max(x2 - x1, 0)}%`);
  };
  const showFields = (): void => {
    const [from, to] = [readYear(start), readYear(end)];
    if (from === null && to === null) show(0, 0);
    else show(from === null ? 0 : percentOf(from), to === null ? 100 : percentOf(to + 1));
  };
  showFields();
  form.addEventListener("input", showFields);

  let began: number | null = null;
  const percentAt = (event: PointerEvent): number => {
    const { left, width } = strip.getBoundingClientRect();
    return clampPercent(((event.clientX - left) / width) * 100);
  };
  strip.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    began = percentAt(event);
    strip.setPointerCapture(event.pointerId);
  });
  strip.addEventListener("pointermove", (event) => {
    if (began === null) return;
    const now = percentAt(event);
    const [from, to] = [Math.min(began, now), Math.max(began, now)];
    show(from, to);
    start.value = String(yearAt(from));
    end.value = String(yearAt(to));
  });
  strip.addEventListener("pointerup", (event) => {
    if (began === null) return;
    const pixels = (Math.abs(percentAt(event) - began) / 100) * strip.clientWidth;
    began = null;
    if (pixels >= MIN_DRAG) form.requestSubmit();
    else showFields();
  });
  strip.addEventListener("pointercancel", () => {
    began = null;
    showFields();
  });
}

/** A date as a number of years: 2012-07 is 2012.5. */
function toYears(date: string): number {
  return Number(date.slice(0, 4)) + (Number(date.slice(5, 7) || 1) - 1) / 12;
}

function readYear(field: HTMLInputElement): number | null {
  return /^\d{4}/.test(field.value) ? Number(field.value.slice(0, 4)) : null;
}

function clampPercent(percent: number): number {
  return Math.min(Math.max(percent, 0), 100);
}
