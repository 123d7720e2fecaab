// The form that chooses sources: a field that narrows the list, and how many are ticked. Without it
// the form is a list of boxes to tick.
import { addStatusLine, button, html, requireElement } from "../common/dom";
import { readPageData, translator } from "../common/page";

const page = readPageData<{ words: Record<string, string> }>();
const translate = translator(page.words);
const form = requireElement<HTMLFormElement>("#choose");
const rows = [...form.querySelectorAll<HTMLTableRowElement>("tbody tr")];
const tools = requireElement<HTMLElement>(".choose-tools", form);
const field = html("input", { id: "filter", type: "search", autocomplete: "off" });

function boxOf(row: HTMLTableRowElement): HTMLInputElement {
  return requireElement<HTMLInputElement>("input", row);
}

function tick(checked: boolean): void {
  for (const row of rows) if (!row.hidden) boxOf(row).checked = checked;
  tell();
}

function narrow(): void {
  const words = field.value.toLowerCase().split(/\s+/);
  for (const row of rows) {
    const text = `${row.textContent} ${boxOf(row).value}`.toLowerCase();
    row.hidden = !words.every((word) => text.includes(word));
  }
  tell();
}

function tell(): void {
  const shown = rows.filter((row) => !row.hidden).length;
  const chosen = rows.filter((row) => boxOf(row).checked).length;
  announce(translate("counts", { shown, total: rows.length, chosen }));
}

tools.append(
  html("label", { for: field.id }, translate("filter")),
  field,
  button(translate("all"), () => tick(true)),
  button(translate("none"), () => tick(false)),
);
const announce = addStatusLine(tools);
field.addEventListener("input", narrow);
field.addEventListener("keydown", (event) => {
  if (event.key === "Enter") event.preventDefault(); // it narrows; the button below shows
});
form.addEventListener("change", tell);
tell();
