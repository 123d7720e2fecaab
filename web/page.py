"""One page for one visitor: language, lens, queries, response."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from functools import cached_property
from typing import Annotated, Any

from fastapi import Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from api.request_headers import require_modified
from api.root_path import root_path
from graph.catalogue import Rows, count, run
from graph.database import Database
from graph.errors import BadParameterError, PartycellError, UnknownIdError
from graph.known_sources import name_sources, require_sources
from graph.korean_names import with_korean_names
from graph.lens import END_OF_RECORD, NAMES, Lens, Snapshot
from graph.settings import parts, settings
from graph.tasks import run_in_task
from loaders.written_dates import read_date
from web import rendering
from web.analysis_runs import has_analysis
from web.error_words import explain
from web.language import Messages, choose_language
from web.links import Links
from web.paths import MENU
from web.phrases import Phrases

_DATES = ("as_of", "known_at", "recorded_at")
# What is said of a field that cannot be read.
_UNREAD = {**dict.fromkeys(_DATES, "lens.unread"), "carry": "lens.no_years"}
_SHOWN = 100  # characters of a date that cannot be read
# The pages that draw.
_EMBEDDED = frozenset(["/hierarchy", "/network", "/timeline", "/numbers", "/compare"])
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
    "connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors "
)


def page_headers() -> dict[str, str]:
    """The headers of every page."""
    embedders = parts(settings().partycell_embed_origins)
    return {
        "Content-Security-Policy": _POLICY + (" ".join(embedders) or "'none'"),
        "Vary": "Accept-Language",
        "Cache-Control": "no-cache",
    }


def readable(name: str, text: str) -> str:
    """A part of the lens as `Lens.parse` takes it, from a date as people write it too.

    Raises:
        BadParameterError: It cannot be read.

    Example:
        >>> readable("as_of", "27.10.2007"), readable("as_of", "2007년 10월")
        ('2007-10-27', '2007-10')
    """
    try:
        Lens.parse({name: text})
    except BadParameterError:
        # Dots are put after the day first; of slashes nobody knows.
        read = read_date(text, day_first="/" not in text)
        edtf = read.edtf if name in _DATES else None
        if edtf is None:
            raise
        Lens.parse({name: edtf})
        return edtf
    return text


class Page:
    """A page for one visitor.

    A part of the lens that cannot be read is left out, and named in `mistakes`; the page is then
    shown without it, with status 422.

    Attributes:
        language: A key of `LANGUAGES`.
        messages: The interface's messages in it.
        phrases: Dates, values and names in it.
        lens_texts: The lens as the visitor wrote it, by name.
        mistakes: What is wrong with a part of it, by name.
        lens: What of it could be read.
        links: Addresses of other pages through this lens.
    """

    def __init__(self, request: Request) -> None:
        self.request = request
        self.path: str = request.scope["path"]
        parameters = request.query_params
        self.language = choose_language(
            parameters.get("lang"), request.headers.get("accept-language", "")
        )
        self.messages = Messages(self.language)
        self.phrases = Phrases(self.messages)
        self.lens_texts = {name: parameters.get(name, "").strip() for name in NAMES}
        self.mistakes: dict[str, str] = {}
        self._korean_names: dict[str, str | None] = {}
        valid: dict[str, str] = {}
        for name, text in self.lens_texts.items():
            try:
                valid[name] = readable(name, text)
            except BadParameterError as error:
                unread = _UNREAD.get(name)
                said = self.messages(unread, text=text[:_SHOWN]) if unread else None
                self.mistakes[name] = said or explain(error, self.language)
        self._look_through(valid)

    def _look_through(self, valid: dict[str, str]) -> None:
        """Read and link through a lens of these texts by name."""
        self.lens = Lens.parse(valid)
        host = self.request.headers.get("host", "")
        self.links = Links(
            self.path,
            self.request.query_params,
            self.lens,
            {name: text for name, text in valid.items() if text},
            site=f"{self.request.scope['scheme']}://{host}",
            root=root_path(self.request.scope),
        )

    def leave_out(self, error: BadParameterError) -> None:
        """Leave a part of the lens out, and name it among the mistakes."""
        self.mistakes[error.name] = explain(error, self.language)
        self._look_through(
            {name: text for name, text in self.lens_texts.items() if name not in self.mistakes}
        )

    @cached_property
    def database(self) -> Database:
        """The database that the page queries."""
        database: Database = self.request.app.state.database()
        return database

    @cached_property
    def snapshot(self) -> Snapshot:
        """The snapshot of the graph that all of the page is of."""
        snapshot: Snapshot = self.request.app.state.snapshots.get()
        return snapshot

    @cached_property
    def is_synthetic(self) -> bool:
        """Whether the data are synthetic, which every page must say; False where nobody knows."""
        try:
            return self.snapshot.run is not None
        except PartycellError:
            return False

    @cached_property
    def chosen_sources(self) -> dict[str, tuple[str, str]]:
        """Title and publisher of the lens's sources by id; nothing but ids where nobody knows."""
        chosen = self.lens.sources
        if not chosen:
            return {}
        try:
            return name_sources(self.database, chosen)
        except PartycellError:
            return {identifier: (identifier, "") for identifier in chosen}

    @property
    def pinned_lens(self) -> Lens:
        """The lens, of the page's snapshot."""
        return replace(self.lens, snapshot=self.snapshot)

    @cached_property
    def permalink(self) -> str:
        """The address under which this page stays what it is, where the graph's state is known."""
        try:
            until = self.snapshot.until
        except PartycellError:
            return self.links.canonical
        return self.links.permalink("" if until == END_OF_RECORD else until.isoformat())

    @cached_property
    def menu(self) -> dict[str, str]:
        """The pages of the menu by name; the analysis is among them where there is a run of it."""
        return {name: path for name, path in MENU.items() if name != "analysis" or has_analysis()}

    @property
    def is_embedded(self) -> bool:
        """Whether the page stands in a frame of another site, without what is around it here."""
        return self.request.query_params.get("embed") == "true"

    @property
    def can_be_embedded(self) -> bool:
        """Whether other sites may show the page in a frame."""
        return bool(settings().partycell_embed_origins) and self.path in _EMBEDDED

    @cached_property
    def version(self) -> str:
        """The graph's version; empty where nobody knows."""
        try:
            return self.snapshot.version
        except PartycellError:
            return ""

    def query(self, name: str, /, **arguments: Any) -> Rows:
        """Run a query of the catalogue through this page's lens; arguments of None are left out.

        Names are in Hangul where the page is Korean and they are known.

        Raises:
            UnknownIdError: A required id is of nothing.
        """
        return self.query_through(self.pinned_lens, name, **arguments)

    def query_through(self, lens: Lens, name: str, /, **arguments: Any) -> Rows:
        """As `query`, through another lens."""
        given = {key: value for key, value in arguments.items() if value is not None}
        limit = settings().partycell_row_limit
        answer = run(self.database, name, given, lens, limit=limit)
        return replace(answer, rows=self.with_names(answer.rows))

    def thing(self, identifier: str) -> dict[str, Any]:
        """A thing's row of the query `thing`.

        Raises:
            UnknownIdError: Nothing has this id, or what has it is no thing.
        """
        rows = self.query("thing", id=identifier).rows
        if not rows:  # a source, a claim or a question
            raise UnknownIdError(f"id={identifier!r}: no thing has this id.")
        return rows[0]

    def with_names(self, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Rows with names in Hangul where the page is Korean and they are known."""
        if self.language != "ko":
            return rows
        return with_korean_names(self.database, rows, self._korean_names)

    def count(self, name: str, answer: Rows, /, **arguments: Any) -> int:
        """How many rows a query has in all, of which an answer has the first."""
        if not answer.truncated:
            return len(answer.rows)
        return count(self.database, name, arguments, self.pinned_lens)

    @property
    def headers(self) -> dict[str, str]:
        """The headers of a page without mistakes; its ETag is of all that the page depends on."""
        depends_on = [
            self.path,
            sorted(self.request.query_params.multi_items()),
            self.lens.parameters(),
            self.language,
            self.snapshot.version,
            list(self.menu),
            rendering.fingerprint(),
        ]
        return {
            **page_headers(),
            "ETag": f'W/"{hashlib.sha256(repr(depends_on).encode()).hexdigest()[:24]}"',
        }

    def render(self, template: str, *, status: int = 200, **context: Any) -> Response:
        """The page; a lens with a mistake makes it 422."""
        if status == 200 and self.mistakes:
            status = 422
        headers = self.headers if status == 200 else page_headers()
        text = rendering.render(
            template,
            page=self,
            links=self.links,
            phrases=self.phrases,
            t=self.messages,
            **context,
        )
        return HTMLResponse(text, status, {**headers, "Content-Language": self.language})

    def redirect(self, path: str, **changes: str) -> Response:
        """A lasting redirect to another page, all parameters kept but those that change."""
        target = self.links.at(path, {**self.request.query_params, **changes})
        return RedirectResponse(target, 308, page_headers())


async def cached_page(request: Request) -> Page:
    """The page of a request, where it depends on the graph and the request alone.

    Raises:
        NotModified: The visitor has it already.
    """
    page = Page(request)
    page.snapshot = await request.app.state.snapshots.get_async()
    if page.lens.sources:
        try:
            await run_in_task(require_sources, page.database, page.lens.sources)
        except BadParameterError as error:
            page.leave_out(error)
    if not page.mistakes:
        require_modified(request, page.headers)
    return page


CachedPageDep = Annotated[Page, Depends(cached_page)]
PageDep = Annotated[Page, Depends()]
