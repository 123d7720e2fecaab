"""One visit to one page: its language, its lens, its links, and how it is rendered."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import quote, urlencode

from fastapi import Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from graph.addresses import web_address
from graph.catalogue import Rows, run
from graph.database import Database
from graph.dates import EARLIEST, LATEST
from graph.errors import BadParameterError, PartycellError
from graph.lens import CERTAINTIES, NAMES, Lens, Snapshot
from graph.model import Kind, Label, Op, Polarity, Time
from graph.settings import settings
from graph.visible import shown
from graph.vocabulary import PROPERTIES, predicate
from web import assets
from web.check_notes import note
from web.dates import spoken
from web.language import LANGUAGES, Words, chosen
from web.paths import FOLDERS, MENU, thing_path

_OPS = {op: f"value.{op.name.lower()}" for op in Op}
TEMPLATES = Path(__file__).parent / "templates"
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; "
    "img-src 'self' data: blob:; connect-src 'self'; manifest-src 'self'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'",
    "Vary": "Accept-Language",
    "Cache-Control": "no-cache",
}


class Page:
    """One visit to one page.

    A part of the lens that cannot be read is left out, and named in `mistakes`; the page is then
    shown without it, with status 422.

    Attributes:
        language: A key of `LANGUAGES`.
        words: The interface's words in it.
        given: The lens as the visitor wrote it, by name.
        mistakes: What is wrong with a part of it, by name.
        lens: What of it could be read.
    """

    def __init__(self, request: Request) -> None:
        self.request = request
        self.path: str = request.scope["path"]
        self.language = chosen(
            request.query_params.get("lang"), request.headers.get("accept-language", "")
        )
        self.words = Words(self.language)
        self.given = {name: request.query_params.get(name, "").strip() for name in NAMES}
        self.mistakes: dict[str, str] = {}
        self.lens = self._read()

    def _read(self) -> Lens:
        good: dict[str, str] = {}
        for name, text in self.given.items():
            try:
                Lens.parse({name: text})
            except BadParameterError as error:
                self.mistakes[name] = str(error)
            else:
                good[name] = text
        return Lens.parse(good)

    @cached_property
    def database(self) -> Database:
        """Where the page's answers come from."""
        found: Database = self.request.app.state.database()
        return found

    @cached_property
    def latest(self) -> Snapshot:
        """What has been loaded so far, asked once: all of a page is of one moment."""
        latest: Snapshot = self.request.app.state.watch.latest()
        return latest

    @property
    def version(self) -> str:
        """The graph's version."""
        return self.latest.version

    @cached_property
    def made_up(self) -> bool:
        """Whether the party is a made-up one, which every page must say; no where nobody knows."""
        try:
            return self.latest.run is not None
        except PartycellError:
            return False

    @cached_property
    def pinned_lens(self) -> Lens:
        """The lens, of the snapshot that all of the page is read as of."""
        return replace(self.lens, snapshot=self.latest)

    def ask(self, name: str, **arguments: Any) -> Rows:
        """Ask a query of the catalogue through this page's lens.

        Raises:
            UnknownIdError: A required id is of nothing.
        """
        given = {key: value for key, value in arguments.items() if value is not None}
        limit = settings().partycell_row_limit
        return run(self.database, name, given, self.pinned_lens, limit=limit)

    # Words

    @staticmethod
    def file(name: str) -> str:
        """A file's name as a heading: without folder, ending and underscores."""
        return Path(name).stem.replace("_", " ").replace("-", " ")

    def date(self, text: str | None) -> str:
        """An EDTF date in words; empty for none."""
        return "" if text is None else spoken(text, self.language)

    def predicate(self, name: str, way: str = "predicate") -> str:
        """A predicate in words; with `inverse`, as its object sees it."""
        return self.words.known(f"{way}.{name}", name)

    def called(self, label: str, identifier: str, name: str | None) -> str:
        """What a thing is called here: the party's levels are the model's own, and have words."""
        own = name or identifier
        return self.words.known(f"level.{identifier}", own) if label == Label.TIER else own

    def note(self, text: str | None) -> str:
        """A check's note in words; empty for none."""
        return "" if text is None else note(text, self.words)

    def said(self, row: Mapping[str, Any]) -> str:
        """A statement's value in words: its bound, its date, yes or no."""
        value = row["value"]
        if isinstance(value, bool):
            return self.words("value.yes" if value else "value.no")
        known = PROPERTIES.get(row["predicate"])
        if isinstance(value, str) and known is not None and known.kind is Kind.EDTF:
            return self.date(value)
        text = f"{value:,}" if isinstance(value, int) else str(value)
        return self.words(_OPS[row["op"]], value=text)

    def side(self, question: Mapping[str, Any], side: Mapping[str, Any]) -> str:
        """A side of a question in words: the names of things, or a value."""
        if side["objects"]:
            names = ", ".join(
                self.called(thing["kind"], thing["id"], thing["name"]) for thing in side["objects"]
            )
            denied = side["polarities"] == [Polarity.DENIED.value]
            return f"{self.words('value.not')} {names}" if denied else names
        text: str = side["side"]
        if text in {"true", "false"}:
            return self.words("value.yes" if text == "true" else "value.no")
        dated = all(
            name in PROPERTIES and PROPERTIES[name].kind is Kind.EDTF
            for name in question["predicates"]
        )
        op, _, number = text.rpartition(" ")
        if number.isdecimal() and op in {"", *_OPS} and not dated:
            return self.words(_OPS[Op(op or "=")], value=f"{int(number):,}")
        return self.date(text) if dated else text

    def time(self, claim: Mapping[str, Any]) -> tuple[str, str | None]:
        """What a claim says of its time: words before it, and an EDTF date or None."""
        if claim["holds"]:
            return "", claim["holds"]
        if claim["attested"]:
            return self.words("when.attested"), claim["attested"]
        how = predicate(claim["predicate"]).time
        low, high = sorted((claim["holds_from"], claim["holds_until"]))
        if how is Time.ALWAYS or low <= EARLIEST.isoformat() or high >= LATEST.isoformat():
            return self.words("when.unsaid"), None
        before = "" if how is Time.EVENT else self.words("when.by_source")
        return before, low if low == high else f"{low}/{high}"

    # Links

    @cached_property
    def kept(self) -> dict[str, str]:
        """What every link to another page carries on: the lens, and a language that was chosen."""
        found = {
            name: text for name, text in self.given.items() if text and name not in self.mistakes
        }
        lang = self.request.query_params.get("lang")
        return {**found, **({"lang": lang} if lang in LANGUAGES else {})}

    def link(self, path: str, **changes: str | int | None) -> str:
        """The address of a page as this visitor sees it; None takes a parameter away."""
        return _address(path, {**self.kept, **changes})

    def thing(self, label: str, identifier: str) -> str:
        """The address of a thing's page."""
        return self.link(thing_path(label, identifier))

    def any(self, identifier: str) -> str:
        """The address that leads to a thing's page, whatever its kind."""
        return self.link(f"/things/{quote(identifier, safe='')}")

    def folder(self, label: str) -> str:
        """The address of the list of all things of a kind."""
        return self.link(f"/{FOLDERS[label]}")

    def here(self, **changes: str | int | None) -> str:
        """The address of this page with some parameters changed; None takes one away."""
        return _address(self.path, {**self.request.query_params, **changes})

    def twin(self, path: str, **changes: str | int | None) -> str:
        """The address of an answer for programs, through the same lens."""
        return _address(path, {**self.lens.parameters(), **changes})

    @property
    def permalink(self) -> str:
        """This page's address, `today` resolved, so that it stays what it is."""
        return _address(self.path, {**self.request.query_params, **self.lens.parameters()})

    # Answers

    @property
    def etag(self) -> str:
        """Of the graph's version, what is asked for, the language and how pages look."""
        asked = [
            self.path,
            sorted(self.request.query_params.multi_items()),
            self.lens.parameters(),
            self.language,
            self.version,
            _look(),
        ]
        return f'W/"{hashlib.sha256(repr(asked).encode()).hexdigest()[:24]}"'

    def fresh(self) -> Response | None:
        """304, where the visitor has this page already."""
        theirs = self.request.headers.get("if-none-match", "")
        if self.mistakes or not theirs:
            return None
        if self.etag in {tag.strip() for tag in theirs.split(",")}:
            return Response(status_code=304, headers={**HEADERS, "ETag": self.etag})
        return None

    def render(self, template: str, *, status: int = 200, **context: Any) -> Response:
        """The page; a lens with a mistake makes it 422."""
        if status == 200 and self.mistakes:
            status = 422
        headers = {**HEADERS, "Content-Language": self.language}
        if status == 200:
            headers["ETag"] = self.etag
        return HTMLResponse(self.html(template, **context), status, headers)

    def html(self, template: str, **context: Any) -> str:
        """The page's text."""
        return (
            environment()
            .get_template(template)
            .render(
                page=self,
                t=self.words,
                languages=LANGUAGES,
                menu=MENU,
                certainties=CERTAINTIES,
                **context,
            )
        )

    def moved(self, path: str, **changes: str) -> Response:
        """A lasting redirect to another page, all parameters kept but those that change."""
        address = _address(path, {**self.request.query_params, **changes})
        return RedirectResponse(address, 308, HEADERS)


def _address(path: str, parameters: Mapping[str, str | int | None]) -> str:
    query = urlencode(
        [(key, value) for key, value in parameters.items() if value not in {None, ""}]
    )
    return f"{path}?{query}" if query else path


@lru_cache
def environment() -> Environment:
    """The templates; everything that they put in is escaped."""
    found = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=shown,
    )
    found.globals |= {"static": assets.static, "script": assets.script, "web_address": web_address}
    return found


@lru_cache
def _look() -> str:
    """A hash of all that shapes a page beside the graph: templates and words."""
    digest = hashlib.sha256()
    for folder in (TEMPLATES, Path(__file__).parent / "messages"):
        for file in sorted(folder.rglob("*.*")):
            digest.update(file.read_bytes())
    digest.update(assets.fingerprint().encode())
    return digest.hexdigest()


Visit = Annotated[Page, Depends()]
