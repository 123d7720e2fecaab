// The drawing's twin: the same things and edges as tables, for keyboards and screen readers.
import { button, html } from "../common/dom";
import type { Say } from "../common/page";
import type { Network } from "./graph";

const MOST = 300; // rows: more is a download, not a table to read

export interface Acts {
  choose: (id: string) => void;
  expand: (id: string) => void;
  open: (key: string) => void;
}

export class Tables {
  constructor(
    private readonly box: HTMLElement,
    private readonly say: Say,
    private readonly named: (relation: string) => string,
    private readonly href: (id: string, kind: string) => string | null,
    private readonly acts: Acts,
  ) {}

  show(graph: Network): void {
    const open = new Set(
      [...this.box.querySelectorAll<HTMLDetailsElement>("details[open]")].map((box) => box.id),
    );
    this.box.replaceChildren(this.things(graph), this.edges(graph));
    for (const id of open)
      this.box.querySelector<HTMLDetailsElement>(`#${id}`)?.setAttribute("open", "");
  }

  private things(graph: Network): HTMLElement {
    const ids = graph.nodes().sort((a, b) => graph.degree(b) - graph.degree(a) || (a < b ? -1 : 1));
    const rows = ids.slice(0, MOST).map((id) => {
      const { label, kind, total } = graph.getNodeAttributes(id);
      const shown = graph.degree(id);
      return html(
        "tr",
        { "data-id": id },
        html("th", { scope: "row" }, this.name(id, label, kind)),
        html("td", {}, kind),
        html("td", { class: "number" }, total === null ? shown : this.say("of", { shown, total })),
        html(
          "td",
          { class: "buttons" },
          button(this.say("choose_it"), () => this.acts.choose(id), {
            "aria-label": `${this.say("choose_it")}: ${label}`,
          }),
          total !== null && shown < total
            ? button(this.say("expand"), () => this.acts.expand(id), {
                "aria-label": `${this.say("expand")}: ${label}`,
              })
            : null,
        ),
      );
    });
    return this.table(
      "network-things",
      this.say("things", { count: graph.order }),
      ["thing", "kind", "edges_shown", "do"],
      rows,
      graph.order,
    );
  }

  private edges(graph: Network): HTMLElement {
    const rows = graph
      .edges()
      .slice(0, MOST)
      .map((key) => {
        const { relation, role, status, disputed, claims } = graph.getEdgeAttributes(key);
        const [one, other] = graph.extremities(key);
        const [from, to] = [graph.getNodeAttributes(one), graph.getNodeAttributes(other)];
        return html(
          "tr",
          {},
          html("td", {}, this.name(one, from.label, from.kind)),
          html("td", {}, this.named(relation), role && ` (${role})`),
          html("td", {}, this.name(other, to.label, to.kind)),
          html(
            "td",
            {},
            status,
            disputed && html("strong", { class: "disputed" }, ` ${this.say("disputed")}`),
          ),
          html(
            "td",
            {},
            button(this.say("claims", { count: claims.length }), () => this.acts.open(key), {
              "aria-label": `${this.say("claims", { count: claims.length })}: ${from.label}, ${to.label}`,
            }),
          ),
        );
      });
    return this.table(
      "network-edges",
      this.say("edges", { count: graph.size }),
      ["from", "relation", "to", "status", "who_says"],
      rows,
      graph.size,
    );
  }

  private name(id: string, label: string, kind: string): Node {
    const target = this.href(id, kind);
    return target ? html("a", { href: target }, label) : html("span", {}, label);
  }

  private table(
    id: string,
    caption: string,
    columns: string[],
    rows: HTMLElement[],
    total: number,
  ): HTMLElement {
    const head = html(
      "tr",
      {},
      ...columns.map((name) => html("th", { scope: "col" }, this.say(`column_${name}`))),
    );
    return html(
      "details",
      { id, class: "twin" },
      html("summary", {}, caption),
      html(
        "div",
        { class: "scroll", tabindex: "0", role: "region", "aria-label": caption },
        html("table", {}, html("thead", {}, head), html("tbody", {}, ...rows)),
      ),
      total > rows.length
        ? html("p", { class: "quiet" }, this.say("of", { shown: rows.length, total }))
        : null,
    );
  }
}
