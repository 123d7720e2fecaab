// The drawing, by Sigma: labels, what is emphasised and what fades, zoom.
import Sigma from "sigma";
import type { NodeLabelDrawingFunction } from "sigma/rendering";
import type { Settings } from "sigma/settings";
import type { EdgeDisplayData, NodeDisplayData } from "sigma/types";
import { cssVariable, prefersReducedMotion } from "../common/dom";
import { visible } from "../common/visible";
import type { EdgeAttributes, Network, NodeAttributes } from "./graph";

const MAX_LABEL = 40; // letters
const ZOOM = { min: 0.05, max: 4 };

/** What is emphasised: a node with what is next to it, or the nodes and edges of a path. */
export interface Selection {
  node: string | null;
  path: Set<string>;
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
  return {
    text: cssVariable("--ink", "#1d2125"),
    muted: cssVariable("--soft", "#5b6570"),
    line: `${cssVariable("--soft", "#6b6560")}c0`,
    background: cssVariable("--paper", "#ffffff"),
    accent: cssVariable("--accent", "#a3172a"),
    warning: cssVariable("--warn", "#b25d00"),
  };
}

export interface ViewHandlers {
  selectNode: (id: string | null) => void;
  expand?: (id: string) => void;
  openEdge?: (key: string) => void;
}

type DrawLabel = NodeLabelDrawingFunction<NodeAttributes, EdgeAttributes>;

export class View {
  private readonly sigma: Sigma<NodeAttributes, EdgeAttributes>;
  private colors = readColors();

  constructor(
    box: HTMLElement,
    private network: Network,
    private readonly selection: Selection,
    private readonly relationName: (relation: string) => string,
    handlers: ViewHandlers,
  ) {
    const stagePadding = box.clientWidth < 600 ? 30 : 70;
    this.sigma = new Sigma(network, box, { ...this.settings(), stagePadding });
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
      defaultEdgeType: "arrow",
      enableEdgeEvents: true,
      renderEdgeLabels: true,
      labelFont: "system-ui, sans-serif",
      labelSize: 13,
      labelWeight: "500",
      labelColor: { color: this.colors.text },
      labelDensity: 0.5,
      labelGridCellSize: 130,
      labelRenderedSizeThreshold: 5,
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
    const faded = { ...node, color: fade(node.color), label: "", zIndex: 0 };
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
    const faded = { ...edge, color: fade(edge.color), zIndex: 0 };
    if (path.size) {
      if (!path.has(key)) return faded;
      return { ...edge, color: this.colors.accent, size: 3, label, forceLabel: true, zIndex: 2 };
    }
    if (!selected) return edge;
    if (!this.network.hasExtremity(key, selected)) return faded;
    const color = edge.disputed ? this.colors.warning : this.colors.muted;
    return { ...edge, label, zIndex: 1, color };
  }

  private selectedNode(): string | null {
    const { node } = this.selection;
    return node && this.network.hasNode(node) ? node : null;
  }

  /** A name with a rim of the background's colour, to be read over edges and other names. */
  private readonly drawLabel: DrawLabel = (context, node, settings) => {
    if (!node.label) return;
    context.font = labelFont(settings);
    const [x, y] = [node.x + node.size + 4, node.y + settings.labelSize / 3];
    const whole = visible(node.label);
    const label = whole.length > MAX_LABEL ? `${whole.slice(0, MAX_LABEL - 1)}…` : whole;
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

function labelFont(settings: Settings<NodeAttributes, EdgeAttributes>): string {
  return `${settings.labelWeight} ${settings.labelSize}px ${settings.labelFont}`;
}

function fade(color: string): string {
  return /^#[0-9a-f]{6}/i.test(color) ? `${color.slice(0, 7)}2e` : color;
}
