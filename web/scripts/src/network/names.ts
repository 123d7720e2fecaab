// What kinds, relations, roles and statuses are called in the page's language.
import { type Kind, relationNames } from "../common/page";

export interface NameTables {
  legend: Kind[];
  relations: Record<string, string>;
  roles: Record<string, string>;
  statuses: Record<string, string>; // by the text that answers begin with; `{date}` stands for a date
}

const DAY = /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/;

export class Names {
  readonly kinds: ReadonlyMap<string, Kind>;
  readonly relation: (relation: string) => string;

  constructor(
    private readonly tables: NameTables,
    private readonly language: string,
  ) {
    this.relation = relationNames(tables.relations);
    this.kinds = new Map(tables.legend.map((kind) => [kind.kind, kind]));
  }

  kind(kind: string): string {
    return this.kinds.get(kind)?.name ?? kind;
  }

  /** A relation with the role in it. */
  edge(relation: string, role: string): string {
    const named = this.relation(relation);
    return role ? `${named} (${this.tables.roles[role] ?? role})` : named;
  }

  /** How an edge's dates stand to the time asked for, with the date that it is carried from. */
  status(text: string): string {
    const known = Object.keys(this.tables.statuses).filter((start) => text.startsWith(start));
    const longest = known.sort((a, b) => b.length - a.length)[0] ?? "";
    const date = this.date(text.slice(text.lastIndexOf(" ") + 1));
    return this.tables.statuses[longest]?.replace("{date}", date) ?? text;
  }

  /** A day, or two with a stroke between, in words; what is neither stays. */
  private date(edtf: string): string {
    const days = edtf.split("/");
    if (!days.every((day) => DAY.test(day))) return edtf;
    // As the server writes them: the day before the month.
    const language = this.language === "en" ? "en-GB" : this.language;
    const words = days.map((day) =>
      new Date(`${day}T00:00:00Z`).toLocaleDateString(language, {
        dateStyle: "long",
        timeZone: "UTC",
      }),
    );
    return words.join(" – ");
  }
}
