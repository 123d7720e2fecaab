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

/** CSV as the server writes it: with the byte-order mark by which Excel knows UTF-8, lists joined by `;`, and no cell that a spreadsheet would run. */
export function formatCsv(
  columns: readonly string[],
  rows: readonly Record<string, unknown>[],
): string {
  const lines = [columns, ...rows.map((row) => columns.map((name) => row[name]))]
    .map((line) => line.map((value) => quoteCell(formatCell(value))))
    .map((line) => `${line.length === 1 && line[0] === "" ? '""' : line.join(",")}\n`);
  return `\ufeff${lines.join("")}`;
}

/** A value's cell; null has none. */
function formatCell(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (Array.isArray(value)) return value.map((item) => formatCell(item) ?? "").join(";");
  if (typeof value === "object") return JSON.stringify(value);
  return isFormula(String(value)) ? `'${value}` : String(value);
}

const EQUATION = /^=[\s+\-@]*[\p{L}\p{N}_"'({[#$.\\]/u;
const CALL =
  /^[+\-@]\s*[a-z_.]+\s*\(|[a-z_.]\(|(?:hyperlink|webservice|image|import\w+|dde|call|exec|register)\s*\(|\w\|.*!/is;

/** Whether a spreadsheet would run a text; as the server decides it. */
function isFormula(text: string): boolean {
  const bare = text.normalize("NFKC").trimStart();
  return bare.startsWith("=") ? EQUATION.test(bare) : /^[+\-@]/.test(bare) && CALL.test(bare);
}

function quoteCell(cell: string | null): string {
  if (cell === null) return "";
  return cell === "" || /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
