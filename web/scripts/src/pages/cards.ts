// Cards of claims: a mark opens its claim where it stands, taken from the claim's page, to which the
// mark leads without scripts. Beside it, the button that copies a claim's citation.
import { readProblem } from "../common/api";
import { button, html, requireElement } from "../common/dom";

const MARKS = ".cites a, .numbers a, a.count-mark, a.bar-mark[href*='/claims/']";
const GAP = 6; // pixels between a mark and its card, and around the card

const main = requireElement<HTMLElement>("main");

/** The one card of the page, at whichever mark was chosen last. */
class Card {
  private readonly title = html("h2", { id: "claim-card-title" });
  private readonly body = html("div", { "aria-live": "polite" });
  private readonly box = html(
    "div",
    {
      class: "claim-card",
      popover: "auto",
      role: "dialog",
      tabindex: "-1",
      "aria-labelledby": this.title.id,
    },
    button("×", () => this.box.hidePopover(), { class: "close", "aria-label": main.dataset.close }),
    this.title,
    this.body,
  );
  private readonly contents = new Map<string, Promise<Document>>();
  private mark: HTMLAnchorElement | SVGAElement | null = null;
  // The mark whose card was open when the pointer went down, which itself closes the card.
  private pressed: Element | null = null;

  constructor() {
    main.append(this.box);
    document.addEventListener("pointerdown", () => {
      this.pressed = this.isOpen ? this.mark : null;
    });
    document.addEventListener("click", (event) => this.handleClick(event));
    document.addEventListener("focusin", ({ target }) => {
      if (this.isOpen && !this.box.contains(target as Node)) this.box.hidePopover();
    });
    addEventListener("resize", () => this.place());
  }

  private get isOpen(): boolean {
    return this.box.matches(":popover-open");
  }

  private handleClick(event: MouseEvent): void {
    const mark = (event.target as Element).closest<HTMLAnchorElement>(MARKS);
    if (!mark || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    const again = mark === this.pressed;
    this.pressed = null;
    if (!again) void this.open(mark);
  }

  private async open(mark: HTMLAnchorElement): Promise<void> {
    const address = mark.getAttribute("href") ?? "";
    this.mark = mark;
    mark.focus(); // where the focus returns to, also in browsers that do not focus what is clicked
    this.title.textContent = mark.title || mark.getAttribute("aria-label") || mark.textContent;
    this.body.replaceChildren();
    this.box.showPopover();
    this.box.focus({ preventScroll: true });
    this.place();
    try {
      const claim = await this.load(address);
      if (this.mark === mark && this.isOpen) this.show(claim, address);
    } catch {
      location.assign(address); // the claim's page says what is wrong
    }
  }

  private load(address: string): Promise<Document> {
    const known = this.contents.get(address) ?? fetchPage(address);
    this.contents.set(address, known);
    return known;
  }

  private show(claim: Document, address: string): void {
    const parts = [...claim.querySelectorAll("[data-card]")].map(
      (part) => document.importNode(part, true) as HTMLElement,
    );
    const rows = parts.filter((part) => part.matches("div"));
    const text = parts.filter((part) => !part.matches("div, .evidence"));
    const evidence = parts.filter((part) => part.matches(".evidence"));
    const heading = document.importNode(requireElement("h1", claim), true);
    this.title.replaceChildren(...heading.childNodes);
    this.body.replaceChildren(
      ...text,
      html("dl", {}, ...rows),
      ...evidence,
      html("p", {}, html("a", { href: address }, main.dataset.whole)),
    );
    showCopyButtons(this.body);
    this.place();
  }

  /** Below the mark, or above it where there is more room; on a phone the stylesheet places it. */
  private place(): void {
    if (!(this.mark && this.isOpen)) return;
    const mark = this.mark.getBoundingClientRect();
    const { offsetWidth: width, offsetHeight: height } = this.box;
    const { clientWidth, clientHeight } = document.documentElement;
    const below =
      mark.bottom + GAP + height <= clientHeight || mark.top < clientHeight - mark.bottom;
    const left = Math.max(GAP, Math.min(mark.left, clientWidth - width - GAP));
    const top = below ? mark.bottom + GAP : mark.top - GAP - height;
    this.box.style.setProperty("--left", `${left + scrollX}px`);
    this.box.style.setProperty("--top", `${Math.max(top + scrollY, 0)}px`);
  }
}

async function fetchPage(address: string): Promise<Document> {
  const response = await fetch(address, { headers: { Accept: "text/html" } });
  if (!response.ok) throw await readProblem(response);
  return new DOMParser().parseFromString(await response.text(), "text/html");
}

function showCopyButtons(part: ParentNode): void {
  for (const copyButton of part.querySelectorAll<HTMLButtonElement>("button[data-citation]")) {
    const said = html("span", { class: "copied", role: "status" });
    copyButton.after(said);
    copyButton.hidden = false;
    copyButton.addEventListener("click", () => void copyCitation(copyButton, said));
  }
}

/** Copies the citation and shows it; where the browser lets no page copy, it can be marked by hand. */
async function copyCitation(copyButton: HTMLButtonElement, said: HTMLElement): Promise<void> {
  const { citation = "", copied = "" } = copyButton.dataset;
  const response = await fetch(citation);
  if (!response.ok) {
    said.textContent = (await readProblem(response)).message;
    return;
  }
  const text = (await response.text()).trim();
  try {
    await navigator.clipboard.writeText(text);
    said.textContent = `${copied} ${text}`;
  } catch {
    said.textContent = text;
  }
}

showCopyButtons(main);
if ("popover" in HTMLElement.prototype) new Card();
