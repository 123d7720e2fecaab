// What is drawn, as files: for drawing programs (SVG), graph programs (GraphML, GEXF) and tables (CSV).
import { csv, xml } from "../common/download";
import { visible } from "../common/visible";
import type { Network } from "./graph";

const NODE_KEYS = ["label", "kind", "x", "y"] as const;
const EDGE_KEYS = ["relation", "role", "status", "disputed", "weight", "claims"] as const;

const typeOf = (key: string): string =>
  ["x", "y", "weight"].includes(key) ? "double" : key === "disputed" ? "boolean" : "string";

const written = (value: unknown): string => xml(Array.isArray(value) ? value.join(";") : value);

export function graphml(graph: Network): string {
  const keys = (keyed: "node" | "edge", names: readonly string[]): string =>
    names
      .map(
        (name) =>
          `  <key id="${keyed}-${name}" for="${keyed}" attr.name="${name}" attr.type="${typeOf(name)}"/>\n`,
      )
      .join("");
  const data = (keyed: string, names: readonly string[], of: Record<string, unknown>): string =>
    names.map((name) => `<data key="${keyed}-${name}">${written(of[name])}</data>`).join("");
  const nodes = graph.mapNodes(
    (id, node) => `    <node id="${xml(id)}">${data("node", NODE_KEYS, { ...node })}</node>\n`,
  );
  const edges = graph.mapEdges(
    (_, edge, source, target) =>
      `    <edge source="${xml(source)}" target="${xml(target)}">${data("edge", EDGE_KEYS, { ...edge })}</edge>\n`,
  );
  return (
    `<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n` +
    `${keys("node", NODE_KEYS)}${keys("edge", EDGE_KEYS)}  <graph edgedefault="directed">\n` +
    `${nodes.join("")}${edges.join("")}  </graph>\n</graphml>\n`
  );
}

/** As `partycell export` writes it: Gephi keeps two edges between the same things apart by `kind`. */
export function gexf(graph: Network): string {
  const declared = (keyed: "node" | "edge", names: readonly string[]): string =>
    names
      .map((name) => `<attribute id="${keyed}-${name}" title="${name}" type="${typeOf(name)}"/>`)
      .join("");
  const value = (of: unknown): string => xml(Array.isArray(of) ? JSON.stringify(of) : of);
  const values = (
    keyed: "node" | "edge",
    names: readonly string[],
    of: Record<string, unknown>,
  ): string =>
    `<attvalues>${names.map((name) => `<attvalue for="${keyed}-${name}" value="${value(of[name])}"/>`).join("")}</attvalues>`;
  const rest = EDGE_KEYS.filter((name) => name !== "weight");
  const nodes = graph.mapNodes(
    (id, node) =>
      `      <node id="${xml(id)}" label="${xml(node.label)}">${values("node", ["kind"], { ...node })}` +
      `<viz:position x="${node.x}" y="${node.y}" z="0"/><viz:size value="${node.size}"/></node>\n`,
  );
  const edges = graph.mapEdges(
    (key, edge, source, target) =>
      `      <edge id="${xml(key)}" source="${xml(source)}" target="${xml(target)}" kind="${xml(edge.relation)}" label="${xml(edge.relation)}"` +
      ` weight="${edge.weight}">${values("edge", rest, { ...edge })}</edge>\n`,
  );
  return (
    `<?xml version="1.0" encoding="UTF-8"?>\n` +
    `<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">\n` +
    `  <graph defaultedgetype="directed">\n    <attributes class="node">${declared("node", ["kind"])}</attributes>\n` +
    `    <attributes class="edge">${declared("edge", rest)}</attributes>\n` +
    `    <nodes>\n${nodes.join("")}    </nodes>\n    <edges>\n${edges.join("")}    </edges>\n  </graph>\n</gexf>\n`
  );
}

export function edgeTable(graph: Network): string {
  const columns = [
    "start",
    "start_name",
    "start_kind",
    "type",
    "end",
    "end_name",
    "end_kind",
    "role",
    "status",
    "weight",
    "disputed",
    "claims",
  ];
  const rows = graph.mapEdges((_, edge, source, target, from, to) => ({
    ...edge,
    type: edge.relation,
    start: source,
    end: target,
    start_name: from.label,
    start_kind: from.kind,
    end_name: to.label,
    end_kind: to.kind,
  }));
  return csv(columns, rows);
}

