// Making elements: text is always set as text, so that no name from a source is ever markup.

import { visible } from "./visible";

type Attributes = Record<string, string | number | boolean | undefined>;
type Child = Node | string | number | null | undefined | false;

function fill<E extends Element>(element: E, attributes: Attributes, children: Child[]): E {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    element.setAttribute(name, value === true ? "" : visible(String(value)));
  }
  for (const child of children) {
    if (child === null || child === undefined || child === false) continue;
    element.append(child instanceof Node ? child : visible(String(child)));
  }
  return element;
}

export function html<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  return fill(document.createElement(tag), attributes, children);
}

export function svg<K extends keyof SVGElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: Child[]
): SVGElementTagNameMap[K] {
  return fill(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);
}

export function button(
  label: string,
  onClick: () => void,
  attributes: Attributes = {},
): HTMLButtonElement {
  const element = html("button", { type: "button", ...attributes }, label);
  element.addEventListener("click", onClick);
  return element;
}

/** A line in small, pale letters. */
export function note(...children: Child[]): HTMLElement {
  return html("p", { class: "quiet" }, ...children);
}

/**
 * A wide table in a box that scrolls by itself, by keyboard too.
 *
 * @param label What the table shows, for screen readers.
 */
export function scrollingTable(
  label: string,
  columns: readonly string[],
  rows: readonly HTMLElement[],
): HTMLElement {
  const head = html("tr", {}, ...columns.map((name) => html("th", { scope: "col" }, name)));
  return html(
    "div",
    { class: "scroll", tabindex: "0", role: "region", "aria-label": label },
    html("table", {}, html("thead", {}, head), html("tbody", {}, ...rows)),
  );
}

/** The element that a page's script cannot do without. */
export function requireElement<E extends Element>(
  selector: string,
  root: ParentNode = document,
): E {
  const element = root.querySelector<E>(selector);
  if (!element) throw new Error(`This page has no ${selector}`);
  return element;
}

/** A custom property of the stylesheet, as it is in the colour scheme in force. */
export function cssVariable(name: string, fallback: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim() || fallback;
}

export function prefersDark(): boolean {
  return matchMedia("(prefers-color-scheme: dark)").matches;
}

export function prefersReducedMotion(): boolean {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}

export type Announce = (message: string, isError?: boolean) => void;

/** Add a line of text that screen readers read out whenever it changes; returns what sets it. */
export function addStatusLine(root: Element): Announce {
  const line = html("p", { class: "chart-status", role: "status" });
  root.append(line);
  return (message, isError = false) => {
    line.textContent = visible(message);
    line.classList.toggle("bad", isError);
  };
}
