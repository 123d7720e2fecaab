// What was run here before, kept in this browser alone.
export interface Run {
  query: string;
  parameters: Record<string, string>;
  when: string;
}

const KEY = "partycell.runs";
const MOST = 40;

export function runs(): Run[] {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(found)
      ? (found as Run[]).filter((run) => typeof run?.query === "string")
      : [];
  } catch {
    return []; // the browser keeps nothing, or something else wrote there
  }
}

export function keep(run: Run): void {
  const others = runs().filter((old) => old.query !== run.query);
  try {
    localStorage.setItem(KEY, JSON.stringify([run, ...others].slice(0, MOST)));
  } catch {
    // Private windows may refuse; the console works without a history.
  }
}

export function forget(): void {
  try {
    localStorage.removeItem(KEY);
  } catch {
    // nothing was kept
  }
}
