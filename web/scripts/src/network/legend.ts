// The legend: what is drawn, how often; what is unticked is left out of the drawing.
import { html } from "../common/dom";
import { kindColor, type Translate } from "../common/page";
import { createNetwork, type Network } from "./graph";
import type { ColorBy, Measured, SizeBy } from "./measures";
import type { Names } from "./names";

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
    private readonly names: Names,
    private readonly translate: Translate,
    private readonly groupColor: (group: number) => string,
    private readonly toggle: (part: string) => void,
  ) {}

  /**
   * Show what a network has, what of it is drawn and what is left out.
   *
   * @param network All that was loaded.
   * @param drawn What of it, or made of it, is drawn.
   */
  show(
    network: Network,
    drawn: Network,
    without: ReadonlySet<string>,
    { sizeBy, colorBy, measured }: { sizeBy: SizeBy; colorBy: ColorBy; measured: Measured },
  ): void {
    const { translate } = this;
    const focused = (document.activeElement as HTMLElement | null)?.dataset.part;
    const kinds = count(network.mapNodes((_, { kind }) => kind));
    const drawnKinds = count(drawn.mapNodes((_, { kind }) => kind));
    const relations = count(network.mapEdges((_, { relation }) => relation));
    const drawnRelations = count(drawn.mapEdges((_, { relation }) => relation));
    const doubtful = network.filterEdges((_, edge) => isDoubtful(edge)).length;
    const drawnDoubtful = drawn.filterEdges((_, edge) => isDoubtful(edge)).length;
    const swatches = [...kinds].map(([kind, number]) => {
      const known = this.names.kinds.get(kind);
      const color = colorBy === "kind" ? kindColor(known) : "transparent";
      const counts = this.counts(drawnKinds.get(kind), number);
      return this.entry(kind, dot(color), known?.name ?? kind, counts, without);
    });
    const lines = [...relations].map(([relation, number]) => {
      const counts = this.counts(drawnRelations.get(relation), number);
      return this.entry(relation, line(), this.names.relation(relation), counts, without);
    });
    // Ties that the drawing makes of others.
    const made = [...drawnRelations]
      .filter(([relation]) => !relations.has(relation))
      .map(([relation, number]) =>
        html("span", {}, line(), `${this.names.relation(relation)} (${number.toLocaleString()})`),
      );
    const doubt = html("span", { class: "swatch line doubtful", "aria-hidden": "true" });
    this.element.replaceChildren(
      html("legend", {}, translate("legend")),
      ...swatches,
      ...made,
      ...lines,
      doubtful || without.has(DOUBTFUL)
        ? this.entry(
            DOUBTFUL,
            doubt,
            translate("doubtful"),
            this.counts(drawnDoubtful, doubtful),
            without,
          )
        : "",
      colorBy === "community" ? this.groups(measured) : "",
      html(
        "p",
        { class: "quiet" },
        translate(`legend_${sizeBy}`, { low: short(measured.low), high: short(measured.high) }),
        " ",
        translate("legend_use"),
      ),
    );
    const again = this.element.querySelectorAll<HTMLElement>("[data-part]");
    for (const box of again) if (box.dataset.part === focused) box.focus();
  }

  /** The groups that nodes are coloured by, with how many are in each. */
  private groups({ groups, modularity }: Measured): HTMLElement {
    const { translate } = this;
    const items = groups.map((number, i) => {
      const name = translate("group", { number: i + 1 });
      return html("span", {}, dot(this.groupColor(i + 1)), `${name} (${number.toLocaleString()})`);
    });
    const words = translate("legend_community", { modularity: short(modularity) });
    return html("p", { class: "groups" }, ...items, html("span", { class: "quiet" }, words));
  }

  private counts(drawn: number | undefined, all: number): string {
    if (drawn === all) return all.toLocaleString();
    return this.translate("of", { shown: drawn ?? 0, total: all });
  }

  private entry(
    part: string,
    swatch: HTMLElement,
    name: string,
    counts: string,
    without: ReadonlySet<string>,
  ): HTMLElement {
    const checked = !without.has(part);
    const box = html("input", { type: "checkbox", checked, "data-part": part });
    box.addEventListener("change", () => this.toggle(part));
    const title = this.names.kinds.get(part)?.meaning;
    return html("label", { title }, box, swatch, `${name} (${counts})`);
  }
}

export function dot(color: string): HTMLElement {
  const swatch = html("span", { class: "swatch", "aria-hidden": "true" });
  swatch.style.backgroundColor = color;
  return swatch;
}

function line(): HTMLElement {
  return html("span", { class: "swatch line", "aria-hidden": "true" });
}

/** A number as a person reads it: whole, or three digits. */
function short(value: number): string {
  return Number.isInteger(value) ? value.toLocaleString() : value.toPrecision(3);
}

/** How often each name stands there, the most frequent first. */
export function count(names: string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return new Map([...counts].sort(([, a], [, b]) => b - a));
}
