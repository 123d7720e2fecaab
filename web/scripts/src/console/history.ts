// Statements that were run here before, kept in this browser alone.
export interface Run {
  query: string;
  parameters: Record<string, string>;
  when: string;
}

const KEY = "partycell.runs";
const MAX_RUNS = 40;

export function readRuns(): Run[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(stored)
      ? (stored as Run[]).filter((run) => typeof run?.query === "string")
      : [];
  } catch {
    return []; // the browser stores nothing, or something else wrote there
  }
}

export function saveRun(run: Run): void {
  const others = readRuns().filter((old) => old.query !== run.query);
  try {
    localStorage.setItem(KEY, JSON.stringify([run, ...others].slice(0, MAX_RUNS)));
  } catch {
    // Private windows may refuse; the console works without a history.
  }
}

export function clearRuns(): void {
  try {
    localStorage.removeItem(KEY);
  } catch {
    // nothing was stored
  }
}
