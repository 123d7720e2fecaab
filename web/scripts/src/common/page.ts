// What the server gives a page's script, as JSON in the page: never as code.
import { LENS, pickParameters, siteUrl } from "./api";
import { prefersDark, requireElement } from "./dom";

export interface Kind {
  kind: string;
  name: string;
  meaning: string;
  folder: string;
  light: string;
  dark: string;
}

/** A kind's colour in the scheme in force; grey for a kind that the legend does not have. */
export function kindColor(kind: Kind | undefined): string {
  if (!kind) return "#888888";
  return prefersDark() ? kind.dark : kind.light;
}

export function readPageData<T>(): T {
  return JSON.parse(requireElement("#page-data").textContent || "{}") as T;
}

export type Translate = (key: string, values?: Record<string, string | number>) => string;

/** The page's messages by key; `{name}` is filled in, `{count:claim|claims}` chooses by number. */
export function translator(messages: Record<string, string>): Translate {
  const language = document.documentElement.lang || "en";
  return (key, values = {}) =>
    (messages[key] ?? key).replace(
      /\{(\w+)(?::([^|}]*)\|([^}]*))?\}/g,
      (whole, name: string, one?: string, many?: string) => {
        const value = values[name];
        if (value === undefined) return whole;
        if (one !== undefined) return value === 1 ? one : (many ?? "");
        return typeof value === "number" ? value.toLocaleString(language) : value;
      },
    );
}

/** The name of a relation in the page's language; one that has none is made readable. */
export function relationNames(names: Record<string, string>): (relation: string) => string {
  return (relation) => names[relation] ?? relation.toLowerCase().replaceAll("_", " ");
}

/** The address of a thing's page, with the lens and the language of this page. */
export function thingUrl(folder: string, id: string): string {
  const query = new URLSearchParams(pickParameters([...LENS, "lang"]));
  return siteUrl(`/${folder}/${encodeURIComponent(id)}${query.size ? `?${query}` : ""}`);
}
