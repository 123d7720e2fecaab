// One answer, four views: table, graph, JSON, plan.
import type { Row } from "../common/api";
import { button, html, note, scrollingTable } from "../common/dom";
import { downloadText, formatCsv } from "../common/download";
import type { Kind, Translate } from "../common/page";
import { type NodeUrl, renderValue } from "./values";

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

const VIEWS = ["table", "graph", "json", "plan"] as const;
type ViewName = (typeof VIEWS)[number];
const MAX_ROWS = 500; // more is a download

export class Views {
  private readonly tabs: HTMLElement;
  private readonly panel = html("div", {
    role: "tabpanel",
    class: "view",
    id: "console-view",
    tabindex: "0",
  });
  private result: Result | null = null;
  private open: ViewName = "table";

  /** @param loadPlan Gives the plan of the statement, or what is to be shown in its place. */
  constructor(
    box: HTMLElement,
    private readonly translate: Translate,
    private readonly nodeUrl: NodeUrl,
    private readonly kinds: Kind[],
    private readonly loadPlan: () => Promise<PlanStep | Node>,
  ) {
    const tabs = VIEWS.map((name) => this.tab(name));
    this.tabs = html(
      "div",
      { role: "tablist", class: "tabs", "aria-label": translate("views") },
      ...tabs,
    );
    box.replaceChildren(this.tabs, this.panel);
    this.markTabs();
  }

  show(result: Result): void {
    this.result = result;
    this.openView(this.open === "plan" ? "table" : this.open);
  }

  openView(name: ViewName): void {
    this.open = name;
    this.markTabs();
    if (name === "table") this.showTable();
    else if (name === "graph") void this.showGraph();
    else if (name === "json") this.showJson();
    else void this.showPlan();
  }

  private tab(name: ViewName): HTMLElement {
    const attributes = { role: "tab", id: `tab-${name}`, "aria-controls": this.panel.id };
    const open = (): void => this.openView(name);
    const tab = button(this.translate(`view_${name}`), open, attributes);
    tab.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      const next = step && VIEWS.at((VIEWS.indexOf(name) + step) % VIEWS.length);
      if (!next) return;
      this.openView(next);
      this.tabs.querySelector<HTMLElement>(`#tab-${next}`)?.focus();
    });
    return tab;
  }

  private markTabs(): void {
    for (const tab of this.tabs.querySelectorAll<HTMLElement>("[role=tab]")) {
      const isOpen = tab.id === `tab-${this.open}`;
      tab.setAttribute("aria-selected", String(isOpen));
      tab.tabIndex = isOpen ? 0 : -1;
      if (isOpen) this.panel.setAttribute("aria-labelledby", tab.id);
    }
  }

  private showTable(): void {
    const { result, translate } = this;
    if (!result) {
      this.panel.replaceChildren(note(translate("not_run")));
      return;
    }
    const { columns, data } = result;
    const rows = data.slice(0, MAX_ROWS).map((row) => {
      const cells = columns.map((name) => html("td", {}, renderValue(row[name], this.nodeUrl)));
      return html("tr", {}, ...cells);
    });
    // The rows that were answered: the statement run anew may answer others.
    const save = button("CSV", () =>
      downloadText("answer.csv", "text/csv", formatCsv(columns, data)),
    );
    this.panel.replaceChildren(
      scrollingTable(translate("view_table"), columns, rows),
      note(translate("of", { shown: rows.length, total: data.length }), " ", save),
    );
  }

  private showJson(): void {
    const json = JSON.stringify(this.result?.data ?? [], null, 2);
    this.panel.replaceChildren(html("pre", { class: "json" }, json));
  }

  private async showGraph(): Promise<void> {
    this.panel.replaceChildren(note(this.translate("asking")));
    const { showGraph } = await import("./graph");
    showGraph(this.panel, this.result?.data ?? [], this.kinds, this.translate);
  }

  private async showPlan(): Promise<void> {
    this.panel.replaceChildren(note(this.translate("asking")));
    try {
      const plan = await this.loadPlan();
      const steps = plan instanceof Node ? plan : html("ul", { class: "plan" }, renderStep(plan));
      this.panel.replaceChildren(steps);
    } catch (error) {
      this.panel.replaceChildren(html("p", { class: "bad" }, (error as Error).message));
    }
  }
}

function renderStep({ operator, details, estimated_rows, children }: PlanStep): HTMLElement {
  const rows = Math.round(estimated_rows ?? 0).toLocaleString();
  return html(
    "li",
    {},
    html("strong", {}, operator),
    typeof estimated_rows === "number" && html("span", { class: "quiet" }, ` ~${rows}`),
    details && html("div", {}, html("code", {}, details)),
    children?.length && html("ul", {}, ...children.map(renderStep)),
  );
}
