// The drawing, by Sigma: labels, what is emphasised and what fades, zoom.
import Sigma from "sigma";
import type { NodeLabelDrawingFunction } from "sigma/rendering";
import type { Settings } from "sigma/settings";
import type { EdgeDisplayData, NodeDisplayData } from "sigma/types";
import { cssVariable, prefersReducedMotion } from "../common/dom";
import { visible } from "../common/visible";
import type { EdgeAttributes, Network, NodeAttributes } from "./graph";

const MAX_LABEL = 60; // letters
const LABEL_GAP = 2; // pixels between two labels at least
const FADED = 0.18; // of its own colour that is left to what fades
const ZOOM = { min: 0.05, max: 4 };

/** What is emphasised: a node with what is next to it, or the nodes and edges of a path. */
export interface Selection {
  node: string | null;
  path: Set<string>;
  edge?: string | null;
}

export interface Colors {
  text: string;
  muted: string;
  line: string;
  background: string;
  accent: string;
  warning: string;
}

/** The colours of the stylesheet, in the scheme in force. */
export function readColors(): Colors {
  const background = cssVariable("--paper", "#ffffff");
  return {
    text: cssVariable("--ink", "#1d2125"),
    muted: cssVariable("--soft", "#5b6570"),
    line: mix(cssVariable("--soft", "#6b6560"), background, 0.7),
    background,
    accent: cssVariable("--accent", "#a3172a"),
    warning: cssVariable("--warn", "#b25d00"),
  };
}

export interface ViewHandlers {
  selectNode: (id: string | null) => void;
  expand?: (id: string) => void;
  openEdge?: (key: string) => void;
}

interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

type DrawLabel = NodeLabelDrawingFunction<NodeAttributes, EdgeAttributes>;

export class View {
  private readonly sigma: Sigma<NodeAttributes, EdgeAttributes>;
  private colors = readColors();
  private labels: Box[] = []; // where labels stand in this frame

