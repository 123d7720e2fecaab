// The network as it is loaded: by a query or around a thing, and grown from there.
import { type Answer, fetchAnswer, type Row } from "../common/api";
import { addRows, createNetwork, type Network } from "./graph";

const IDS_A_REQUEST = 500;

/** A request that the network is made of; it is sent again when the date changes. */
interface NetworkRequest {
  path: string;
  parameters: Record<string, string | number>;
  near?: string; // where new nodes start
}

export class NetworkData {
  network: Network = createNetwork();
  private readonly requests: NetworkRequest[] = [];
  readonly grown: string[] = []; // things whose next edges were asked for, in order
  readonly hidden = new Set<string>();
  private readonly fetched = new Map<string, number>(); // edges of a thing that were requested

  /** @param limit How many edges of a thing one request is for. */
  constructor(private readonly limit: number) {}

  get isEmpty(): boolean {
    return !this.requests.length;
  }

  startWithQuery(name: string, parameters: Record<string, string>): void {
    this.requests.push({ path: `/v1/queries/${name}`, parameters });
  }

  startAround(id: string): void {
    const parameters = { id, limit: this.limit };
    this.requests.push({ path: "/v1/queries/neighborhood", parameters });
    this.fetched.set(id, this.limit);
  }

  /**
   * Load everything anew, through the lens that the page now has.
   *
   * @returns Whether rows were left out; on failure the network stays as it was.
   */
  async load(): Promise<boolean> {
    const fresh = createNetwork();
    let truncated = false;
    for (const { path, parameters, near } of this.requests) {
      const answer = await fetchAnswer(path, parameters);
      addRows(fresh, answer.data, near);
      truncated ||= answer.truncated || answer.next !== null;
    }
    for (const id of this.hidden) if (fresh.hasNode(id)) fresh.dropNode(id);
    this.network = fresh;
    await this.loadTotals();
    return truncated;
  }

  /** Add the next edges of a thing; returns how many nodes and edges were new. */
  async expand(id: string): Promise<number> {
    const skip = this.fetched.get(id) ?? 0;
    const request = {
      path: "/v1/queries/neighborhood",
      parameters: { id, limit: this.limit, skip },
      near: id,
    };
    const answer = await fetchAnswer(request.path, request.parameters);
    this.fetched.set(id, skip + this.limit);
    this.requests.push(request);
    this.grown.push(id);
    const added = addRows(this.network, answer.data, id);
    await this.loadTotals();
    return added;
  }

  /** Add a shortest path between two things; returns its steps, of which there may be none. */
  async addPath(start: string, end: string): Promise<Row[]> {
    const { data } = await fetchAnswer("/v1/paths", { start, end });
    if (data.length) {
      addRows(this.network, data, start);
      await this.loadKinds(data);
      await this.loadTotals();
    }
    return data;
  }

  /** The nodes and edges of a path that was added. */
  findPathParts(steps: Row[]): Set<string> {
    const { network } = this;
    const parts = new Set<string>();
    for (const step of steps) {
      const [start, end] = [String(step.start), String(step.end)];
      const edge = network
        .edges(start, end)
        .find((key) => network.getEdgeAttribute(key, "relation") === step.type);
      for (const part of edge ? [start, end, edge] : [start, end]) parts.add(part);
    }
    return parts;
  }

  hide(id: string): void {
    this.hidden.add(id);
    if (this.network.hasNode(id)) this.network.dropNode(id);
  }

  /** How many edges each thing has in the graph, so that what is not drawn is known. */
  private async loadTotals(): Promise<void> {
    const unknown = this.network.filterNodes((_, node) => node.total === null);
    for (let first = 0; first < unknown.length; first += IDS_A_REQUEST) {
      const ids = unknown.slice(first, first + IDS_A_REQUEST);
      const parameters = { ids: ids.join(","), limit: 1000 };
      const answer = await fetchAnswer("/v1/queries/connections", parameters).catch(() => null);
      if (answer) this.setTotals(ids, answer);
    }
  }

  private setTotals(ids: string[], answer: Answer): void {
    const totals = new Map(ids.map((id) => [id, 0]));
    for (const { id, count } of answer.data) {
      totals.set(String(id), (totals.get(String(id)) ?? 0) + Number(count));
    }
    for (const [id, total] of totals) this.network.setNodeAttribute(id, "total", total);
  }

  /** Steps of a path have no kinds: load those of things that are new here. */
  private async loadKinds(steps: Row[]): Promise<void> {
    for (const id of new Set(steps.flatMap(({ start, end }) => [String(start), String(end)]))) {
      if (this.network.getNodeAttribute(id, "kind")) continue;
      const answer = await fetchAnswer("/v1/queries/thing", { id });
      this.network.setNodeAttribute(id, "kind", String(answer.data[0]?.kind ?? ""));
    }
  }
}
