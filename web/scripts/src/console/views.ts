// One answer, four views: table, graph, JSON, plan. The graph's library is loaded when it is looked at.
import type { Row } from "../common/api";
import { dark, html } from "../common/dom";
import { csv, saveText } from "../common/download";
import type { Kind, Say } from "../common/page";
import { graphOf, type Href, shown } from "./values";

export interface Result {
  data: Row[];
  columns: string[];
  truncated: boolean;
  elapsed: number;
}

export interface PlanStep {
  operator: string;
  details?: string;
  estimated_rows?: number;
  children?: PlanStep[];
}

const MOST = 500; // rows in the table: more is a download

export class Views {
  private readonly tabs = html("div", { role: "tablist", class: "tabs" });
  private readonly panel = html("div", {
    role: "tabpanel",
    class: "view",
    id: "console-view",
    tabindex: "0",
  });
  private readonly names = ["table", "graph", "json", "plan"] as const;
  private result: Result | null = null;
  private open = "table";

  constructor(
    box: HTMLElement,
    private readonly say: Say,
    private readonly href: Href,
    private readonly legend: Kind[],
    private readonly plan: () => Promise<PlanStep | Node>,
  ) {
    this.tabs.setAttribute("aria-label", say("views"));
    for (const name of this.names) {
      const tab = html(
        "button",
        { type: "button", role: "tab", id: `tab-${name}`, "aria-controls": "console-view" },
        say(`view_${name}`),
      );
      tab.addEventListener("click", () => this.choose(name));
      tab.addEventListener("keydown", (event) => {
        const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
        if (!step) return;
        const next = this.names[
          (this.names.indexOf(name) + step + this.names.length) % this.names.length
        ] as string;
        this.choose(next);
        this.tabs.querySelector<HTMLElement>(`#tab-${next}`)?.focus();
      });
      this.tabs.append(tab);
    }
    box.replaceChildren(this.tabs, this.panel);
    this.mark();
  }

  show(result: Result): void {
    this.result = result;
    this.choose(this.open === "plan" ? "table" : this.open);
  }

  choose(name: string): void {
    this.open = name;
    this.mark();
    const view = {
      table: () => this.table(),
      graph: () => this.graph(),
      json: () => this.json(),
      plan: () => this.planned(),
    }[name];
    void view?.();
  }

  private mark(): void {
    for (const tab of this.tabs.querySelectorAll<HTMLElement>("[role=tab]")) {
      const chosen = tab.id === `tab-${this.open}`;
      tab.setAttribute("aria-selected", String(chosen));
      tab.tabIndex = chosen ? 0 : -1;
      if (chosen) this.panel.setAttribute("aria-labelledby", tab.id);
    }
  }

  private table(): void {
    const { result } = this;
    if (!result)
      return this.panel.replaceChildren(html("p", { class: "quiet" }, this.say("not_run")));
    const save = html("button", { type: "button" }, "CSV");
    save.addEventListener("click", () =>
      saveText("answer.csv", "text/csv", csv(result.columns, result.data)),
    );
    const rows = result.data
      .slice(0, MOST)
      .map((row) =>
        html(
          "tr",
          {},
          ...result.columns.map((name) => html("td", {}, shown(row[name], this.href))),
        ),
      );
    this.panel.replaceChildren(
      html(
        "div",
        { class: "scroll", tabindex: "0", role: "region", "aria-label": this.say("view_table") },
        html(
          "table",
          {},
          html(
            "thead",
            {},
            html("tr", {}, ...result.columns.map((name) => html("th", { scope: "col" }, name))),
          ),
          html("tbody", {}, ...rows),
        ),
      ),
      html(
        "p",
        { class: "quiet" },
        this.say("of", { shown: rows.length, total: result.data.length }),
        " ",
        save,
      ),
    );
  }

  private json(): void {
    this.panel.replaceChildren(
      html("pre", { class: "json" }, JSON.stringify(this.result?.data ?? [], null, 2)),
    );
  }

  private async graph(): Promise<void> {
    const stage = html("div", {
      class: "network-stage",
      role: "img",
      "aria-label": this.say("view_graph"),
    });
    this.panel.replaceChildren(html("p", { class: "quiet" }, this.say("asking")));
    const [{ View, ink }, { Layout }, { addRows, sized }] = await Promise.all([
      import("../network/view"),
      import("../network/layout"),
      import("../network/graph"),
    ]);
    const graph = graphOf(this.result?.data ?? []);
    if (!graph.order)
      addRows(
        graph,
        (this.result?.data ?? []).filter((row) => row.start && row.end),
      );
    if (!graph.order)
      return this.panel.replaceChildren(html("p", { class: "quiet" }, this.say("no_graph")));
    const pens = ink();
    const colours = new Map(
      this.legend.map((kind) => [kind.kind, dark() ? kind.dark : kind.light]),
    );
    sized(graph);
    graph.updateEachNodeAttributes((_, node) => ({
      ...node,
      color: colours.get(node.kind) ?? "#888888",
    }));
    graph.updateEachEdgeAttributes((_, edge) => ({ ...edge, color: pens.line }));
    this.panel.replaceChildren(
      stage,
      html("p", { class: "quiet" }, this.say("drawn", { things: graph.order, edges: graph.size })),
    );
    const look = { chosen: null as string | null, path: new Set<string>() };
    const choose = (id: string | null): void => {
      look.chosen = id;
      view.refresh();
    };
    const view = new View(
      stage,
      graph,
      look,
      (name) => name,
      choose,
      () => undefined,
      () => choose(null),
    );
    new Layout(() => {
      view.refresh();
      stage.dataset.layout = "done";
    }).start(graph);
  }

  private async planned(): Promise<void> {
    this.panel.replaceChildren(html("p", { class: "quiet" }, this.say("asking")));
    try {
      const found = await this.plan();
      this.panel.replaceChildren(
        found instanceof Node ? found : html("ul", { class: "plan" }, step(found)),
      );
    } catch (error) {
      this.panel.replaceChildren(html("p", { class: "bad" }, (error as Error).message));
    }
  }
}

function step(of: PlanStep): HTMLElement {
  const rows = of.estimated_rows;
  return html(
    "li",
    {},
    html("strong", {}, of.operator),
    rows === undefined || rows === null
      ? ""
      : html("span", { class: "quiet" }, ` ~${Math.round(rows).toLocaleString()}`),
    of.details ? html("div", {}, html("code", {}, of.details)) : "",
    of.children?.length ? html("ul", {}, ...of.children.map(step)) : "",
  );
}
