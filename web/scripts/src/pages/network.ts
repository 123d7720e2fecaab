// The network page: things and edges around one thing or of one query, grown by hand.
import { setUrlParameters } from "../common/api";
import { type Announce, addStatusLine, html, requireElement } from "../common/dom";
import { kindColor, readPageData, type Translate, thingUrl, translator } from "../common/page";
import { NetworkData } from "../network/data";
import { writeSvg } from "../network/export";
import { createNetwork, type Network, projectOneMode, selectTwoMode } from "../network/graph";
import { Layout } from "../network/layout";
import { Legend, leaveOut } from "../network/legend";
import { type Measured, measure } from "../network/measures";
import { Names, type NameTables } from "../network/names";
import { Side } from "../network/side";
import { readState, writeState } from "../network/state";
import { Tables } from "../network/tables";
import { type Mode, Toolbar, type ToolbarActions } from "../network/toolbar";
import { readColors, type Selection, View } from "../network/view";

interface PageData extends NameTables {
  words: Record<string, string>;
  start: string;
  query: string;
  parameters: Record<string, string>;
  limit: number;
  years: [number, number] | null;
  gephi_lite: string | null; // the address that opens the same edges there, where it may read them
}

class NetworkPage {
  private readonly root = requireElement<HTMLElement>("#network");
  private readonly printed = html("div", { class: "printed-drawing", "aria-hidden": "true" });
  private readonly translate: Translate;
  private readonly names: Names;
  private readonly announce: Announce;
  private readonly toolbar: Toolbar;
  private readonly legend: Legend;
  private readonly side: Side;
  private readonly tables: Tables;
  private readonly view: View;
  private readonly layout: Layout;

  private readonly data: NetworkData;
  private drawn = createNetwork(); // of the data what mode and legend select, with its own places
  private measured: Measured = { low: 0, high: 0, groups: [], modularity: 0 };
  private readonly selection: Selection = { node: null, path: new Set(), edge: null };
  private pathStart: string | null = null; // set while the end of a path is to be chosen
  private path: string[] = []; // the two ends of the one that is drawn
  private readonly without: Set<string>;

  constructor(private readonly page: PageData) {
    const translate = translator(page.words);
    const state = readState();
    this.translate = translate;
    this.names = new Names(page, document.documentElement.lang);
    this.data = new NetworkData(page.limit);
    this.without = new Set(state.without);
    this.toolbar = new Toolbar(translate, this.toolbarActions(), page.years, this.links());
    this.toolbar.mode = state.mode;
    this.toolbar.sizeBy = state.sizeBy;
    this.toolbar.colorBy = state.colorBy;
    const nodeUrl = (id: string, kind: string): string | null => this.nodeUrl(id, kind);
    this.side = new Side(translate, this.names, nodeUrl, {
      expand: (id) => this.attempt(() => this.expand(id)),
      startPath: (id, name) => this.startPath(id, name),
      hide: (id) => this.hide(id),
      close: () => this.selectNode(null),
    });
    this.legend = new Legend(
      this.names,
      translate,
      (group) => this.groupColor(group),
      (part) => this.toggle(part),
    );
    const label = translate("drawing");
    const stage = html("div", { class: "network-stage", role: "img", "aria-label": label });
    this.root.replaceChildren(
      this.toolbar.element,
      html("div", { class: "network-body" }, stage, this.side.element),
      this.legend.element,
      this.printed,
    );
    // The tables above it have what is drawn; this one, with its marks, what was so at first.
    requireElement<HTMLDetailsElement>("#network-first").open = false;
    this.announce = addStatusLine(this.root);
    this.announce(translate("asking"));
    const actions = {
      selectNode: (id: string | null): void => this.selectNode(id),
      expand: (id: string): void => this.attempt(() => this.expand(id)),
      openEdge: (key: string): void => this.attempt(() => this.showEdge(key)),
    };
    this.tables = new Tables(
      requireElement("#network-tables"),
      translate,
      this.names,
      nodeUrl,
      actions,
    );
    this.view = new View(stage, this.drawn, this.selection, this.names.relation, actions);
    this.layout = new Layout(() => {
      this.root.dataset.layout = "done";
      this.view.refresh();
      this.fillPrinted();
    });
  }

