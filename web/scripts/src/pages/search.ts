// Suggestions under a field for names while one types; without them the field is a form.
import { fetchAnswer, type Row, siteUrl } from "../common/api";
import { html } from "../common/dom";

const DELAY = 120; // milliseconds without a key before a request
const LIMIT = 8;

/** A combobox with a list of suggestions, as the ARIA Authoring Practices describe it. */
class Suggestions {
  private readonly messages: Record<string, string>;
  private readonly list: HTMLElement;
  private readonly status = html("span", { class: "hidden", role: "status" });
  private timer = 0;
  private request = new AbortController();
  private selected = -1;

  constructor(
    private readonly form: HTMLFormElement,
    private readonly field: HTMLInputElement,
  ) {
    this.messages = JSON.parse(form.dataset.words ?? "{}") as Record<string, string>;
    this.list = html("ul", {
      id: field.id === "find" ? "suggestions" : `${field.id}-suggestions`,
      role: "listbox",
      "aria-label": this.messages.label,
      hidden: true,
    });
    form.append(this.list, this.status);
    field.setAttribute("role", "combobox");
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-expanded", "false");
    field.setAttribute("aria-controls", this.list.id);
    field.addEventListener("input", () => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => void this.load(), DELAY);
    });
    field.addEventListener("keydown", (event) => this.handleKey(event));
    // Pressing must not take the focus away, or the list would close before it is let go.
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => {
      openOption((event.target as Element).closest("[role=option]"));
    });
    form.addEventListener("focusout", (event) => {
      if (!form.contains(event.relatedTarget as Node | null)) this.close();
    });
  }

  private get options(): HTMLElement[] {
    return [...this.list.querySelectorAll<HTMLElement>("[role=option]")];
  }

  private async load(): Promise<void> {
    this.request.abort();
    this.request = new AbortController();
    const { signal } = this.request;
    const text = this.field.value.trim();
    if (!/[\p{L}\p{N}]/u.test(text)) {
      this.close();
      return;
    }
    try {
      const { data } = await fetchAnswer("/v1/search", { text, limit: LIMIT }, signal);
      if (!signal.aborted) this.show(data);
    } catch {
      if (!signal.aborted) this.close(); // the form still works, and says what is wrong
    }
  }

  private show(rows: Row[]): void {
    this.list.replaceChildren(...rows.map((row, index) => this.renderOption(row, index)));
    this.selected = -1;
    this.status.textContent = rows.length ? "" : (this.messages.none ?? "");
    this.list.hidden = rows.length === 0;
    this.field.setAttribute("aria-expanded", String(rows.length > 0));
  }

  private close(): void {
    this.list.hidden = true;
    this.select(-1);
    this.field.setAttribute("aria-expanded", "false");
  }

  private select(index: number): void {
    const { field, options } = this;
    this.selected = index;
    for (const [i, option] of options.entries()) {
      option.setAttribute("aria-selected", String(i === index));
    }
    const id = options[index]?.id;
    if (id) field.setAttribute("aria-activedescendant", id);
    else field.removeAttribute("aria-activedescendant");
  }

  private handleKey(event: KeyboardEvent): void {
    const { list, options, selected } = this;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape" && !list.hidden) {
      event.preventDefault(); // else the browser empties the field
      this.close();
    } else if (event.key === "Enter" && selected >= 0) {
      event.preventDefault();
      openOption(options[selected]);
    } else if (step && options.length && !list.hidden) {
      event.preventDefault();
      const from = selected < 0 && step < 0 ? 0 : selected; // up from the field is the last one
      this.select((from + step + options.length) % options.length);
    }
  }

  private renderOption(row: Row, index: number): HTMLElement {
    const kind = String(row.kind);
    return html(
      "li",
      {
        id: `${this.list.id}-${index}`,
        role: "option",
        "aria-selected": "false",
        "data-href": this.address(String(row.id)),
      },
      html("bdi", {}, String(row.name ?? row.id)),
      " ",
      html("span", { class: "kind" }, this.messages[kind] ?? kind),
    );
  }

  /** Where a thing leads, with the lens and language that the form carries on. */
  private address(id: string): string {
    const hidden = this.form.querySelectorAll<HTMLInputElement>("input[type=hidden]");
    const query = new URLSearchParams([...hidden].map(({ name, value }) => [name, value]));
    const path = `${this.form.dataset.open}${encodeURIComponent(id)}`;
    return siteUrl(query.size ? `${path}${path.includes("?") ? "&" : "?"}${query}` : path);
  }
}

function openOption(option: Element | null | undefined): void {
  const address = option?.getAttribute("data-href");
  if (address) location.assign(address);
}

for (const form of document.querySelectorAll<HTMLFormElement>("form.suggests")) {
  const field = form.querySelector<HTMLInputElement>("input[type=search]");
  if (field) new Suggestions(form, field);
}