  constructor(
    private readonly box: HTMLElement,
    private network: Network,
    private readonly selection: Selection,
    private readonly relationName: (relation: string) => string,
    handlers: ViewHandlers,
  ) {
    const stagePadding = box.clientWidth < 600 ? 30 : 70;
    this.sigma = new Sigma(network, box, { ...this.settings(), stagePadding });
    letPageScroll(box);
    this.sigma.on("beforeRender", () => {
      this.labels = [];
    });
    this.sigma.on("clickNode", ({ node }) => handlers.selectNode(node));
    this.sigma.on("doubleClickNode", ({ node, preventSigmaDefault }) => {
      preventSigmaDefault();
      (handlers.expand ?? handlers.selectNode)(node);
    });
    this.sigma.on("clickEdge", ({ edge }) => handlers.openEdge?.(edge));
    this.sigma.on("clickStage", () => handlers.selectNode(null));
    const setCursor = (cursor: string) => (): void => {
      box.style.cursor = cursor;
    };
    for (const name of ["enterNode", "enterEdge"] as const) {
      this.sigma.on(name, setCursor("pointer"));
    }
    for (const name of ["leaveNode", "leaveEdge"] as const) this.sigma.on(name, setCursor(""));
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
      this.colors = readColors();
      this.sigma.setSettings(this.settings());
    });
  }

  show(network: Network): void {
    this.network = network;
    this.sigma.setGraph(network);
    this.sigma.setSetting("defaultEdgeType", edgeType(network));
  }

  refresh(): void {
    this.sigma.refresh();
  }

  fit(): void {
    const camera = this.sigma.getCamera();
    const whole = { x: 0.5, y: 0.5, ratio: 1, angle: 0 };
    if (prefersReducedMotion()) camera.setState(whole);
    else void camera.animate(whole, { duration: 300 });
  }

  zoom(factor: number): void {
    const camera = this.sigma.getCamera();
    camera.setState({ ratio: Math.min(Math.max(camera.ratio * factor, ZOOM.min), ZOOM.max) });
  }

  private settings(): Partial<Settings<NodeAttributes, EdgeAttributes>> {
    return {
      allowInvalidContainer: true,
      defaultEdgeType: edgeType(this.network),
      enableEdgeEvents: true,
      renderEdgeLabels: true,
      labelFont: "system-ui, sans-serif",
      labelSize: 13,
      labelWeight: "500",
      labelColor: { color: this.colors.text },
      // All ask for a label; those that would lie over another are left out.
      labelDensity: 20,
      labelGridCellSize: 130,
      labelRenderedSizeThreshold: 0,
      edgeLabelColor: { color: this.colors.muted },
      edgeLabelSize: 11,
      minCameraRatio: ZOOM.min,
      maxCameraRatio: ZOOM.max,
      zIndex: true,
      defaultDrawNodeLabel: this.drawLabel,
      defaultDrawNodeHover: this.drawHover,
      nodeReducer: (id, node) => this.nodeDisplay(id, node),
      edgeReducer: (key, edge) => this.edgeDisplay(key, edge),
    };
  }

  private nodeDisplay(id: string, node: NodeAttributes): Partial<NodeDisplayData> {
    const { path } = this.selection;
    const selected = this.selectedNode();
    const faded = { ...node, color: this.fade(node.color), label: "", zIndex: 0 };
    if (path.size) return path.has(id) ? { ...node, zIndex: 2, forceLabel: true } : faded;
    if (id === this.selection.node) {
      return { ...node, highlighted: true, zIndex: 2, forceLabel: true };
    }
    return !selected || this.network.areNeighbors(id, selected) ? { ...node, zIndex: 1 } : faded;
  }

  private edgeDisplay(key: string, edge: EdgeAttributes): Partial<EdgeDisplayData> {
    const { path } = this.selection;
    const selected = this.selectedNode();
    const label = this.relationName(edge.relation);
    const faded = { ...edge, color: this.fade(edge.color), zIndex: 0 };
    if (path.size) {
      if (!path.has(key)) return faded;
      return { ...edge, color: this.colors.accent, size: 3, label, forceLabel: true, zIndex: 2 };
    }
    if (key === this.selection.edge) {
      return { ...edge, color: this.colors.accent, size: edge.size + 2, label, forceLabel: true };
    }
    if (!selected) return edge;
    if (!this.network.hasExtremity(key, selected)) return faded;
    const color = edge.disputed ? this.colors.warning : this.colors.muted;
    return { ...edge, label, zIndex: 1, color };
  }

  private fade(color: string): string {
    return mix(color, this.colors.background, FADED);
  }

  private selectedNode(): string | null {
    const { node } = this.selection;
    return node && this.network.hasNode(node) ? node : null;
  }

  /** A name with a rim of the background's colour, to be read over edges and other names. */
  private readonly drawLabel: DrawLabel = (context, node, settings) => {
    if (!node.label) return;
    context.font = labelFont(settings);
    const whole = visible(node.label);
    const room = this.box.clientWidth;
    const most = Math.min(MAX_LABEL, Math.floor(room / settings.labelSize));
    const label = whole.length > most ? `${whole.slice(0, most - 1)}…` : whole;
    const width = context.measureText(label).width;
    // Never beyond the edge, where it would be cut.
    const x = Math.max(0, Math.min(node.x + node.size + 4, room - width - 4));
    const y = node.y + settings.labelSize / 3;
    const place = { left: x, right: x + width, top: y - settings.labelSize, bottom: y + LABEL_GAP };
    const isForced = (node as { forceLabel?: boolean }).forceLabel === true;
    if (!isForced && this.labels.some((other) => overlap(place, other))) return;
    this.labels.push(place);
    context.lineJoin = "round";
    context.lineWidth = 3;
    context.strokeStyle = this.colors.background;
    context.strokeText(label, x, y);
    context.fillStyle = this.colors.text;
    context.fillText(label, x, y);
  };

  private readonly drawHover: DrawLabel = (context, node, settings) => {
    context.font = labelFont(settings);
    const label = visible(node.label ?? "");
    const width = label ? context.measureText(label).width + node.size + 12 : 0;
    const height = settings.labelSize + 10;
    context.fillStyle = this.colors.background;
    context.strokeStyle = this.colors.muted;
    context.lineWidth = 1;
    context.beginPath();
    context.roundRect(node.x, node.y - height / 2, width, height, 4);
    context.fill();
    context.stroke();
    for (const [radius, color] of [
      [node.size + 3, this.colors.accent],
      [node.size, node.color],
    ] as const) {
      context.beginPath();
      context.arc(node.x, node.y, radius, 0, 2 * Math.PI);
      context.fillStyle = color;
      context.fill();
    }
    context.fillStyle = this.colors.text;
    context.fillText(label, node.x + node.size + 6, node.y + settings.labelSize / 3);
  };
}

function overlap(one: Box, other: Box): boolean {
  const beside = one.right < other.left || other.right < one.left;
  return !beside && one.top < other.bottom && other.top < one.bottom;
}

function labelFont(settings: Settings<NodeAttributes, EdgeAttributes>): string {
  return `${settings.labelWeight} ${settings.labelSize}px ${settings.labelFont}`;
}

function edgeType(network: Network): string {
  return network.type === "undirected" ? "line" : "arrow";
}

/** The wheel zooms with Ctrl, and two fingers do; else the page scrolls as ever. */
function letPageScroll(box: HTMLElement): void {
  const options = { capture: true };
  box.addEventListener(
    "wheel",
    (event) => {
      if (!event.ctrlKey && !event.metaKey) event.stopPropagation();
    },
    options,
  );
  for (const name of ["touchstart", "touchmove", "touchend"] as const) {
    box.addEventListener(
      name,
      (event) => {
        if (event.touches.length < 2 && event.changedTouches.length < 2) event.stopPropagation();
      },
      options,
    );
  }
}

/** A colour mixed with the ground: Sigma does not blend what is half transparent. */
function mix(color: string, ground: string, share: number): string {
  const parts = (text: string): number[] =>
    [1, 3, 5].map((first) => Number.parseInt(text.slice(first, first + 2), 16));
  const isHex = (text: string): boolean => /^#[0-9a-f]{6}$/i.test(text);
  if (!isHex(color) || !isHex(ground)) return color;
  const under = parts(ground);
  const mixed = parts(color).map((part, i) =>
    Math.round(part * share + (under[i] ?? 0) * (1 - share)),
  );
  return `#${mixed.map((part) => part.toString(16).padStart(2, "0")).join("")}`;
}
