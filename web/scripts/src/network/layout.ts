// ForceAtlas2 in slices between frames. It stops by itself: when little moves, or after a while.
import forceAtlas2 from "graphology-layout-forceatlas2";
import { prefersReducedMotion } from "../common/dom";
import type { Network } from "./graph";

const MIN_ITERATIONS = 100; // at first it moves little, for it does not yet know how fast it may
const MAX_ITERATIONS = 500;
const ITERATIONS_A_STEP = 5;
const SLICE_MS = 12;
const UNNOTICED = 0.002; // of the drawing's width, the mean move in an iteration that nobody sees

export class Layout {
  private frame = 0;

  constructor(private readonly onEnd: () => void) {}

  start(network: Network): void {
    this.stop();
    if (network.order < 2) {
      this.onEnd();
      return;
    }
    const settings = {
      ...forceAtlas2.inferSettings(network),
      barnesHutOptimize: network.order > 300,
      linLogMode: false,
      strongGravityMode: true,
      gravity: 0.1,
      scalingRatio: 6,
      slowDown: 4,
      adjustSizes: false,
    };
    let iterations = 0;
    const slice = (): void => {
      const until = performance.now() + SLICE_MS;
      let goesOn = true;
      do {
        const moved = step(network, settings);
        iterations += ITERATIONS_A_STEP;
        goesOn = iterations < MIN_ITERATIONS || (iterations < MAX_ITERATIONS && moved > UNNOTICED);
      } while (goesOn && performance.now() < until);
      if (goesOn) {
        this.frame = prefersReducedMotion() ? setTimeout(slice) : requestAnimationFrame(slice);
      } else {
        this.frame = 0;
        this.onEnd();
      }
    };
    this.frame = requestAnimationFrame(slice);
  }

  stop(): void {
    cancelAnimationFrame(this.frame);
    clearTimeout(this.frame);
    this.frame = 0;
  }
}

/** Some iterations; returns how far a node moved in one on average, in parts of the width. */
function step(network: Network, settings: Record<string, unknown>): number {
  const before = network.mapNodes((_, { x, y }) => ({ x, y }));
  forceAtlas2.assign(network, { iterations: ITERATIONS_A_STEP, settings });
  const after = network.mapNodes((_, { x, y }) => ({ x, y }));
  const xs = after.map(({ x }) => x);
  const width = xs.reduce((a, b) => Math.max(a, b)) - xs.reduce((a, b) => Math.min(a, b));
  const moved = after.reduce((sum, { x, y }, i) => {
    const old = before[i] ?? { x, y };
    return sum + Math.hypot(x - old.x, y - old.y);
  }, 0);
  return moved / network.order / (width || 1) / ITERATIONS_A_STEP;
}
