// The network page: things and edges around one thing or of one query, grown by hand.
import { type Row, setUrlParameters } from "../common/api";
import { renderClaims } from "../common/claims";
import { type Announce, addStatusLine, button, html, note, requireElement } from "../common/dom";
import { downloadBlob, downloadText } from "../common/download";
import {
  type Kind,
  kindColor,
  readPageData,
  relationNames,
  type Translate,
  thingUrl,
  translator,
} from "../common/page";
import { NetworkData } from "../network/data";
import { rasterize, writeCsv, writeGexf, writeGraphml, writeSvg } from "../network/export";
import {
  createNetwork,
  type Network,
  projectOneMode,
  selectTwoMode,
  setNodeSizes,
} from "../network/graph";
import { Layout } from "../network/layout";
import { Tables } from "../network/tables";
import { type Mode, renderLegend, Toolbar, type ToolbarActions } from "../network/toolbar";
import { readColors, type Selection, View } from "../network/view";

interface PageData {
  words: Record<string, string>;
  legend: Kind[];
  relations: Record<string, string>;
  start: string;
  query: string;
  parameters: Record<string, string>;
  limit: number;
  years: [number, number] | null;
}

class NetworkPage {
  private readonly root = requireElement<HTMLElement>("#network");
  private readonly side: HTMLElement;
  private readonly translate: Translate;
  private readonly relationName: (relation: string) => string;
  private readonly legend: Map<string, Kind>;
  private readonly announce: Announce;
  private readonly toolbar: Toolbar;
  private readonly tables: Tables;
  private readonly view: View;
  private readonly layout: Layout;

  private readonly data: NetworkData;
  private drawn = createNetwork(); // of the data what the mode selects, with its own places
  private readonly selection: Selection = { node: null, path: new Set() };
  private pathStart: string | null = null; // set while the end of a path is to be chosen

  constructor(private readonly page: PageData) {
    const translate = translator(page.words);
    this.translate = translate;
    this.relationName = relationNames(page.relations);
    this.legend = new Map(page.legend.map((kind) => [kind.kind, kind]));
    this.data = new NetworkData(page.limit);
    this.toolbar = new Toolbar(translate, this.toolbarActions(), page.years);
    const label = translate("drawing");
    const stage = html("div", { class: "network-stage", role: "img", "aria-label": label });
    this.side = html("section", { class: "network-side", "aria-label": translate("chosen") });
    this.root.append(
      this.toolbar.element,
      html("div", { class: "network-body" }, stage, this.side),
      renderLegend(page.legend, translate),
    );
    this.announce = addStatusLine(this.root);
    const actions = {
      selectNode: (id: string | null): void => this.selectNode(id),
      expand: (id: string): void => this.attempt(() => this.expand(id)),
      openEdge: (key: string): void => this.attempt(() => this.showEdge(key)),
    };
    this.tables = new Tables(
      requireElement("#network-tables"),
      translate,
      this.relationName,
      (id, kind) => this.nodeUrl(id, kind),
      actions,
    );
    this.view = new View(stage, this.drawn, this.selection, this.relationName, actions);
    this.layout = new Layout(() => {
      this.root.dataset.layout = "done";
      this.view.refresh();
    });
  }

  start(): void {
    const { query, parameters, start } = this.page;
    if (query) this.data.startWithQuery(query, parameters);
    else if (start) this.data.startAround(start);
    this.selection.node = start || null;
    if (this.data.isEmpty) this.announce(this.translate("empty"));
    else this.attempt(() => this.load());
  }

  /** Do what asks the server; a failure is shown as a message. */
  private attempt(action: () => Promise<void>): void {
    action().catch((error: Error) => {
      this.announce(this.translate("failed", { detail: error.message }), true);
    });
  }

  private async load(): Promise<void> {
    const truncated = await this.data.load();
    const { network } = this.data;
    const { node } = this.selection;
    if (node && !network.hasNode(node)) this.selection.node = null;
    this.selection.path.clear();
    this.draw();
    const message = network.order ? this.countDrawn() : this.translate("nothing");
    this.announce(network.order && truncated ? `${message} ${this.translate("cut")}` : message);
  }

  private async expand(id: string): Promise<void> {
    this.announce(this.translate("asking"));
    const added = await this.data.expand(id);
    this.draw({ moving: added > 0 });
    this.selectNode(id);
    const { network } = this.data;
    const shown = network.degree(id);
    const total = network.getNodeAttribute(id, "total") ?? shown;
    this.announce(this.translate("of", { shown, total }));
  }

  private async showPath(start: string, end: string): Promise<void> {
    this.announce(this.translate("asking"));
    const steps = await this.data.addPath(start, end);
    if (!steps.length) {
      this.announce(this.translate("no_path"), true);
      return;
    }
    this.toolbar.mode = "all";
    this.draw();
    this.selection.path = this.data.findPathParts(steps);
    this.selection.node = null;
    this.view.refresh();
    this.renderPath(steps);
    this.announce(this.translate("path_found", { steps: steps.length }));
  }

