// The drawing itself: sigma over the graph, with what is chosen brought forward.
import Sigma from "sigma";
import type { Settings } from "sigma/settings";
import { still, token } from "../common/dom";
import { visible } from "../common/visible";
import type { Link, Network, Thing } from "./graph";

const MOST_LETTERS = 40;

export interface Look {
  chosen: string | null;
  path: Set<string>; // nodes and edges of the path that was asked for
}

export interface Ink {
  ink: string;
  quiet: string;
  line: string;
  paper: string;
  accent: string;
  warning: string;
}

export function ink(): Ink {
  return {
    ink: token("--ink", "#1d2125"),
    quiet: token("--soft", "#5b6570"),
    line: `${token("--soft", "#6b6560")}c0`,
    paper: token("--paper", "#ffffff"),
    accent: token("--accent", "#a3172a"),
    warning: token("--warn", "#b25d00"),
  };
}

export class View {
  readonly sigma: Sigma<Thing, Link>;
  private pens = ink();

  constructor(
    box: HTMLElement,
    private graph: Network,
    private readonly look: Look,
    private readonly named: (relation: string) => string,
    private readonly onNode: (id: string, double: boolean) => void,
    private readonly onEdge: (key: string) => void,
    private readonly onNothing: () => void,
  ) {
    this.sigma = new Sigma<Thing, Link>(graph, box, {
      ...this.settings(),
      stagePadding: box.clientWidth < 600 ? 30 : 70,
    });
    this.sigma.on("clickNode", ({ node }) => this.onNode(node, false));
    this.sigma.on("doubleClickNode", ({ node, preventSigmaDefault }) => {
      preventSigmaDefault();
      this.onNode(node, true);
    });
    this.sigma.on("clickEdge", ({ edge }) => this.onEdge(edge));
    this.sigma.on("clickStage", () => this.onNothing());
    for (const name of ["enterNode", "enterEdge"] as const)
      this.sigma.on(name, () => (box.style.cursor = "pointer"));
    for (const name of ["leaveNode", "leaveEdge"] as const)
      this.sigma.on(name, () => (box.style.cursor = ""));
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
      this.pens = ink();
      this.sigma.setSettings(this.settings());
    });
  }

  private settings(): Partial<Settings<Thing, Link>> {
    return {
      allowInvalidContainer: true,
      defaultEdgeType: "arrow",
      enableEdgeEvents: true,
      renderEdgeLabels: true,
      labelFont: "system-ui, sans-serif",
      labelSize: 13,
      labelWeight: "500",
      labelColor: { color: this.pens.ink },
      labelDensity: 0.5,
      labelGridCellSize: 130,
      labelRenderedSizeThreshold: 5,
      edgeLabelColor: { color: this.pens.quiet },
      edgeLabelSize: 11,
      minCameraRatio: 0.05,
      maxCameraRatio: 4,
      zIndex: true,
      defaultDrawNodeLabel: (context, node, settings) => this.label(context, node, settings),
      defaultDrawNodeHover: (context, node, settings) => this.hover(context, node, settings),
      nodeReducer: (id, node) => this.node(id, node),
      edgeReducer: (key, edge) => this.edge(key, edge),
    };
  }

  private around(id: string): boolean {
    const { chosen } = this.look;
    const { graph } = this;
    return !chosen || !graph.hasNode(chosen) || id === chosen || graph.areNeighbors(id, chosen);
  }

  private node(
    id: string,
    node: Thing,
  ): Partial<Thing> & { zIndex?: number; forceLabel?: boolean } {
    if (this.look.path.size) {
      return this.look.path.has(id)
        ? { ...node, zIndex: 2, forceLabel: true }
        : { ...node, color: faded(node.color), label: "", zIndex: 0 };
    }
    if (id === this.look.chosen) return { ...node, highlighted: true, zIndex: 2, forceLabel: true };
    return this.around(id)
      ? { ...node, zIndex: 1 }
      : { ...node, color: faded(node.color), label: "", zIndex: 0 };
  }

  private edge(
    key: string,
    edge: Link,
  ): Partial<Link> & { label?: string; zIndex?: number; forceLabel?: boolean } {
    const { graph } = this;
    const label = this.named(edge.relation);
    if (this.look.path.size) {
      return this.look.path.has(key)
        ? { ...edge, color: this.pens.accent, size: 3, label, forceLabel: true, zIndex: 2 }
        : { ...edge, color: faded(edge.color), zIndex: 0 };
    }
    const { chosen } = this.look;
    if (!chosen || !graph.hasNode(chosen)) return edge;
    return graph.hasExtremity(key, chosen)
      ? { ...edge, label, zIndex: 1, color: edge.disputed ? this.pens.warning : this.pens.quiet }
      : { ...edge, color: faded(edge.color), zIndex: 0 };
  }

  /** A name with a rim of paper around it, so that it can be read over edges and other names. */
  private label(
    context: CanvasRenderingContext2D,
    node: { x: number; y: number; size: number; label?: string | null },
    settings: Settings<Thing, Link>,
  ): void {
    if (!node.label) return;
    context.font = `${settings.labelWeight} ${settings.labelSize}px ${settings.labelFont}`;
    const [x, y] = [node.x + node.size + 4, node.y + settings.labelSize / 3];
    const whole = visible(node.label);
    const text = whole.length > MOST_LETTERS ? `${whole.slice(0, MOST_LETTERS - 1)}…` : whole;
    context.lineJoin = "round";
    context.lineWidth = 3;
    context.strokeStyle = this.pens.paper;
    context.strokeText(text, x, y);
    context.fillStyle = this.pens.ink;
    context.fillText(text, x, y);
  }

  private hover(
    context: CanvasRenderingContext2D,
    node: { x: number; y: number; size: number; label?: string | null; color: string },
    settings: Settings<Thing, Link>,
  ): void {
    context.font = `${settings.labelWeight} ${settings.labelSize}px ${settings.labelFont}`;
    const text = visible(node.label ?? "");
    const width = text ? context.measureText(text).width + node.size + 12 : 0;
    const height = settings.labelSize + 10;
    context.fillStyle = this.pens.paper;
    context.strokeStyle = this.pens.quiet;
    context.lineWidth = 1;
    context.beginPath();
    context.roundRect(node.x, node.y - height / 2, width, height, 4);
    context.fill();
    context.stroke();
    context.beginPath();
    context.arc(node.x, node.y, node.size + 3, 0, 2 * Math.PI);
    context.fillStyle = this.pens.accent;
    context.fill();
    context.beginPath();
    context.arc(node.x, node.y, node.size, 0, 2 * Math.PI);
    context.fillStyle = node.color;
    context.fill();
    context.fillStyle = this.pens.ink;
    context.fillText(text, node.x + node.size + 6, node.y + settings.labelSize / 3);
  }

  show(graph: Network): void {
    this.graph = graph;
    this.sigma.setGraph(graph);
  }

  refresh(): void {
    this.sigma.refresh();
  }

  fit(): void {
    const state = { x: 0.5, y: 0.5, ratio: 1, angle: 0 };
    if (still()) this.sigma.getCamera().setState(state);
    else void this.sigma.getCamera().animate(state, { duration: 300 });
  }

  zoom(factor: number): void {
    const camera = this.sigma.getCamera();
    camera.setState({ ratio: Math.min(Math.max(camera.ratio * factor, 0.05), 4) });
  }

  /** Bring a thing to the middle of the drawing. */
  centre(id: string): void {
    const at = this.sigma.getNodeDisplayData(id);
    if (!at) return;
    const camera = this.sigma.getCamera();
    if (still()) camera.setState({ x: at.x, y: at.y });
    else void camera.animate({ x: at.x, y: at.y }, { duration: 250 });
  }
}

function faded(color: string): string {
  return /^#[0-9a-f]{6}/i.test(color) ? `${color.slice(0, 7)}2e` : color;
}
