// What is drawn, as files: for drawing programs (SVG, PNG), graph programs (GraphML, GEXF) and
// tables (CSV). They are made here, since only the page knows what was expanded and hidden, in
// which mode, and where the layout put it.
import { escapeXml, formatCsv, xmlElement } from "../common/download";
import { visible } from "../common/visible";
import type { Network } from "./graph";

/** What a file calls an attribute, and what it is called here. */
type Column = readonly [title: string, key: string];

const EDGE_COLUMNS: Column[] = asNamed([
  "relation",
  "role",
  "status",
  "disputed",
  "weight",
  "claims",
]);
const XML_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n';

function asNamed(keys: string[]): Column[] {
  return keys.map((key) => [key, key]);
}

/** What nodes are large and coloured by, under its own name. */
function lookColumns(network: Network): Column[] {
  const size: Column = [network.getAttribute("sizeBy"), "value"];
  const isGrouped = network.getAttribute("colorBy") === "community";
  return isGrouped ? [size, ["community", "group"]] : [size];
}

function typeOf(key: string): string {
  if (key === "disputed") return "boolean";
  return ["x", "y", "weight", "value", "group"].includes(key) ? "double" : "string";
}

export function writeGraphml(network: Network): string {
  const nodeColumns = [...asNamed(["label", "kind", "x", "y"]), ...lookColumns(network)];
  const keys = (owner: string, columns: Column[]): string[] =>
    columns.map(([title, name]) => {
      const key = { id: `${owner}-${title}`, for: owner };
      return `  ${xmlElement("key", { ...key, "attr.name": title, "attr.type": typeOf(name) })}\n`;
    });
  const values = (owner: string, columns: Column[], owned: object): string[] =>
    columns.map(([title, name]) => {
      const value = (owned as Record<string, unknown>)[name];
      const content = escapeXml(Array.isArray(value) ? value.join(";") : value);
      return xmlElement("data", { key: `${owner}-${title}` }, content);
    });
  const nodes = network.mapNodes(
    (id, node) => `    ${xmlElement("node", { id }, ...values("node", nodeColumns, node))}\n`,
  );
  const edges = network.mapEdges((_, edge, source, target) => {
    const element = xmlElement("edge", { source, target }, ...values("edge", EDGE_COLUMNS, edge));
    return `    ${element}\n`;
  });
  const graph = xmlElement("graph", { edgedefault: network.type }, "\n", ...nodes, ...edges, "  ");
  return `${XML_DECLARATION}${xmlElement(
    "graphml",
    { xmlns: "http://graphml.graphdrawing.org/xmlns" },
    "\n",
    ...keys("node", nodeColumns),
    ...keys("edge", EDGE_COLUMNS),
    `  ${graph}\n`,
  )}\n`;
}

/** As `partycell export` writes it: Gephi keeps two edges between the same things apart by `kind`. */
export function writeGexf(network: Network): string {
  const attributes = (owner: string, columns: Column[]): string => {
    const declared = columns.map(([title, name]) =>
      xmlElement("attribute", { id: `${owner}-${title}`, title, type: typeOf(name) }),
    );
    return `    ${xmlElement("attributes", { class: owner }, ...declared)}\n`;
  };
  const values = (owner: string, columns: Column[], owned: object): string =>
    xmlElement(
      "attvalues",
      {},
      ...columns.map(([title, name]) => {
        const value = (owned as Record<string, unknown>)[name];
        return xmlElement("attvalue", {
          for: `${owner}-${title}`,
          value: Array.isArray(value) ? JSON.stringify(value) : value,
        });
      }),
    );
  const nodeColumns = [...asNamed(["kind"]), ...lookColumns(network)];
  const edgeColumns = EDGE_COLUMNS.filter(([title]) => title !== "weight");
  const nodes = network.mapNodes((id, node) => {
    const { label, x, y, size } = node;
    const position = xmlElement("viz:position", { x, y, z: 0 });
    const area = xmlElement("viz:size", { value: size });
    const content = [values("node", nodeColumns, node), position, area];
    return `      ${xmlElement("node", { id, label }, ...content)}\n`;
  });
  const edges = network.mapEdges((id, edge, source, target) => {
    const { relation, weight } = edge;
    const own = { id, source, target, kind: relation, label: relation, weight };
    return `      ${xmlElement("edge", own, values("edge", edgeColumns, edge))}\n`;
  });
  const graph = xmlElement(
    "graph",
    { defaultedgetype: network.type },
    "\n",
    attributes("node", nodeColumns),
    attributes("edge", edgeColumns),
    `    ${xmlElement("nodes", {}, "\n", ...nodes, "    ")}\n`,
    `    ${xmlElement("edges", {}, "\n", ...edges, "    ")}\n  `,
  );
  const spaces = { xmlns: "http://gexf.net/1.3", "xmlns:viz": "http://gexf.net/1.3/viz" };
  return `${XML_DECLARATION}${xmlElement("gexf", { ...spaces, version: "1.3" }, `\n  ${graph}\n`)}\n`;
}

