// Which units fail a check of the rules. The chart does not wait for it.
import { fetchAnswer } from "../common/api";
import type { Unit } from "./tree";

const MAX_CHAINS = 100; // failing units whose chain of command is loaded

export class FailedChecks {
  private readonly checks = new Map<string, string[]>(); // by the unit's id
  private readonly below = new Map<string, Set<string>>(); // of a unit, those below it that fail

  /** @param names The checks' names in the page's language. */
  constructor(private readonly names: Record<string, string>) {}

  /** The names of the checks that a unit fails. */
  of(unit: Unit): string[] {
    return (this.checks.get(unit.id) ?? []).map((check) => this.names[check] ?? check);
  }

  /**
   * How many units under a closed one fail, so that nobody has to open all to find them; none
   * under an open one, where they are marked themselves.
   */
  countBelow(unit: Unit): number {
    return unit.open ? 0 : (this.below.get(unit.id)?.size ?? 0);
  }

  async load(onChange: () => void): Promise<void> {
    const parameters = { finding: "violation", limit: 1000 };
    const answer = await fetchAnswer("/v1/checks", parameters).catch(() => null);
    for (const row of answer?.data ?? []) {
      const unit = String(row.unit);
      this.checks.set(unit, [...(this.checks.get(unit) ?? []), String(row.check)]);
    }
    if (this.checks.size) onChange();
    for (const unit of [...this.checks.keys()].slice(0, MAX_CHAINS)) await this.loadChain(unit);
    if (this.below.size) onChange();
  }

  private async loadChain(unit: string): Promise<void> {
    const path = "/v1/queries/chain_of_command";
    const chain = await fetchAnswer(path, { organization: unit }).catch(() => null);
    for (const row of chain?.data ?? []) {
      const above = String(row.id);
      if (row.depth === 0 || above === unit) continue;
      this.below.set(above, (this.below.get(above) ?? new Set()).add(unit));
    }
  }
}
