// Asking /v1 with the lens of the page's own address.

export const LENS = ["as_of", "known_at", "recorded_at", "certainty", "sources"] as const;

export type Row = Record<string, unknown>;

export interface Answer {
  data: Row[];
  next: string | null;
  truncated: boolean;
  as_of: string | null;
}

/** A problem document (RFC 9457) as an error. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly title: string,
    detail: string,
    readonly body: Row = {},
  ) {
    super(detail || title);
  }
}

/** The lens in the page's address, so that a script sees what the page shows. */
export function lens(): Record<string, string> {
  const given = new URLSearchParams(location.search);
  return Object.fromEntries(
    LENS.flatMap((name) => (given.get(name) ? [[name, given.get(name) as string]] : [])),
  );
}

export async function problem(response: Response): Promise<Problem> {
  const body = (await response.json().catch(() => ({}))) as Row;
  return new Problem(
    response.status,
    String(body.title ?? response.statusText),
    String(body.detail ?? ""),
    body,
  );
}

export async function ask(
  path: string,
  parameters: Record<string, string | number | undefined> = {},
  signal?: AbortSignal,
): Promise<Answer> {
  const query = new URLSearchParams(lens());
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined && value !== "") query.set(name, String(value));
  }
  const response = await fetch(`${path}?${query}`, {
    headers: { Accept: "application/json" },
    ...(signal ? { signal } : {}),
  });
  if (!response.ok) throw await problem(response);
  return (await response.json()) as Answer;
}

/** Put parameters into the page's address, so that what is seen can be sent; null takes one away. */
export function remember(changes: Record<string, string | null>): void {
  const url = new URL(location.href);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null || value === "") url.searchParams.delete(name);
    else url.searchParams.set(name, value);
  }
  history.replaceState(null, "", url);
}
