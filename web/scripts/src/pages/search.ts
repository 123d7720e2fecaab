// Suggestions under every page's search field while one types; without it the field is a form.
import { ask, type Row } from "../common/api";
import { html } from "../common/dom";

const WAIT = 120; // milliseconds without a key before asking
const MOST = 8;

const form = document.querySelector<HTMLFormElement>("form.search");
const field = form?.querySelector<HTMLInputElement>("input[type=search]");
if (form && field) suggest(form, field);

function suggest(form: HTMLFormElement, field: HTMLInputElement): void {
  const words = JSON.parse(form.dataset.words ?? "{}") as Record<string, string>;
  const list = html("ul", {
    id: "suggestions",
    role: "listbox",
    "aria-label": words.label,
    hidden: true,
  });
  const said = html("span", { class: "hidden", role: "status" });
  form.append(list, said);
  for (const [name, value] of Object.entries({
    role: "combobox",
    "aria-autocomplete": "list",
    "aria-expanded": "false",
    "aria-controls": list.id,
  })) {
    field.setAttribute(name, value);
  }
  let timer = 0;
  let asking = new AbortController();
  let chosen = -1;

  const options = (): HTMLElement[] => [...list.querySelectorAll<HTMLElement>("[role=option]")];

  function close(): void {
    list.hidden = true;
    choose(-1);
    field.setAttribute("aria-expanded", "false");
  }

  function choose(index: number): void {
    chosen = index;
    options().forEach((option, place) =>
      option.setAttribute("aria-selected", String(place === index)),
    );
    const option = options()[index];
    if (option) field.setAttribute("aria-activedescendant", option.id);
    else field.removeAttribute("aria-activedescendant");
  }

  function open(option: Element | null | undefined): void {
    const address = option?.getAttribute("data-href");
    if (address) location.assign(address);
  }

  function show(rows: Row[]): void {
    list.replaceChildren(...rows.map((row, place) => item(row, place, words)));
    chosen = -1;
    said.textContent = rows.length ? "" : (words.none ?? "");
    list.hidden = rows.length === 0;
    field.setAttribute("aria-expanded", String(rows.length > 0));
  }

  async function look(): Promise<void> {
    asking.abort();
    asking = new AbortController();
    const { signal } = asking;
    const text = field.value.trim();
    if (!/[\p{L}\p{N}]/u.test(text)) return close();
    try {
      const { data } = await ask("/v1/search", { text, limit: MOST }, signal);
      if (!signal.aborted) show(data);
    } catch {
      if (!signal.aborted) close(); // the form still works, and says what is wrong
    }
  }

  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = window.setTimeout(() => void look(), WAIT);
  });
  field.addEventListener("keydown", (event) => {
    const count = options().length;
    if (event.key === "Escape" && !list.hidden) {
      event.preventDefault(); // else the browser empties the field
      close();
    } else if (event.key === "Enter" && chosen >= 0) {
      event.preventDefault();
      open(options()[chosen]);
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && count && !list.hidden) {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      choose((chosen + step + count + (chosen < 0 && step < 0 ? 1 : 0)) % count);
    }
  });
  // Pressing must not take the focus away, or the list would close before it is let go.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) =>
    open((event.target as Element).closest("[role=option]")),
  );
  form.addEventListener("focusout", (event) => {
    if (!form.contains(event.relatedTarget as Node | null)) close();
  });
}

function item(row: Row, place: number, words: Record<string, string>): HTMLElement {
  const kind = String(row.kind);
  return html(
    "li",
    {
      id: `suggestion-${place}`,
      role: "option",
      "aria-selected": "false",
      "data-href": `/things/${encodeURIComponent(String(row.id))}${kept()}`,
    },
    html("bdi", {}, String(row.name ?? row.id)),
    " ",
    html("span", { class: "kind" }, words[kind] ?? kind),
  );
}

/** The lens and language that the form carries on, as every link of the page does. */
function kept(): string {
  const given = new URLSearchParams();
  for (const part of form?.querySelectorAll<HTMLInputElement>("input[type=hidden]") ?? []) {
    given.set(part.name, part.value);
  }
  return given.size ? `?${given}` : "";
}
