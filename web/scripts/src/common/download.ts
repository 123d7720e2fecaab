// Files made in the page, of what is on the screen.

export function downloadBlob(name: string, content: Blob): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

export function downloadText(name: string, type: string, content: string): void {
  downloadBlob(name, new Blob([content], { type: `${type};charset=utf-8` }));
}

const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
// biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0 has no place for these.
const NOT_IN_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

/** Text as XML may hold it: entities for markup, and nothing for what XML 1.0 has no place for. */
export function escapeXml(value: unknown): string {
  return String(value ?? "")
    .replace(NOT_IN_XML, "")
    .replace(/[&<>"]/g, (mark) => ENTITIES[mark] as string);
}

/** An XML element; its content is XML already. */
export function xmlElement(
  tag: string,
  attributes: Record<string, unknown> = {},
  ...content: string[]
): string {
  const opening = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => ` ${name}="${escapeXml(value)}"`);
  const start = `<${tag}${opening.join("")}`;
  return content.length ? `${start}>${content.join("")}</${tag}>` : `${start}/>`;
}

/** CSV as the server writes it: lists joined by `;`, and no cell that a spreadsheet would run. */
export function formatCsv(
  columns: readonly string[],
  rows: readonly Record<string, unknown>[],
): string {
  return [columns, ...rows.map((row) => columns.map((name) => formatCell(row[name])))]
    .map((line) => `${line.map(quoteCell).join(",")}\n`)
    .join("");
}

function formatCell(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (Array.isArray(value)) return disarmFormula(value.map(formatCell).join(";"));
  if (typeof value === "object") return JSON.stringify(value);
  return disarmFormula(String(value));
}

/** Put an apostrophe before what a spreadsheet would take for a formula; numbers stay numbers. */
function disarmFormula(cell: string): string {
  return /^[=+\-@\t\r]/.test(cell) && !/^[+-]?\d+(\.\d+)?$/.test(cell) ? `'${cell}` : cell;
}

function quoteCell(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