  start(): void {
    const { query, parameters, start } = this.page;
    if (query) this.data.startWithQuery(query, parameters);
    else if (start) this.data.startAround(start);
    if (this.data.isEmpty) this.announce(this.translate("empty"));
    else this.attempt(() => this.restore());
  }

  /** Show what the page's address says. */
  private async restore(): Promise<void> {
    const { grown, hidden, chosen, path } = readState();
    for (const id of hidden) this.data.hidden.add(id);
    this.selection.node = chosen || this.page.start || null;
    const truncated = await this.data.load();
    for (const id of grown) await this.data.expand(id);
    this.show(truncated);
    const [start, end] = path;
    if (start && end) await this.showPath(start, end);
  }

  /** Do what asks the server; a failure is shown as a message. */
  private attempt(action: () => Promise<void>): void {
    action().catch((error: Error) => {
      this.announce(this.translate("failed", { detail: error.message }), true);
    });
  }

  private show(truncated: boolean): void {
    const { network } = this.data;
    const { node } = this.selection;
    if (node && !network.hasNode(node)) this.selection.node = null;
    this.clearPath();
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
    this.path = [start, end];
    this.view.refresh();
    this.keepInAddress();
    this.announce(this.translate("path_found", { steps: steps.length }));
    await this.side.showPath(this.drawn, steps);
  }

  private clearPath(): void {
    this.selection.path.clear();
    this.selection.edge = null;
    this.path = [];
  }

  /** Draw what mode and legend select; nodes that were drawn stay where they were. */
  private draw({ moving = true } = {}): void {
    const { network } = this.data;
    this.layout.stop();
    this.drawn.forEachNode((id, { x, y }) => {
      if (network.hasNode(id)) network.mergeNodeAttributes(id, { x, y });
    });
    // One mode is made of what is left: who is tied by what is left out is not tied.
    this.drawn = selectMode(leaveOut(network, this.without), this.toolbar.mode);
    this.look();
    this.view.show(this.drawn);
    if (moving) {
      this.root.dataset.layout = "running";
      this.layout.start(this.drawn);
    }
    this.renderSelection();
    this.keepInAddress();
  }

  /** Make what is drawn as large and as coloured as is chosen, and say so in legend and tables. */
  private look(): void {
    const { sizeBy, colorBy } = this.toolbar;
    this.measured = measure(this.drawn, sizeBy, colorBy);
    const { line, warning } = readColors();
    this.drawn.updateEachNodeAttributes((_, node) => ({
      ...node,
      color:
        colorBy === "kind"
          ? kindColor(this.names.kinds.get(node.kind))
          : this.groupColor(node.group),
    }));
    this.drawn.updateEachEdgeAttributes((_, edge) => ({
      ...edge,
      color: edge.disputed ? warning : line,
    }));
    this.tables.show(this.drawn);
    const { measured } = this;
    this.legend.show(this.data.network, this.drawn, this.without, { sizeBy, colorBy, measured });
  }

  /** A group's colour; small ones, and whom nothing ties, share a grey. */
  private groupColor(group: number): string {
    return kindColor(group ? this.page.legend[group - 1] : undefined);
  }

  /** Leave a part of the legend out, or take it in again. */
  private toggle(part: string): void {
    if (!this.without.delete(part)) this.without.add(part);
    this.clearPath();
    this.draw();
    this.announce(this.countDrawn());
  }

  private selectNode(id: string | null): void {
    const start = this.pathStart;
    if (id && start && id !== start) {
      this.pathStart = null;
      this.attempt(() => this.showPath(start, id));
      return;
    }
    this.selection.node = id;
    this.clearPath();
    this.view.refresh();
    this.renderSelection();
    this.keepInAddress();
    if (id && this.drawn.hasNode(id)) {
      const name = this.drawn.getNodeAttribute(id, "label");
      this.announce(this.translate("is_chosen", { name }));
    }
  }

