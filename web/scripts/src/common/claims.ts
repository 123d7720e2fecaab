// Claims as a list: what is said, who says it, where, for which dates.
import { fetchAnswer, type Row, siteUrl, text } from "./api";
import { html } from "./dom";
import type { Translate } from "./page";

const LIMIT = 50;

export async function renderClaims(
  ids: readonly string[],
  translate: Translate,
): Promise<HTMLElement> {
  const shown = ids.slice(0, LIMIT);
  const rows = shown.length
    ? (await fetchAnswer("/v1/queries/claims", { ids: shown.join(","), limit: LIMIT })).data
    : [];
  return html(
    "div",
    {},
    await renderClaimRows(rows, translate),
    ids.length > shown.length &&
      html("p", { class: "quiet" }, translate("of", { shown: shown.length, total: ids.length })),
  );
}

/** Rows of the catalogue's `claims` as a list. */
export async function renderClaimRows(
  rows: readonly Row[],
  translate: Translate,
): Promise<HTMLElement> {
  if (!rows.length) return html("p", {}, translate("no_claims"));
  sources ??= loadSources();
  const names = await sources;
  return html("ol", { class: "claims" }, ...rows.map((row) => renderClaim(row, names, translate)));
}

let sources: Promise<Map<string, string>> | undefined;

/** Who published each source, and when; their ids have to do where nobody answers. */
async function loadSources(): Promise<Map<string, string>> {
  const answer = await fetchAnswer("/v1/queries/sources", { limit: 1000 }).catch(() => null);
  const known = (date: string): string => (date.startsWith("XXXX") ? "" : date);
  const name = (row: Row): string =>
    [text(row.publisher) || text(row.title), known(text(row.published))].filter(Boolean).join(", ");
  return new Map((answer?.data ?? []).map((row) => [text(row.id), name(row)]));
}

function renderClaim(
  row: Row,
  sourceNames: Map<string, string>,
  translate: Translate,
): HTMLElement {
  const column = (name: string): string => text(row[name]);
  const statement = [
    column("subject"),
    column("predicate"),
    column("op"),
    column("value") || column("object"),
  ].join(" ");
  const marks = ["status", "basis", "modality"]
    .map(column)
    .filter((mark) => mark && mark !== "reported");
  return html(
    "li",
    {},
    html(
      "a",
      { href: siteUrl(`/claims/${encodeURIComponent(column("id"))}`) },
      column("gist") || statement,
    ),
    " ",
    html(
      "span",
      { class: "quiet" },
      html(
        "a",
        { href: siteUrl(`/sources/${encodeURIComponent(column("source"))}`) },
        sourceNames.get(column("source")) || column("source"),
      ),
      column("locator") && `, ${column("locator")}`,
      column("holds") && ` · ${column("holds")}`,
      marks.length ? ` · ${marks.join(", ")}` : "",
      row.polarity === "denied" && ` · ${translate("denied")}`,
      row.disputed === true && html("strong", { class: "disputed" }, ` ${translate("disputed")}`),
    ),
  );
}
