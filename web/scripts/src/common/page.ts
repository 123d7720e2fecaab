// What the server tells a page's script, as JSON in the page: never as code.
import { LENS } from "./api";
import { need } from "./dom";

export interface Kind {
  kind: string;
  name: string;
  meaning: string;
  folder: string;
  light: string;
  dark: string;
}

export function data<T>(): T {
  return JSON.parse(need<HTMLElement>("#page-data").textContent ?? "{}") as T;
}

/** The page's words by key; `{name}` is filled in, `{count:claim|claims}` chooses by number. */
export function words(
  texts: Record<string, string>,
): (key: string, values?: Record<string, string | number>) => string {
  const language = document.documentElement.lang || "en";
  return (key, values = {}) =>
    (texts[key] ?? key).replace(
      /\{(\w+)(?::([^|}]*)\|([^}]*))?\}/g,
      (whole, name: string, one, many) => {
        const value = values[name];
        if (value === undefined) return whole;
        if (one !== undefined) return value === 1 ? (one as string) : (many as string);
        return typeof value === "number" ? value.toLocaleString(language) : value;
      },
    );
}

export type Say = ReturnType<typeof words>;

/** A relation in the page's words; one that it has no word for is made readable. */
export function relations(texts: Record<string, string>): (name: string) => string {
  return (name) => texts[name] ?? name.toLowerCase().replaceAll("_", " ");
}

/** The address of a thing's page, seen as this page is: its lens and language are kept. */
export function pageOf(folder: string, id: string): string {
  const here = new URLSearchParams(location.search);
  const kept = new URLSearchParams(
    [...LENS, "lang"].flatMap((name) => (here.get(name) ? [[name, here.get(name) as string]] : [])),
  );
  return `/${folder}/${encodeURIComponent(id)}${kept.size ? `?${kept}` : ""}`;
}
