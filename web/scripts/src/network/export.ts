// What is drawn, as files: for drawing programs (SVG, PNG), graph programs (GraphML, GEXF) and
// tables (CSV). They are made here, since only the page knows what was expanded and hidden, in
// which mode, and where the layout put it.
import { escapeXml, formatCsv, xmlElement } from "../common/download";
import { visible } from "../common/visible";
import type { Network } from "./graph";

const NODE_KEYS = ["label", "kind", "x", "y"] as const;
const EDGE_KEYS = ["relation", "role", "status", "disputed", "weight", "claims"] as const;
const XML_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n';

function typeOf(key: string): string {
  if (key === "disputed") return "boolean";
  return ["x", "y", "weight"].includes(key) ? "double" : "string";
}

export function writeGraphml(network: Network): string {
  const keys = (owner: string, names: readonly string[]): string[] =>
    names.map((name) => {
      const key = { id: `${owner}-${name}`, for: owner };
      return `  ${xmlElement("key", { ...key, "attr.name": name, "attr.type": typeOf(name) })}\n`;
    });
  const values = (owner: string, names: readonly string[], owned: object): string[] =>
    names.map((name) => {
      const value = (owned as Record<string, unknown>)[name];
      const content = escapeXml(Array.isArray(value) ? value.join(";") : value);
      return xmlElement("data", { key: `${owner}-${name}` }, content);
    });
  const nodes = network.mapNodes(
    (id, node) => `    ${xmlElement("node", { id }, ...values("node", NODE_KEYS, node))}\n`,
  );
  const edges = network.mapEdges((_, edge, source, target) => {
    const element = xmlElement("edge", { source, target }, ...values("edge", EDGE_KEYS, edge));
    return `    ${element}\n`;
  });
  const graph = xmlElement("graph", { edgedefault: "directed" }, "\n", ...nodes, ...edges, "  ");
  return `${XML_DECLARATION}${xmlElement(
    "graphml",
    { xmlns: "http://graphml.graphdrawing.org/xmlns" },
    "\n",
    ...keys("node", NODE_KEYS),
    ...keys("edge", EDGE_KEYS),
    `  ${graph}\n`,
  )}\n`;
}

/** As `partycell export` writes it: Gephi keeps two edges between the same things apart by `kind`. */
export function writeGexf(network: Network): string {
  const attributes = (owner: string, names: readonly string[]): string => {
    const declared = names.map((name) =>
      xmlElement("attribute", { id: `${owner}-${name}`, title: name, type: typeOf(name) }),
    );
    return `    ${xmlElement("attributes", { class: owner }, ...declared)}\n`;
  };
  const values = (owner: string, names: readonly string[], owned: object): string =>
    xmlElement(
      "attvalues",
      {},
      ...names.map((name) => {
        const value = (owned as Record<string, unknown>)[name];
        return xmlElement("attvalue", {
          for: `${owner}-${name}`,
          value: Array.isArray(value) ? JSON.stringify(value) : value,
        });
      }),
    );
  const edgeKeys = EDGE_KEYS.filter((name) => name !== "weight");
  const nodes = network.mapNodes((id, node) => {
    const { label, x, y, size } = node;
    const position = xmlElement("viz:position", { x, y, z: 0 });
    const area = xmlElement("viz:size", { value: size });
    const content = [values("node", ["kind"], node), position, area];
    return `      ${xmlElement("node", { id, label }, ...content)}\n`;
  });
  const edges = network.mapEdges((id, edge, source, target) => {
    const { relation, weight } = edge;
    const own = { id, source, target, kind: relation, label: relation, weight };
    return `      ${xmlElement("edge", own, values("edge", edgeKeys, edge))}\n`;
  });
  const graph = xmlElement(
    "graph",
    { defaultedgetype: "directed" },
    "\n",
    attributes("node", ["kind"]),
    attributes("edge", edgeKeys),
    `    ${xmlElement("nodes", {}, "\n", ...nodes, "    ")}\n`,
    `    ${xmlElement("edges", {}, "\n", ...edges, "    ")}\n  `,
  );
  const spaces = { xmlns: "http://gexf.net/1.3", "xmlns:viz": "http://gexf.net/1.3/viz" };
  return `${XML_DECLARATION}${xmlElement("gexf", { ...spaces, version: "1.3" }, `\n  ${graph}\n`)}\n`;
}

const CSV_COLUMNS =
  "start,start_name,start_kind,type,end,end_name,end_kind,role,status,weight,disputed,claims";

export function writeCsv(network: Network): string {
  const rows = network.mapEdges((_, edge, start, end, from, to) => ({
    ...edge,
    type: edge.relation,
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

/** The drawing by itself: same places and colours as on the page, text as text. */
export function writeSvg(network: Network, textColor: string, background: string): string {
  const { left, right, top, bottom } = bounds(network);
  const scale = (SIDE - 4 * MARGIN) / Math.max(right - left, bottom - top, 1e-9);
  const round = (value: number): number => Math.round(value * 10) / 10;
  const sheetX = (x: number): number => round(MARGIN + (x - left) * scale);
  const sheetY = (y: number): number => round(MARGIN + (bottom - y) * scale); // Sigma's y grows upwards
  const width = Math.ceil((right - left) * scale) + 4 * MARGIN; // labels stand to the right
  const height = Math.ceil((bottom - top) * scale) + 2 * MARGIN;
  const lines = network.mapEdges((_, edge, __, ___, from, to) => {
    const line = {
      x1: sheetX(from.x),
      y1: sheetY(from.y),
      x2: sheetX(to.x),
      y2: sheetY(to.y),
      stroke: edge.color,
      "stroke-width": edge.size,
      "stroke-dasharray": edge.disputed ? "4 3" : undefined,
    };
    return `${xmlElement("line", line, xmlElement("title", {}, escapeXml(edge.relation)))}\n`;
  });
  const circles = network.mapNodes((_, node) => {
    const [cx, cy, r] = [sheetX(node.x), sheetY(node.y), round(node.size)];
    const place = { x: cx + r + 3, y: cy + 4, fill: textColor };
    const label = xmlElement("text", place, escapeXml(visible(node.label)));
    return `${xmlElement("circle", { cx, cy, r, fill: node.color })}${label}\n`;
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
  return `${xmlElement("svg", sheet, `\n${paper}\n`, ...lines, ...circles)}\n`;
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
