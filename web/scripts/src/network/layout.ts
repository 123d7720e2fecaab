// ForceAtlas2 in slices between frames. It stops by itself: when little moves, or after MOST turns.
import forceAtlas2 from "graphology-layout-forceatlas2";
import { still } from "../common/dom";
import type { Network } from "./graph";

const LEAST = 100; // turns: at first it moves little, for it does not yet know how fast it may
const MOST = 500;
const SLICE_MS = 12;
const REST = 0.002; // of the drawing's width, the mean move in a turn that nobody sees

const going = (turns: number, moved: number): boolean =>
  turns < LEAST || (turns < MOST && moved > REST);

export class Layout {
  private frame = 0;

  constructor(private readonly ended: () => void) {}

  get running(): boolean {
    return this.frame !== 0;
  }

  start(graph: Network): void {
    this.stop();
    if (graph.order < 2) return this.ended();
    const settings = {
      ...forceAtlas2.inferSettings(graph),
      barnesHutOptimize: graph.order > 300,
      linLogMode: false,
      strongGravityMode: true,
      gravity: 0.1,
      scalingRatio: 6,
      slowDown: 4,
      adjustSizes: false,
    };
    let turns = 0;
    const slice = (): void => {
      const until = performance.now() + SLICE_MS;
      let moved = 1;
      do {
        moved = this.turn(graph, settings);
        turns += 5;
      } while (going(turns, moved) && performance.now() < until);
      if (going(turns, moved)) {
        this.frame = still() ? setTimeout(slice) : requestAnimationFrame(slice);
      } else {
        this.frame = 0;
        this.ended();
      }
    };
    this.frame = requestAnimationFrame(slice);
  }

  stop(): void {
    cancelAnimationFrame(this.frame);
    clearTimeout(this.frame);
    this.frame = 0;
  }

  private turn(graph: Network, settings: Record<string, unknown>): number {
    const before = new Map<string, [number, number]>();
    graph.forEachNode((id, node) => before.set(id, [node.x, node.y]));
    forceAtlas2.assign(graph, { iterations: 5, settings });
    let moved = 0;
    let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    graph.forEachNode((id, node) => {
      const [x, y] = before.get(id) as [number, number];
      moved += Math.hypot(node.x - x, node.y - y);
      low = Math.min(low, node.x);
      high = Math.max(high, node.x);
    });
    return moved / graph.order / (high - low || 1) / 5;
  }
}
