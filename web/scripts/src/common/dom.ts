// Making elements: text is always set as text, so that no name from a source is ever markup.

import { visible } from "./visible";

type Attributes = Record<string, string | number | boolean | undefined>;
type Child = Node | string | number | null | undefined | false;

function fill<E extends Element>(made: E, attributes: Attributes, children: Child[]): E {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    made.setAttribute(name, value === true ? "" : visible(String(value)));
  }
  for (const child of children) {
    if (child === null || child === undefined || child === false) continue;
    made.append(child instanceof Node ? child : visible(String(child)));
  }
  return made;
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
  act: () => void,
  attributes: Attributes = {},
): HTMLButtonElement {
  const made = html("button", { type: "button", ...attributes }, label);
  made.addEventListener("click", act);
  return made;
}

/** The element that a page's script needs; scripts are only loaded where it is. */
export function need<E extends Element>(selector: string, root: ParentNode = document): E {
  const found = root.querySelector<E>(selector);
  if (!found) throw new Error(`This page has no ${selector}`);
  return found;
}

/** A colour or length of the stylesheet, as it is in the scheme in force. */
export function token(name: string, fallback: string): string {
  const found = getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  return found || fallback;
}

export function dark(): boolean {
  return matchMedia("(prefers-color-scheme: dark)").matches;
}

export function still(): boolean {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}

/** Say something to people who cannot see the drawing, and show it as a line of text. */
export function announcer(root: Element): (text: string, bad?: boolean) => void {
  const line = html("p", { class: "chart-status", role: "status" });
  root.append(line);
  return (text, bad = false) => {
    line.textContent = visible(text);
    line.classList.toggle("bad", bad);
  };
}