  private keepInAddress(): void {
    const { node } = this.selection;
    writeState({
      mode: this.toolbar.mode,
      sizeBy: this.toolbar.sizeBy,
      colorBy: this.toolbar.colorBy,
      grown: this.data.grown,
      hidden: [...this.data.hidden],
      without: [...this.without],
      chosen: node === this.page.start ? "" : (node ?? ""),
      path: this.path,
    });
  }

  private countDrawn(): string {
    return this.translate("drawn", { things: this.drawn.order, edges: this.drawn.size });
  }

  private nodeUrl(id: string, kind: string): string | null {
    const folder = this.names.kinds.get(kind)?.folder;
    return folder ? thingUrl(folder, id) : null;
  }

  /** Where else the same can be looked at. */
  private links(): HTMLElement[] {
    const { gephi_lite: href } = this.page;
    const name = this.translate("gephi_lite");
    return href ? [html("a", { href, target: "_blank", rel: "noopener" }, name)] : [];
  }

  private toolbarActions(): ToolbarActions {
    return {
      changeMode: () => {
        this.clearPath();
        this.draw();
        this.announce(this.drawn.order ? this.countDrawn() : this.translate("mode_empty"));
      },
      changeLook: () => {
        this.look();
        this.view.refresh();
        this.fillPrinted();
        this.keepInAddress();
      },
      setYear: (year) => {
        setUrlParameters({ as_of: year });
        this.announce(this.translate("asking"));
        this.attempt(async () => this.show(await this.data.load()));
      },
      zoom: { zoom: (factor) => this.view.zoom(factor), fit: () => this.view.fit() },
      drawing: {
        name: "network",
        network: () => this.drawn,
        sheet: () => this.sheet(),
        attempt: (action) => this.attempt(action),
      },
    };
  }

  /** The drawing as SVG, with what one must know to cite it. */
  private sheet(): string {
    const { sizeBy, colorBy } = this.toolbar;
    const drawnKinds = new Set(this.drawn.mapNodes((_, { kind }) => kind));
    const kinds = this.page.legend.filter(({ kind }) => drawnKinds.has(kind));
    const groups = this.measured.groups.map((_, i) => ({
      name: this.translate("group", { number: i + 1 }),
      color: this.groupColor(i + 1),
    }));
    const looks = [
      `${this.translate("size")} ${this.translate(`size_${sizeBy}`)}`,
      `${this.translate("color")} ${this.translate(`color_${colorBy}`)}`,
    ];
    const asOf = new URLSearchParams(location.search).get("as_of");
    return writeSvg(this.drawn, readColors(), {
      title: document.querySelector("h1")?.textContent?.trim() ?? "",
      lines: [
        `${this.translate("year")} ${asOf ?? this.translate("any_time")} · ${this.countDrawn()} ${looks.join(" · ")}`,
        `Partycell, ${location.href}, ${new Date().toISOString().slice(0, 10)}`,
      ],
      colors:
        colorBy === "kind"
          ? kinds.map((kind) => ({ name: kind.name, color: kindColor(kind) }))
          : groups,
    });
  }

  /** What a canvas draws does not print: the same as SVG, seen on paper alone. */
  private fillPrinted(): void {
    const sheet = new DOMParser().parseFromString(this.sheet(), "image/svg+xml").documentElement;
    this.printed.replaceChildren(document.adoptNode(sheet));
  }

  // Beside the drawing: what is selected

  private renderSelection(): void {
    const id = this.selection.node;
    if (!id || !this.drawn.hasNode(id)) this.side.showNothing();
    else this.attempt(() => this.side.showThing(this.drawn, id, this.toolbar.mode === "all"));
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
    this.clearPath();
    this.selection.edge = key;
    this.view.refresh();
    const [one, other] = drawn.extremities(key).map((id) => drawn.getNodeAttribute(id, "label"));
    this.announce(translate("is_chosen", { name: `${one} – ${other}` }));
    await this.side.showEdges(drawn, key);
  }
}

function selectMode(network: Network, mode: Mode): Network {
  if (mode === "all") return network.copy() as Network;
  if (mode === "two") return selectTwoMode(network);
  return projectOneMode(network, mode === "people" ? "Person" : "Event");
}

new NetworkPage(readPageData<PageData>()).start();