  /** Draw what the mode selects; nodes that were drawn stay where they were. */
  private draw({ moving = true } = {}): void {
    const { network } = this.data;
    this.layout.stop();
    this.drawn.forEachNode((id, { x, y }) => {
      if (network.hasNode(id)) network.mergeNodeAttributes(id, { x, y });
    });
    this.drawn = selectMode(network, this.toolbar.mode);
    setNodeSizes(this.drawn);
    const { line, warning } = readColors();
    this.drawn.updateEachNodeAttributes((_, node) => ({
      ...node,
      color: kindColor(this.legend.get(node.kind)),
    }));
    this.drawn.updateEachEdgeAttributes((_, edge) => ({
      ...edge,
      color: edge.disputed ? warning : line,
    }));
    this.view.show(this.drawn);
    this.tables.show(this.drawn);
    if (moving) {
      this.root.dataset.layout = "running";
      this.layout.start(this.drawn);
    }
    this.renderSelection();
  }

  private selectNode(id: string | null): void {
    const start = this.pathStart;
    if (id && start && id !== start) {
      this.pathStart = null;
      this.attempt(() => this.showPath(start, id));
      return;
    }
    this.selection.node = id;
    this.selection.path.clear();
    this.view.refresh();
    this.renderSelection();
  }

  private countDrawn(): string {
    return this.translate("drawn", { things: this.drawn.order, edges: this.drawn.size });
  }

  private nodeUrl(id: string, kind: string): string | null {
    const folder = this.legend.get(kind)?.folder;
    return folder ? thingUrl(folder, id) : null;
  }

  private toolbarActions(): ToolbarActions {
    const save = (suffix: string, type: string, write: (network: Network) => string): void =>
      downloadText(`network.${suffix}`, type, write(this.drawn));
    const drawing = (): string => {
      const { text, background } = readColors();
      return writeSvg(this.drawn, text, background);
    };
    return {
      changeMode: () => {
        this.selection.path.clear();
        this.draw();
        this.announce(this.drawn.order ? this.countDrawn() : this.translate("mode_empty"));
      },
      setYear: (year) => {
        setUrlParameters({ as_of: year });
        this.attempt(() => this.load());
      },
      zoom: (factor) => this.view.zoom(factor),
      fit: () => this.view.fit(),
      downloads: {
        SVG: () => save("svg", "image/svg+xml", drawing),
        PNG: () =>
          this.attempt(async () => downloadBlob("network.png", await rasterize(drawing()))),
        GraphML: () => save("graphml", "application/xml", writeGraphml),
        GEXF: () => save("gexf", "application/xml", writeGexf),
        CSV: () => save("csv", "text/csv", writeCsv),
      },
    };
  }

  // Beside the drawing: what is selected

  private renderSelection(): void {
    const { drawn, translate } = this;
    const id = this.selection.node;
    if (!id || !drawn.hasNode(id)) {
      this.side.replaceChildren(note(translate("choose")));
      return;
    }
    const { kind, label, total } = drawn.getNodeAttributes(id);
    const shown = drawn.degree(id);
    const href = this.nodeUrl(id, kind);
    const expandable = total !== null && shown < total && this.toolbar.mode === "all";
    const expand = (): void => this.attempt(() => this.expand(id));
    this.side.replaceChildren(
      html("h2", {}, href ? html("a", { href }, label) : label),
      note(
        this.legend.get(kind)?.name ?? kind,
        " · ",
        translate("of", { shown, total: total ?? shown }),
      ),
      html(
        "div",
        { class: "buttons" },
        expandable && button(translate("expand"), expand, { "data-act": "expand" }),
        button(translate("path_from"), () => this.startPath(id, label), { "data-act": "path" }),
        button(translate("hide"), () => this.hide(id)),
      ),
    );
  }

  private startPath(id: string, name: string): void {
    this.pathStart = id;
    this.announce(this.translate("path_to", { name }));
  }

  private hide(id: string): void {
    this.data.hide(id);
    this.selectNode(null);
    this.draw({ moving: false });
  }

  /** The claims behind all edges between the two ends of one. */
  private async showEdge(key: string): Promise<void> {
    const { drawn, translate } = this;
    const [source, target] = drawn.extremities(key);
    const names = [source, target].map((id) => drawn.getNodeAttribute(id, "label"));
    const parts: Node[] = [html("h2", {}, names.join(" – "))];
    this.side.replaceChildren(html("p", {}, translate("asking")));
    try {
      for (const edge of drawn.edges(source, target)) {
        const { relation, role, claims, weight } = drawn.getEdgeAttributes(edge);
        const title = [
          this.relationName(relation),
          role && ` (${role})`,
          weight > 1 && ` ×${weight}`,
        ];
        parts.push(html("h3", {}, ...title), await renderClaims(claims, translate));
      }
      this.side.replaceChildren(...parts);
    } catch (error) {
      const message = translate("failed", { detail: (error as Error).message });
      this.side.replaceChildren(html("p", { class: "bad" }, message));
    }
  }

  private renderPath(steps: Row[]): void {
    const { translate } = this;
    const items = steps.map(({ start_name, forward, type, end_name }) => {
      const relation = this.relationName(String(type));
      const arrow = html("span", { class: "quiet" }, forward ? "→ " : "← ", relation);
      return html("li", {}, `${start_name} `, arrow, ` ${end_name}`);
    });
    this.side.replaceChildren(
      html("h2", {}, translate("path")),
      html("ol", { class: "path" }, ...items),
      button(translate("path_done"), () => this.selectNode(null)),
    );
  }
}

function selectMode(network: Network, mode: Mode): Network {
  if (mode === "all") return network.copy() as Network;
  if (mode === "two") return selectTwoMode(network);
  return projectOneMode(network, mode === "people" ? "Person" : "Event");
}

new NetworkPage(readPageData<PageData>()).start();
