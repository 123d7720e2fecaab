// The fields in which a statement's parameters are filled in.
import { html } from "../common/dom";

const PREFIX = "param.";
// Texts, comments and names in backticks come first, so that no $ in them is taken for a parameter.
const PARAMETER =
  /'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|\/\/[^\n]*|\/\*[\s\S]*?\*\/|\$(\w+)|\$`([^`]+)`|`[^`]*`/g;

export class ParameterFields {
  constructor(private readonly box: HTMLElement) {}

  /** What stands in each field, by the field's name. */
  get values(): Record<string, string> {
    const fields = this.box.querySelectorAll<HTMLInputElement | HTMLSelectElement>("input, select");
    return Object.fromEntries([...fields].map((field) => [field.name, field.value]));
  }

  /** The values by the parameter's name: JSON where they are, text otherwise; as the server does. */
  get parsedValues(): Record<string, unknown> {
    const named = Object.entries(this.values);
    return Object.fromEntries(
      named.map(([name, value]) => [name.replace(/^param\./, ""), parseValue(value)]),
    );
  }

  /** Have a field for each parameter of a statement; what stands in those that stay is kept. */
  show(statement: string): void {
    const parameters = findParameters(statement);
    const old = this.values;
    if (parameters.map((name) => PREFIX + name).join() === Object.keys(old).join()) return;
    this.box.replaceChildren(
      ...parameters.map((parameter) => {
        const [id, name] = [`param-${parameter}`, PREFIX + parameter];
        const value = old[name] ?? "";
        return html(
          "p",
          { class: "field" },
          html("label", { for: id }, `$${parameter}`),
          html("input", { id, name, value, autocomplete: "off", spellcheck: "false" }),
        );
      }),
    );
  }

  fill(values: Record<string, string>): void {
    for (const field of this.box.querySelectorAll("input")) {
      field.value = values[field.name] ?? field.value;
    }
  }
}

/** The names of a statement's parameters, in the order in which they first come. */
function findParameters(statement: string): string[] {
  const names = [...statement.matchAll(PARAMETER)].flatMap((match) => match[1] ?? match[2] ?? []);
  return [...new Set(names)];
}

function parseValue(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}
