// The timeline's brush: drag over the strip of all events to see the years between.
import { html, need, svg } from "../common/dom";
import { data, words } from "../common/page";

interface Given {
  words: Record<string, string>;
  ticks: [string, number][]; // a year or month (EDTF), and where it is in percent
}

const LEAST = 4; // pixels: less is a click, not a stretch of time

const given = data<Given>();
const say = words(given.words);
const box = document.querySelector<HTMLElement>("#brush");
const form = need<HTMLFormElement>("#timeline-form");
const [first, last] = [given.ticks[0], given.ticks.at(-1)];

const years = (text: string): number =>
  Number(text.slice(0, 4)) + (Number(text.slice(5, 7) || 1) - 1) / 12;

if (box && first && last && first !== last) brush(need<SVGSVGElement>("svg", box), first, last);

function brush(strip: SVGSVGElement, low: [string, number], high: [string, number]): void {
  const scale = (years(high[0]) - years(low[0])) / (high[1] - low[1]);
  const yearAt = (percent: number): number =>
    Math.floor(years(low[0]) + (percent - low[1]) * scale);
  const percentOf = (year: number): number => low[1] + (year - years(low[0])) / scale;
  const chosen = svg("rect", { class: "chosen", y: 2, height: 42, width: 0 });
  strip.prepend(chosen);
  box?.append(html("p", { class: "quiet" }, say("drag")));
  const field = (name: string): HTMLInputElement =>
    need<HTMLInputElement>(`input[name=${name}]`, form);

  const show = (from: number, to: number): void => {
    const [x1, x2] = [from, to].map((percent) => Math.min(Math.max(percent, 0), 100)) as [
      number,
      number,
    ];
    chosen.setAttribute("x", `${x1}%`);
    chosen.setAttribute("width", `${Math.max(x2 - x1, 0)}%`);
  };
  const typed = (): void => {
    const [start, end] = [field("start").value, field("end").value];
    if (!/^\d{4}/.test(start) && !/^\d{4}/.test(end)) return show(0, 0);
    show(
      /^\d{4}/.test(start) ? percentOf(Number(start.slice(0, 4))) : 0,
      /^\d{4}/.test(end) ? percentOf(Number(end.slice(0, 4)) + 1) : 100,
    );
  };
  typed();
  form.addEventListener("input", typed);

  let began: number | null = null;
  const at = (event: PointerEvent): number => {
    const { left, width } = strip.getBoundingClientRect();
    return Math.min(Math.max(((event.clientX - left) / width) * 100, 0), 100);
  };
  strip.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    began = at(event);
    strip.setPointerCapture(event.pointerId);
  });
  strip.addEventListener("pointermove", (event) => {
    if (began === null) return;
    const now = at(event);
    const [from, to] = [Math.min(began, now), Math.max(began, now)];
    show(from, to);
    field("start").value = String(yearAt(from));
    field("end").value = String(yearAt(to));
  });
  strip.addEventListener("pointerup", (event) => {
    if (began === null) return;
    const far = (Math.abs(at(event) - began) / 100) * strip.clientWidth >= LEAST;
    began = null;
    if (far) form.requestSubmit();
    else typed();
  });
  strip.addEventListener("pointercancel", () => {
    began = null;
    typed();
  });
}
