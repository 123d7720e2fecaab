// Claims as a list: what is said, who says it, where, for which dates.
import { ask, type Row } from "./api";
import { html } from "./dom";
import type { Say } from "./page";

const MOST = 50;

export async function claimList(ids: readonly string[], say: Say): Promise<HTMLElement> {
  const asked = ids.slice(0, MOST);
  const rows = asked.length
    ? (await ask("/v1/queries/claims", { ids: asked.join(","), limit: MOST })).data
    : [];
  const list = html("ol", { class: "claims" }, ...rows.map((row) => item(row, say)));
  const box = html("div", {}, list);
  if (!rows.length) box.append(html("p", {}, say("no_claims")));
  if (ids.length > asked.length) {
    box.append(
      html("p", { class: "quiet" }, say("of", { shown: asked.length, total: ids.length })),
    );
  }
  return box;
}

function item(row: Row, say: Say): HTMLElement {
  const text = (name: string): string =>
    row[name] === null || row[name] === undefined ? "" : String(row[name]);
  const said =
    text("gist") ||
    [text("subject"), text("predicate"), text("op"), text("value") || text("object")].join(" ");
  const marks = ["status", "basis", "modality"]
    .map(text)
    .filter((mark) => mark && mark !== "reported");
  return html(
    "li",
    {},
    html("a", { href: `/claims/${encodeURIComponent(text("id"))}` }, said),
    " ",
    html(
      "span",
      { class: "quiet" },
      html("a", { href: `/sources/${encodeURIComponent(text("source"))}` }, text("source")),
      text("locator") && `, ${text("locator")}`,
      text("holds") && ` · ${text("holds")}`,
      marks.length ? ` · ${marks.join(", ")}` : "",
      row.polarity === "denied" && ` · ${say("denied")}`,
      row.disputed === true && html("strong", { class: "disputed" }, ` ${say("disputed")}`),
    ),
  );
}
