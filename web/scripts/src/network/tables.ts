// The same things and edges as tables, for keyboards and screen readers.
import { button, html, note, scrollingTable } from "../common/dom";
import type { Translate } from "../common/page";
import type { Network } from "./graph";
import type { Names } from "./names";

const MAX_ROWS = 300; // more is a download, not a table to read

export interface TableActions {
  selectNode: (id: string) => void;
  expand: (id: string) => void;
  openEdge: (key: string) => void;
}

export class Tables {
  constructor(
    private readonly box: HTMLElement,
    private readonly translate: Translate,
    private readonly names: Names,
    private readonly nodeUrl: (id: string, kind: string) => string | null,
    private readonly actions: TableActions,
  ) {}

  show(network: Network): void {
    const open = [...this.box.querySelectorAll("details[open]")].map((box) => box.id);
    this.box.replaceChildren(this.things(network), this.edges(network));
    for (const id of open) this.box.querySelector(`#${id}`)?.setAttribute("open", "");
  }

  private things(network: Network): HTMLElement {
    const { translate } = this;
    const sizeBy = String(network.getAttribute("sizeBy"));
    const measured = (id: string): number => network.getNodeAttribute(id, "value");
    const byValue = (a: string, b: string): number => measured(b) - measured(a) || (a < b ? -1 : 1);
    const ids = network.nodes().sort(byValue).slice(0, MAX_ROWS);
    const rows = ids.map((id) => {
      const { label, kind, total, value } = network.getNodeAttributes(id);
      const shown = network.degree(id);
      const act = (key: string, action: (id: string) => void): HTMLElement =>
        button(translate(key), () => action(id), { "aria-label": `${translate(key)}: ${label}` });
      return html(
        "tr",
        { "data-id": id },
        html("th", { scope: "row" }, this.name(id, label, kind)),
        html("td", {}, this.names.kind(kind)),
        html("td", { class: "number" }, total === null ? shown : translate("of", { shown, total })),
        sizeBy !== "degree" && html("td", { class: "number" }, value.toPrecision(3)),
        html(
          "td",
          { class: "buttons" },
          act("choose_it", this.actions.selectNode),
          total !== null && shown < total && act("expand", this.actions.expand),
        ),
      );
    });
    const caption = translate("things", { count: network.order });
    const measure = sizeBy === "degree" ? [] : [`size_${sizeBy}`];
    const columns = ["column_thing", "column_kind", "column_edges_shown", ...measure, "column_do"];
    return this.table("network-things", caption, columns, rows, network.order);
  }

  private edges(network: Network): HTMLElement {
    const { translate } = this;
    const rows = network
      .edges()
      .slice(0, MAX_ROWS)
      .map((key) => {
        const { relation, role, status, disputed, claims } = network.getEdgeAttributes(key);
        const [source, target] = network.extremities(key);
        const [from, to] = [network.getNodeAttributes(source), network.getNodeAttributes(target)];
        const count = translate("claims", { count: claims.length });
        const label = `${count}: ${from.label}, ${to.label}`;
        const open = button(count, () => this.actions.openEdge(key), { "aria-label": label });
        const mark = html("strong", { class: "disputed" }, ` ${translate("disputed")}`);
        return html(
          "tr",
          {},
          html("td", {}, this.name(source, from.label, from.kind)),
          html("td", {}, this.names.edge(relation, role)),
          html("td", {}, this.name(target, to.label, to.kind)),
          html("td", {}, this.names.status(status), disputed && mark),
          html("td", {}, open),
        );
      });
    const caption = translate("edges", { count: network.size });
    const columns = ["from", "relation", "to", "status", "who_says"].map((one) => `column_${one}`);
    return this.table("network-edges", caption, columns, rows, network.size);
  }

  private name(id: string, label: string, kind: string): Node {
    const href = this.nodeUrl(id, kind);
    return href ? html("a", { href }, label) : html("span", {}, label);
  }

  private table(
    id: string,
    caption: string,
    columns: string[],
    rows: HTMLElement[],
    total: number,
  ): HTMLElement {
    const names = columns.map((name) => this.translate(name));
    const shown = rows.length;
    return html(
      "details",
      { id, class: "twin" },
      html("summary", {}, caption),
      scrollingTable(caption, names, rows),
      total > shown && note(this.translate("of", { shown, total })),
    );
  }
}
