// Moving and scaling a drawing: drag, two fingers, Ctrl and wheel; the page itself scrolls as ever.
export interface Where {
  x: number;
  y: number;
  scale: number;
}

const LEAST = 0.15;
const MOST = 2.5;

export class PanZoom {
  readonly where: Where = { x: 0, y: 0, scale: 1 };
  private readonly fingers = new Map<number, PointerEvent>();
  moved = false;

  constructor(
    private readonly box: SVGSVGElement,
    private readonly changed: () => void,
  ) {
    box.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      this.fingers.set(event.pointerId, event);
      this.moved = false;
    });
    box.addEventListener("pointermove", (event) => this.drag(event));
    for (const name of ["pointerup", "pointercancel", "pointerleave"] as const) {
      box.addEventListener(name, (event) => this.fingers.delete(event.pointerId));
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

  private drag(event: PointerEvent): void {
    const before = this.fingers.get(event.pointerId);
    if (!before) return;
    const [dx, dy] = [event.clientX - before.clientX, event.clientY - before.clientY];
    if (!this.moved && Math.hypot(dx, dy) < 4) return;
    this.moved = true;
    const other = [...this.fingers].find(([id]) => id !== event.pointerId)?.[1];
    this.fingers.set(event.pointerId, event);
    if (!other) {
      this.where.x += dx;
      this.where.y += dy;
      this.changed();
      return;
    }
    const span = (one: PointerEvent): number =>
      Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY);
    const rect = this.box.getBoundingClientRect();
    this.zoom(
      span(event) / (span(before) || 1),
      (event.clientX + other.clientX) / 2 - rect.x,
      (event.clientY + other.clientY) / 2 - rect.y,
    );
  }

  zoom(factor: number, x = this.box.clientWidth / 2, y = this.box.clientHeight / 2): void {
    const scale = Math.min(Math.max(this.where.scale * factor, LEAST), MOST);
    const real = scale / this.where.scale;
    this.where.x = x - (x - this.where.x) * real;
    this.where.y = y - (y - this.where.y) * real;
    this.where.scale = scale;
    this.changed();
  }

  set(where: Where): void {
    Object.assign(this.where, where);
    this.changed();
  }
}
