// The legend: what is drawn, how often; what is unticked is left out of the drawing.
import { html } from "../common/dom";
import { type Kind, kindColor, type Translate } from "../common/page";
import { createNetwork, type Network } from "./graph";

/** Edges that are contested, or of which no day is sure. */
export const DOUBTFUL = "doubtful";

function isDoubtful({ disputed, status }: { disputed: boolean; status: string }): boolean {
  return disputed || status === "possible";
}

/** The network without some kinds of things, relations, or what is doubtful. */
export function leaveOut(network: Network, without: ReadonlySet<string>): Network {
  if (!without.size) return network;
  const kept = createNetwork();
  network.forEachNode((id, node) => {
    if (!without.has(node.kind)) kept.addNode(id, node);
  });
  network.forEachEdge((key, edge, source, target) => {
    const isOut = without.has(edge.relation) || (without.has(DOUBTFUL) && isDoubtful(edge));
    if (!isOut && kept.hasNode(source) && kept.hasNode(target)) {
      kept.addEdgeWithKey(key, source, target, edge);
    }
  });
  // Whom nothing ties here any more says nothing, but who stood alone before still does.
  for (const id of kept.nodes()) {
    if (!kept.degree(id) && network.degree(id)) kept.dropNode(id);
  }
  return kept;
}

export class Legend {
  readonly element = html("fieldset", { class: "legend" });

  constructor(
    private readonly kinds: ReadonlyMap<string, Kind>,
    private readonly relationName: (relation: string) => string,
    private readonly translate: Translate,
    private readonly toggle: (part: string) => void,
  ) {}

  /** Show what a network has, and what of it is left out. */
  show(network: Network, without: ReadonlySet<string>): void {
    const focused = (document.activeElement as HTMLElement | null)?.dataset.part;
    const kinds = count(network.mapNodes((_, { kind }) => kind));
    const relations = count(network.mapEdges((_, { relation }) => relation));
    const doubtful = network.filterEdges((_, edge) => isDoubtful(edge)).length;
    const swatches = [...kinds].map(([kind, number]) => {
      const known = this.kinds.get(kind);
      const swatch = html("span", { class: "swatch", "aria-hidden": "true" });
      swatch.style.backgroundColor = kindColor(known);
      return this.entry(kind, swatch, known?.name ?? kind, number, without);
    });
    const lines = [...relations].map(([relation, number]) => {
      const line = html("span", { class: "swatch line", "aria-hidden": "true" });
      return this.entry(relation, line, this.relationName(relation), number, without);
    });
    const doubt = html("span", { class: "swatch line doubtful", "aria-hidden": "true" });
    this.element.replaceChildren(
      html("legend", {}, this.translate("legend")),
      ...swatches,
      ...lines,
      doubtful || without.has(DOUBTFUL)
        ? this.entry(DOUBTFUL, doubt, this.translate("doubtful"), doubtful, without)
        : "",
      html("p", { class: "quiet" }, this.translate("legend_size")),
    );
    const again = this.element.querySelectorAll<HTMLElement>("[data-part]");
    for (const box of again) if (box.dataset.part === focused) box.focus();
  }

  private entry(
    part: string,
    swatch: HTMLElement,
    name: string,
    number: number,
    without: ReadonlySet<string>,
  ): HTMLElement {
    const checked = !without.has(part);
    const box = html("input", { type: "checkbox", checked, "data-part": part });
    box.addEventListener("change", () => this.toggle(part));
    const title = this.kinds.get(part)?.meaning;
    return html("label", { title }, box, swatch, `${name} (${number.toLocaleString()})`);
  }
}

function count(names: string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return new Map([...counts].sort(([, a], [, b]) => b - a));
}
