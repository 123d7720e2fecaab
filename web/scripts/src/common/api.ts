// Requests to /v1 with the lens of the page's own address.

export const LENS = ["as_of", "known_at", "recorded_at", "certainty", "sources", "carry"] as const;

export type Row = Record<string, unknown>;

export interface Answer {
  data: Row[];
  next: string | null;
  truncated: boolean;
  as_of: string | null;
}

/** The address of a path of ours: the server may be under a path of a site. */
export function siteUrl(path: string): string {
  return `${document.documentElement.dataset.root ?? ""}${path}`;
}

/** A problem document (RFC 9457) as an error. */
export class Problem extends Error {
  constructor(
    readonly title: string,
    detail: string,
    readonly body: Row = {},
  ) {
    super(detail || title);
  }
}

/** The lens in the page's address, so that a script reads what the page shows. */
export function lens(): Record<string, string> {
  return pickParameters(LENS);
}

/** Those of the parameters in the page's address that have these names and a value. */
export function pickParameters(names: readonly string[]): Record<string, string> {
  const parameters = new URLSearchParams(location.search);
  return Object.fromEntries(
    names.map((name) => [name, parameters.get(name) ?? ""]).filter(([, value]) => value),
  );
}

export async function readProblem(response: Response): Promise<Problem> {
  const body = (await response.json().catch(() => ({}))) as Row;
  return new Problem(String(body.title ?? response.statusText), String(body.detail ?? ""), body);
}

/** In which language answers name things: that of the page, where it is not English. */
export function namesParameter(): Record<string, string> {
  return document.documentElement.lang === "ko" ? { names: "ko" } : {};
}

/** The answer of a query or resource; parameters without a value are left out. */
export async function fetchAnswer(
  path: string,
  parameters: Record<string, string | number | undefined> = {},
  signal?: AbortSignal,
): Promise<Answer> {
  const query = new URLSearchParams(lens());
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined && value !== "") query.set(name, String(value));
  }
  for (const [name, value] of Object.entries(namesParameter())) query.set(name, value);
  const response = await fetch(siteUrl(`${path}?${query}`), {
    headers: { Accept: "application/json" },
    signal: signal ?? null,
  });
  if (!response.ok) throw await readProblem(response);
  return (await response.json()) as Answer;
}

/** Set parameters in the page's address, so that what is shown can be sent; null removes one. */
export function setUrlParameters(changes: Record<string, string | null>): void {
  const url = new URL(location.href);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null || value === "") url.searchParams.delete(name);
    else url.searchParams.set(name, value);
  }
  history.replaceState(null, "", url);
}

/** A column's value as text; nothing is the empty text. */
export function text(value: unknown): string {
  return value === null || value === undefined ? "" : String(value);
}

/** A column's value as a list of texts. */
export function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.map(text) : [];
}