const CSV_COLUMNS =
  "start,start_name,start_kind,type,directed,end,end_name,end_kind,role,status,weight,disputed,claims";

export function writeCsv(network: Network): string {
  const rows = network.mapEdges((_, edge, start, end, from, to) => ({
    ...edge,
    type: edge.relation,
    directed: network.type === "directed",
    start,
    start_name: from.label,
    start_kind: from.kind,
    end,
    end_name: to.label,
    end_kind: to.kind,
  }));
  return formatCsv(CSV_COLUMNS.split(","), rows);
}

const SIDE = 1200;
const MARGIN = 60;
const MIN_WIDTH = 700;
const LINE_HEIGHT = 18;
const LETTER_HEIGHT = 13;
const LETTER_WIDTH = 6.6; // on average
const COLOR_WIDTH = 130;
const ARROW = {
  id: "arrow",
  viewBox: "0 0 8 8",
  refX: 8,
  refY: 4,
  markerWidth: 8,
  markerHeight: 8,
  markerUnits: "userSpaceOnUse",
  orient: "auto",
};
const ARROW_HEAD = { d: "M0 0 8 4 0 8z", fill: "#77716a" };

/** The extent of what is drawn; one unit where nothing is. */
function bounds(network: Network): { left: number; right: number; top: number; bottom: number } {
  if (!network.order) return { left: 0, right: 1, top: 0, bottom: 1 };
  const xs = network.mapNodes((_, node) => node.x);
  const ys = network.mapNodes((_, node) => node.y);
  const extremes = (values: number[]): [number, number] =>
    values.reduce(
      ([low, high], value) => [Math.min(low, value), Math.max(high, value)],
      [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
    );
  const [[left, right], [top, bottom]] = [extremes(xs), extremes(ys)];
  return { left, right, top, bottom };
}

interface Label {
  name: string;
  x: number;
  y: number;
}

/** Names beside their nodes: right, left, below or above, wherever no other name stands. */
function placeLabels(nodes: (Label & { gap: number })[]): Label[] {
  const placed: (Label & { width: number })[] = [];
  const isFree = (x: number, y: number, width: number): boolean =>
    placed.every(
      (other) =>
        x > other.x + other.width || other.x > x + width || Math.abs(y - other.y) >= LETTER_HEIGHT,
    );
  for (const { name, x, y, gap } of nodes) {
    const width = name.length * LETTER_WIDTH;
    const places: [number, number][] = [
      [x + gap, y + 4],
      [x - gap - width, y + 4],
      [x - width / 2, y + gap + LETTER_HEIGHT - 3],
      [x - width / 2, y - gap],
    ];
    const [left, base] = places.find((place) => place[0] > 0 && isFree(...place, width)) ?? [
      x + gap,
      y + 4,
    ];
    placed.push({ name, x: Math.round(left), y: Math.round(base), width });
  }
  return placed;
}

/** What stands about a drawing: what it is, how it was seen, what its colours mean. */
export interface Caption {
  title: string;
  lines: string[]; // under the drawing: the date, what is drawn, the address
  colors: { name: string; color: string }[];
}

/** The drawing as a sheet to print: same places and colours as on the page, text as text. */
export function writeSvg(
  network: Network,
  { text, background }: { text: string; background: string },
  { title, lines: notes, colors }: Caption,
): string {
  const { left, right, top, bottom } = bounds(network);
  const scale = (SIDE - 4 * MARGIN) / Math.max(right - left, bottom - top, 1e-9);
  const round = (value: number): number => Math.round(value * 10) / 10;
  const sheetX = (x: number): number => round(MARGIN + (x - left) * scale);
  const sheetY = (y: number): number => round(2 * MARGIN + (bottom - y) * scale); // Sigma's y grows upwards
  const width = Math.max(Math.ceil((right - left) * scale) + 5 * MARGIN, MIN_WIDTH); // labels stand to the right
  const foot = Math.ceil((bottom - top) * scale) + 3 * MARGIN;
  const height = foot + (notes.length + 2) * LINE_HEIGHT;
  const lines = network.mapEdges((_, edge, __, ___, from, to) => {
    const [x1, y1, x2, y2] = [sheetX(from.x), sheetY(from.y), sheetX(to.x), sheetY(to.y)];
    const length = Math.hypot(x2 - x1, y2 - y1) || 1;
    const short = (to.size + 2) / length; // the arrow ends at the rim
    const line = {
      x1,
      y1,
      x2: round(x2 - (x2 - x1) * short),
      y2: round(y2 - (y2 - y1) * short),
      stroke: edge.color,
      "stroke-width": edge.size,
      "stroke-dasharray": edge.disputed ? "4 3" : undefined,
      "marker-end": network.type === "directed" ? "url(#arrow)" : undefined,
    };
    return `${xmlElement("line", line, xmlElement("title", {}, escapeXml(edge.relation)))}\n`;
  });
  const circles = network.mapNodes((_, node) => {
    const [cx, cy, r] = [sheetX(node.x), sheetY(node.y), round(node.size)];
    return `${xmlElement("circle", { cx, cy, r, fill: node.color })}\n`;
  });
  const halo = { fill: text, stroke: background, "stroke-width": 3, "paint-order": "stroke" };
  const bySize = network.mapNodes((_, node) => node).sort((a, b) => b.size - a.size);
  const labels = placeLabels(
    bySize.map((node) => {
      const [x, y] = [sheetX(node.x), sheetY(node.y)];
      return { name: visible(node.label), x, y, gap: node.size + 3 };
    }),
  ).map(({ name, x, y }) => `${xmlElement("text", { x, y, ...halo }, escapeXml(name))}\n`);
  const legend = colors.map(({ name, color }, i) => {
    const x = MARGIN + i * COLOR_WIDTH;
    const swatch = xmlElement("rect", { x, y: foot - 10, width: 10, height: 10, fill: color });
    return `${swatch}${xmlElement("text", { x: x + 16, y: foot, fill: text }, escapeXml(name))}\n`;
  });
  const words = notes.map((line, i) => {
    const place = { x: MARGIN, y: foot + (i + 1) * LINE_HEIGHT, fill: text };
    return `${xmlElement("text", place, escapeXml(visible(line)))}\n`;
  });
  const sheet = {
    xmlns: "http://www.w3.org/2000/svg",
    viewBox: `0 0 ${width} ${height}`,
    width,
    height,
    "font-family": "sans-serif",
    "font-size": 12,
  };
  const paper = xmlElement("rect", { width: "100%", height: "100%", fill: background });
  const heading = {
    x: MARGIN,
    y: MARGIN / 2 + 10,
    fill: text,
    "font-size": 20,
    "font-weight": 600,
  };
  const parts = [
    xmlElement("title", {}, escapeXml(title)),
    xmlElement("defs", {}, xmlElement("marker", ARROW, xmlElement("path", ARROW_HEAD))),
    paper,
    xmlElement("text", heading, escapeXml(visible(title))),
  ];
  return `${xmlElement("svg", sheet, `\n${parts.join("\n")}\n`, ...lines, ...circles, ...labels, ...legend, ...words)}\n`;
}

/** An SVG drawing as pixels, twice as fine. */
export async function rasterize(drawing: string): Promise<Blob> {
  const url = URL.createObjectURL(new Blob([drawing], { type: "image/svg+xml" }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = image.naturalWidth * 2;
    canvas.height = image.naturalHeight * 2;
    canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise<Blob | null>((resolve) => {
      canvas.toBlob(resolve, "image/png");
    });
    if (!blob) throw new Error("too large for PNG");
    return blob;
  } finally {
    URL.revokeObjectURL(url);
  }
}
