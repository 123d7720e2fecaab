"""Reading a page: its tags, and what is wrong with how it is built."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

_VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}
_PHRASING_ONLY = {"p", "h1", "h2", "h3", "h4", "span", "a", "b", "cite", "sup", "dt", "summary"}
_FLOW = {"div", "ul", "ol", "dl", "table", "section", "article", "aside", "nav", "figure", "p"}
_FLOW |= {"h1", "h2", "h3", "h4", "details", "form", "blockquote", "pre"}

# What a browser accepts; programs get Neo4j's discovery document at `/`.
BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}


@dataclass
class Tag:
    """A tag as it stands in the page, with the text inside it, and whether a drawing has it."""

    name: str
    attributes: dict[str, str]
    text: str = ""
    is_drawn: bool = False


@dataclass
class Markup:
    """A page taken apart: all tags in order, and the problems found."""

    tags: list[Tag] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def all(self, name: str) -> Iterator[Tag]:
        """Every tag of a name."""
        return (tag for tag in self.tags if tag.name == name)

    def values(self, attribute: str) -> list[str]:
        """Every value of an attribute."""
        return [tag.attributes[attribute] for tag in self.tags if attribute in tag.attributes]

    @property
    def links(self) -> list[str]:
        """Where its links lead."""
        return [tag.attributes["href"] for tag in self.all("a") if "href" in tag.attributes]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.markup = Markup()
        self._open: list[Tag] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        if len(names) != len(set(names)):
            self.markup.problems.append(f"<{tag}> has an attribute twice: {names}")
        inside = [item.name for item in self._open]
        if tag in _FLOW and (around := next((n for n in inside if n in _PHRASING_ONLY), None)):
            self.markup.problems.append(f"<{tag}> inside <{around}>: {inside}")
        found = Tag(tag, {name: value or "" for name, value in attrs}, is_drawn="svg" in inside)
        self.markup.tags.append(found)
        if tag not in _VOID:
            self._open.append(found)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.markup.tags.append(Tag(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open[-1].name != tag:
            self.markup.problems.append(
                f"</{tag}> where {[t.name for t in self._open[-3:]]} is open"
            )
        if any(item.name == tag for item in self._open):
            while self._open.pop().name != tag:
                pass

    def handle_data(self, data: str) -> None:
        for item in self._open:
            item.text += data

    def close(self) -> None:
        super().close()
        if self._open:
            self.markup.problems.append(f"never closed: {[item.name for item in self._open]}")


def parse(text: str) -> Markup:
    """The page, with every problem of its structure.

    Problems are: a tag that is not closed where it should be, one where it may not be, an id or
    attribute that stands twice, a reference to an id that is not there, a field without a label,
    an image without a text, no language, no title, or other than one first heading.
    """
    reader = _Reader()
    reader.feed(text)
    reader.close()
    markup = reader.markup
    ids = markup.values("id")
    markup.problems += [
        f"id {item!r} stands twice" for item in {i for i in ids if ids.count(i) > 1}
    ]
    for name in ("for", "aria-labelledby", "aria-describedby"):
        for value in markup.values(name):
            markup.problems += [f"{name}={part!r}" for part in value.split() if part not in ids]
    markup.problems += [f"no anchor {a}" for a in markup.links if a[:1] == "#" and a[1:] not in ids]
    labelled = set(markup.values("for"))
    for kind in ("input", "select", "textarea"):
        for tag in markup.all(kind):
            if tag.attributes.get("type") == "hidden" or "aria-label" in tag.attributes:
                continue
            if tag.attributes.get("id") not in labelled:
                markup.problems.append(f"no label: {tag.attributes}")
    markup.problems += [
        f"no text: {tag}" for tag in markup.all("img") if "alt" not in tag.attributes
    ]
    for name, wanted in (("h1", 1), ("title", 1), ("main", 1)):
        found = [tag for tag in markup.all(name) if tag.text.strip() and not tag.is_drawn]
        if len(found) != wanted:
            markup.problems.append(f"{len(found)} <{name}>")
    if not next(markup.all("html")).attributes.get("lang"):
        markup.problems.append("no language")
    if "style" in {name for tag in markup.tags for name in tag.attributes}:
        markup.problems.append("a style attribute")
    return markup
