// Moving and scaling a drawing: drag, two fingers, Ctrl and wheel; the page itself scrolls as ever.
export interface Transform {
  x: number;
  y: number;
  scale: number;
}

const MIN_SCALE = 0.15;
const MAX_SCALE = 2.5;
const MIN_DRAG = 4; // pixels: less is a click

export class PanZoom {
  readonly transform: Transform = { x: 0, y: 0, scale: 1 };
  /** Whether the pointer was dragged since it was last pressed, so that its release is no click. */
  dragged = false;
  private readonly pointers = new Map<number, PointerEvent>();

  constructor(
    private readonly box: SVGSVGElement,
    private readonly onChange: () => void,
  ) {
    box.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      this.pointers.set(event.pointerId, event);
      this.dragged = false;
    });
    box.addEventListener("pointermove", (event) => this.drag(event));
    for (const name of ["pointerup", "pointercancel", "pointerleave"] as const) {
      box.addEventListener(name, (event) => this.pointers.delete(event.pointerId));
    }
    box.addEventListener(
      "wheel",
      (event) => {
        if (!event.ctrlKey && !event.metaKey) return;
        event.preventDefault();
        this.zoom(Math.exp(-event.deltaY / 300), event.offsetX, event.offsetY);
      },
      { passive: false },
    );
  }

  /** Scale by a factor; the point x, y of the box stays where it is. */
  zoom(factor: number, x = this.box.clientWidth / 2, y = this.box.clientHeight / 2): void {
    const { transform } = this;
    const scale = Math.min(Math.max(transform.scale * factor, MIN_SCALE), MAX_SCALE);
    const ratio = scale / transform.scale;
    this.set({ x: x - (x - transform.x) * ratio, y: y - (y - transform.y) * ratio, scale });
  }

  set(transform: Partial<Transform>): void {
    Object.assign(this.transform, transform);
    this.onChange();
  }

  private drag(event: PointerEvent): void {
    const before = this.pointers.get(event.pointerId);
    if (!before) return;
    const [dx, dy] = [event.clientX - before.clientX, event.clientY - before.clientY];
    if (!this.dragged && Math.hypot(dx, dy) < MIN_DRAG) return;
    this.dragged = true;
    const other = [...this.pointers].find(([id]) => id !== event.pointerId)?.[1];
    this.pointers.set(event.pointerId, event);
    if (!other) {
      this.set({ x: this.transform.x + dx, y: this.transform.y + dy });
      return;
    }
    const distance = ({ clientX, clientY }: PointerEvent): number =>
      Math.hypot(clientX - other.clientX, clientY - other.clientY);
    const { left, top } = this.box.getBoundingClientRect();
    const [x, y] = [(event.clientX + other.clientX) / 2, (event.clientY + other.clientY) / 2];
    this.zoom(distance(event) / (distance(before) || 1), x - left, y - top);
  }
}
