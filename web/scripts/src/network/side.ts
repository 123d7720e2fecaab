// Beside the drawing: what is chosen, what is known of it, and who says so.
import { fetchAnswer, type Row, text, texts } from "../common/api";
import { renderClaimRows, renderClaims } from "../common/claims";
import { button, html, note } from "../common/dom";
import type { Translate } from "../common/page";
import type { Network } from "./graph";
import type { Names } from "./names";

const KNOWN = 12; // claims about a thing: its page has all

export interface SideActions {
  expand: (id: string) => void;
  startPath: (id: string, name: string) => void;
  hide: (id: string) => void;
  close: () => void;
}

export class Side {
  readonly element: HTMLElement;

  constructor(
    private readonly translate: Translate,
    private readonly names: Names,
    private readonly nodeUrl: (id: string, kind: string) => string | null,
    private readonly actions: SideActions,
  ) {
    const label = translate("chosen");
    this.element = html("section", { class: "network-side", "aria-label": label });
  }

  showNothing(): void {
    this.element.replaceChildren(note(this.translate("choose")));
  }

  /** A thing: its page, how much of it is drawn, and what sources say of it. */
  async showThing(network: Network, id: string, isExpandable: boolean): Promise<void> {
    const { translate, actions } = this;
    const { kind, label, total } = network.getNodeAttributes(id);
    const shown = network.degree(id);
    const act = (key: string, name: string, action: () => void): HTMLElement =>
      button(translate(key), action, { "data-act": name });
    const known = html("div", {}, note(translate("asking")));
    this.element.replaceChildren(
      html("h2", {}, this.name(id, label, kind)),
      note(this.names.kind(kind), " · ", translate("of", { shown, total: total ?? shown })),
      html(
        "div",
        { class: "buttons" },
        isExpandable &&
          total !== null &&
          shown < total &&
          act("expand", "expand", () => actions.expand(id)),
        act("path_from", "path", () => actions.startPath(id, label)),
        act("hide", "hide", () => actions.hide(id)),
      ),
      html("h3", {}, translate("known")),
      known,
    );
    await this.fill(known, async () => {
      const parameters = { subject: id, limit: KNOWN };
      const { data } = await fetchAnswer("/v1/queries/claims", parameters);
      return [await renderClaimRows(data, translate)];
    });
  }

  /** All edges between two things, with the claims behind them. */
  async showEdges(network: Network, key: string): Promise<void> {
    const { translate } = this;
    const [source, target] = network.extremities(key);
    const [from, to] = [network.getNodeAttributes(source), network.getNodeAttributes(target)];
    const said = html("div", {}, note(translate("asking")));
    const names = [this.name(source, from.label, from.kind), this.name(target, to.label, to.kind)];
    this.element.replaceChildren(html("h2", {}, names[0], " – ", names[1]), said);
    await this.fill(said, async () => {
      const parts: Node[] = [];
      for (const edge of network.edges(source, target)) {
        const { relation, role, status, claims, weight } = network.getEdgeAttributes(edge);
        const marks = [weight > 1 && ` ×${weight}`, status && ` · ${this.names.status(status)}`];
        parts.push(
          html(
            "h3",
            {},
            this.names.edge(relation, role),
            html("span", { class: "quiet" }, ...marks),
          ),
          await renderClaims(claims, translate),
        );
      }
      return parts;
    });
  }

  /** The steps of a path, each with who says so. */
  async showPath(network: Network, steps: Row[]): Promise<void> {
    const { translate } = this;
    const name = (step: Row, end: string): Node => {
      const id = text(step[end]);
      const kind = network.hasNode(id) ? network.getNodeAttribute(id, "kind") : "";
      return this.name(id, text(step[`${end}_name`]) || id, kind);
    };
    const items = steps.map((step) => {
      const relation = this.names.relation(text(step.type));
      const arrow = html("span", { class: "quiet" }, step.forward ? "→ " : "← ", relation);
      const said = html("div", {});
      return {
        step,
        said,
        item: html("li", {}, name(step, "start"), " ", arrow, " ", name(step, "end"), said),
      };
    });
    this.element.replaceChildren(
      html("h2", {}, translate("path")),
      html("ol", { class: "path" }, ...items.map(({ item }) => item)),
      button(translate("path_done"), this.actions.close),
    );
    for (const { step, said } of items) {
      await this.fill(said, async () => [await renderClaims(texts(step.claims), translate)]);
    }
  }

  private name(id: string, label: string, kind: string): Node {
    const href = this.nodeUrl(id, kind);
    return href ? html("a", { href }, label) : html("span", {}, label);
  }

  /** Put in what the server answers, unless something else has been chosen by then. */
  private async fill(box: HTMLElement, ask: () => Promise<Node[]>): Promise<void> {
    try {
      const parts = await ask();
      if (box.isConnected) box.replaceChildren(...parts);
    } catch (error) {
      const detail = (error as Error).message;
      box.replaceChildren(html("p", { class: "bad" }, this.translate("failed", { detail })));
    }
  }
}