const SIDE = 1200;
const MARGIN = 60;

interface Scene {
  width: number;
  height: number;
  lines: {
    x1: number;
    y1: number;
    x2: number;
    y2: number;
    color: string;
    width: number;
    dashed: boolean;
    title: string;
  }[];
  dots: { x: number; y: number; r: number; color: string; label: string }[];
}

/** Where everything is drawn: the page's places, scaled to a sheet. Sigma's y grows upwards. */
function scene(graph: Network): Scene {
  let [left, right, top, bottom] = [
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
  ];
  graph.forEachNode((_, { x, y }) => {
    [left, right, top, bottom] = [
      Math.min(left, x),
      Math.max(right, x),
      Math.min(top, y),
      Math.max(bottom, y),
    ];
  });
  if (!graph.order) [left, right, top, bottom] = [0, 1, 0, 1];
  const scale = (SIDE - 4 * MARGIN) / Math.max(right - left, bottom - top, 1e-9);
  const round = (value: number): number => Math.round(value * 10) / 10;
  const x = (value: number): number => round(MARGIN + (value - left) * scale);
  const y = (value: number): number => round(MARGIN + (bottom - value) * scale);
  return {
    width: Math.ceil((right - left) * scale) + 4 * MARGIN, // labels stand to the right
    height: Math.ceil((bottom - top) * scale) + 2 * MARGIN,
    lines: graph.mapEdges((_, edge, __, ___, from, to) => ({
      x1: x(from.x),
      y1: y(from.y),
      x2: x(to.x),
      y2: y(to.y),
      color: edge.color,
      width: edge.size,
      dashed: edge.disputed,
      title: edge.relation,
    })),
    dots: graph.mapNodes((_, node) => ({
      x: x(node.x),
      y: y(node.y),
      r: round(node.size),
      color: node.color,
      label: node.label,
    })),
  };
}

/** The drawing by itself: same places and colours as on the page, text as text. */
export function drawing(graph: Network, ink: string, paper: string): string {
  const { width, height, lines, dots } = scene(graph);
  const edges = lines.map(
    (line) =>
      `<line x1="${line.x1}" y1="${line.y1}" x2="${line.x2}" y2="${line.y2}" stroke="${xml(line.color)}" ` +
      `stroke-width="${line.width}"${line.dashed ? ' stroke-dasharray="4 3"' : ""}><title>${xml(line.title)}</title></line>\n`,
  );
  const nodes = dots.map(
    (dot) =>
      `<circle cx="${dot.x}" cy="${dot.y}" r="${dot.r}" fill="${xml(dot.color)}"/>` +
      `<text x="${dot.x + dot.r + 3}" y="${dot.y + 4}" fill="${xml(ink)}">${xml(dot.label)}</text>\n`,
  );
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" ` +
    `font-family="sans-serif" font-size="12">\n<rect width="100%" height="100%" fill="${xml(paper)}"/>\n` +
    `${edges.join("")}${nodes.join("")}</svg>\n`
  );
}

/** The same as pixels, twice as fine. */
export async function picture(graph: Network, ink: string, paper: string): Promise<Blob> {
  const { width, height, lines, dots } = scene(graph);
  const canvas = document.createElement("canvas");
  canvas.width = width * 2;
  canvas.height = height * 2;
  const pen = canvas.getContext("2d") as CanvasRenderingContext2D;
  pen.scale(2, 2);
  pen.fillStyle = paper;
  pen.fillRect(0, 0, width, height);
  for (const line of lines) {
    pen.strokeStyle = line.color;
    pen.lineWidth = line.width;
    pen.setLineDash(line.dashed ? [4, 3] : []);
    pen.beginPath();
    pen.moveTo(line.x1, line.y1);
    pen.lineTo(line.x2, line.y2);
    pen.stroke();
  }
  pen.font = "12px sans-serif";
  for (const dot of dots) {
    pen.fillStyle = dot.color;
    pen.beginPath();
    pen.arc(dot.x, dot.y, dot.r, 0, 2 * Math.PI);
    pen.fill();
    pen.fillStyle = ink;
    pen.fillText(visible(dot.label), dot.x + dot.r + 3, dot.y + 4);
  }
  return new Promise((give, fail) =>
    canvas.toBlob(
      (made) => (made ? give(made) : fail(new Error("too large for PNG"))),
      "image/png",
    ),
  );
}
