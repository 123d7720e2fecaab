"""Requests that read, and their responses: envelope, formats, pagination, ETag."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Annotated, Any, Literal
from urllib.parse import quote, urlencode

import orjson
from fastapi import Depends, Query, Request
from fastapi.openapi.utils import get_openapi
from fastapi.responses import Response
from fastapi.routing import APIRoute

from api.file_names import content_disposition, file_name
from api.pagination import Pagination, Place
from api.request_headers import choose_format, require_modified
from api.root_path import root_path
from api.schemas import enum
from graph.catalogue import Rows, run
from graph.database import Database
from graph.errors import BadParameterError
from graph.known_sources import require_sources
from graph.korean_names import with_korean_names
from graph.lens import CARRY_UNLESS_SET, CERTAINTIES, Lens, Snapshot
from graph.parameters import MAX_IDS
from graph.row_formats import csv_lines, json_lines, marked_csv_lines
from graph.row_windows import RowWindow
from graph.settings import settings
from graph.tasks import run_in_task

FORMATS = {
    "json": "application/json",
    "jsonl": "application/jsonl",
    "csv": "text/csv",
    "csv-plain": "text/csv",
}
_LINES: dict[str, Callable[..., Iterator[str]]] = {
    "jsonl": lambda _, rows: json_lines(rows),
    "csv": marked_csv_lines,
    "csv-plain": csv_lines,
}
# Parameters that say which page, and in which form, of one answer.
_OF_PAGE = frozenset(["limit", "next", "format", "provenance"])
_QUERY_PARAMETERS: dict[str, frozenset[str]] = {}  # by a route's path


async def parse_lens(
    as_of: Annotated[
        str | None, Query(description="EDTF or `today`: when it was so.", examples=["2007"])
    ] = None,
    known_at: Annotated[
        str | None, Query(description="EDTF or `today`: only what was published by then.")
    ] = None,
    recorded_at: Annotated[
        str | None, Query(description="EDTF or ISO 8601 time: the graph as it stood then.")
    ] = None,
    certainty: Annotated[
        str | None,
        Query(
            description="How as_of is taken; best unless given.",
            json_schema_extra=enum(CERTAINTIES),
        ),
    ] = None,
    sources: Annotated[
        str | None, Query(description="Only what these say; ids with commas between.")
    ] = None,
    carry: Annotated[
        str | None, Query(description=f"Years of carrying forward; unless set {CARRY_UNLESS_SET}.")
    ] = None,
) -> Lens:
    """The lens of a request."""
    return Lens.parse(
        {
            "as_of": as_of,
            "known_at": known_at,
            "recorded_at": recorded_at,
            "certainty": certainty,
            "sources": sources,
            "carry": carry,
        }
    )


LensDep = Annotated[Lens, Depends(parse_lens)]


class ReadRequest:
    """A request that reads: its database, its lens, the format of its answer.

    Args:
        request: The HTTP request.
        lens: Of the snapshot that is read.
        media_format: The format of the answer, such as one of `FORMATS`.
        provenance: Whether to give the claims themselves, not only their ids.
        names: In which language things are named where that is known; None is as everywhere.
        strict: Whether parameters that the route does not take are refused.

    Raises:
        BadParameterError: The route has no such parameter; it is named.
        NotModified: The client has this answer already.
    """

    def __init__(
        self,
        request: Request,
        lens: Lens,
        media_format: str,
        *,
        provenance: bool = False,
        names: Literal["ko"] | None = None,
        strict: bool = True,
    ) -> None:
        self.request = request
        self.path: str = request.scope["path"]
        self.root_path = root_path(request.scope)
        self.database: Database = request.app.state.database()
        self.lens = lens
        self.format = media_format
        self.provenance = provenance
        self._names = names
        if strict:
            self._refuse_unknown_parameters()
        require_modified(request, self.headers())

    def _refuse_unknown_parameters(self) -> None:
        """Every parameter must be one of the route's: a misspelt filter filters nothing."""
        known = query_parameters(self.request.scope["route"])
        for name in self.request.query_params:
            if name not in known:
                raise BadParameterError(
                    name,
                    f"There is no parameter {name!r} here.",
                    hint=f"There are: {', '.join(sorted(known))}.",
                )

    def run(self, name: str, page: RowWindow | None = None, /, **arguments: Any) -> Rows:
        """Run a query of the catalogue through this lens; arguments of None are left out."""
        given = {key: value for key, value in arguments.items() if value is not None}
        limit = settings().partycell_row_limit
        return run(self.database, name, given, self.lens, limit=limit, page=page)

    @property
    def version(self) -> str:
        """The graph's version."""
        return self.lens.snapshot.version

    def read_as_of(self, snapshot: Snapshot) -> None:
        """Read everything else as of this snapshot, and say so."""
        self.lens = replace(self.lens, snapshot=snapshot)

    @property
    def etag(self) -> str:
        """Of the graph's version and the request."""
        parts = [
            self.path,
            sorted(self.request.query_params.multi_items()),
            self.format,
            self.lens.parameters(),
            self.version,
        ]
        return f'"{hashlib.sha256(repr(parts).encode()).hexdigest()[:24]}"'

    def resource(self, data: Any, *, rows: Rows | None = None) -> Response:
        """One resource; in CSV and JSON Lines the rows it was made of."""
        if self.format != "json" and rows is not None:
            return self._table_response(rows.columns, self.with_claims(rows.rows))
        return self._envelope_response(data, rows)

    def page_of(self, name: str, page: Pagination, /, **arguments: Any) -> Response:
        """A page of what a query of the catalogue gives, whatever limit the query itself has."""
        place = page.place(self.version, self.question)
        window = RowWindow(place.start, page.size, place.after)
        answer = self.run(name, window, **arguments)
        last = answer.rows[-1].get("id") if answer.rows else None
        following = Place(place.start + page.size, str(last or ""))
        return self._page_response(
            answer, answer.rows, page, following if answer.truncated else None
        )

    def rows(self, answer: Rows, page: Pagination) -> Response:
        """A page of rows that are all there."""
        start = page.place(self.version, self.question).start
        end = start + page.size
        following = Place(end) if end < len(answer.rows) else None
        return self._page_response(answer, answer.rows[start:end], page, following)

    def _page_response(
        self,
        answer: Rows,
        rows: Sequence[Mapping[str, Any]],
        page: Pagination,
        following: Place | None,
    ) -> Response:
        chosen = self.with_claims(rows)
        next_token = page.token(self.version, self.question, following) if following else None
        if self.format != "json":
            return self._table_response(answer.columns, chosen, next_token)
        # What follows is on the next page, so that nothing is left out.
        return self._envelope_response(chosen, replace(answer, truncated=False), next_token)

    @property
    def question(self) -> str:
        """What tells the question apart from all others, whatever page or form is wanted."""
        parameters = self.request.query_params.multi_items()
        parts = [
            self.path,
            sorted(item for item in parameters if item[0] not in _OF_PAGE),
            self.lens.parameters(),
        ]
        return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]

    def _envelope_response(
        self, data: Any, rows: Rows | None, next_token: str | None = None
    ) -> Response:
        """The envelope, encoded once."""
        envelope = {
            "data": data,
            "next": next_token,
            "truncated": rows.truncated if rows else False,
            "graph_version": self.version,
            "undated_left_out": rows.undated_left_out if rows else 0,
            "as_of": self.lens.as_of,
            "carry": self.lens.carried,
            "note": rows.note if rows else None,
        }
        return Response(orjson.dumps(envelope), headers=self.headers(), media_type=FORMATS["json"])

    def redirect(self, old: str, new: str) -> Response:
        """A lasting redirect from the path with the old id to that with the new one."""
        path = self.root_path + quote(self.path.replace(f"/{old}", f"/{new}", 1))
        query = self.request.scope["query_string"].decode("latin-1")
        headers = {**self.headers(), "Location": f"{path}{'?' * bool(query)}{query}"}
        return Response(status_code=308, headers=headers)

    def text(self, text: str, media_type: str) -> Response:
        """A text of its own kind."""
        return Response(text, headers=self.headers(), media_type=f"{media_type}; charset=utf-8")

    def with_claims(self, rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
        """The rows with the names that are wanted, and with claims for ids for `provenance`."""
        copies = (
            with_korean_names(self.database, rows, {}) if self._names else list(map(dict, rows))
        )
        named = [row for row in copies if isinstance(row.get("claims"), list)]
        wanted = sorted({claim for row in named for claim in row["claims"]})
        if not self.provenance or not wanted:
            return copies
        found: dict[str, dict[str, Any]] = {}
        for first in range(0, len(wanted), MAX_IDS):
            part = wanted[first : first + MAX_IDS]
            claims = self.run("claims", ids=part, limit=MAX_IDS).rows
            found |= {row["id"]: row for row in claims}
        for row in named:
            row["claims"] = [found[claim] for claim in row["claims"] if claim in found]
        return copies

    def _table_response(
        self,
        columns: Sequence[str],
        rows: Sequence[Mapping[str, Any]],
        next_token: str | None = None,
    ) -> Response:
        lines = _LINES[self.format](columns, rows)
        what = self.path.removeprefix("/v1/").removeprefix("queries/").replace("/", "-")
        name = file_name(what, self.version, self.lens, f".{self.format.partition('-')[0]}")
        headers = {**self.headers(), "Content-Disposition": content_disposition(name)}
        if next_token:
            # Relative: the host of the request is no part of a cached response.
            items = self.request.query_params.multi_items()
            others = [item for item in items if item[0] != "next"]
            query = urlencode([*others, ("next", next_token)])
            headers["Link"] = f'<{self.root_path}{quote(self.path)}?{query}>; rel="next"'
        return Response("".join(lines), headers=headers, media_type=FORMATS[self.format])

    def headers(self) -> dict[str, str]:
        """What every answer to this read carries."""
        return {
            "ETag": self.etag,
            "Cache-Control": "no-cache",
            "Vary": "Accept",
        }


def query_parameters(route: APIRoute) -> frozenset[str]:
    """The names of the query parameters that a route takes, by its OpenAPI document."""
    if route.path not in _QUERY_PARAMETERS:
        operations = get_openapi(title="", version="", routes=[route])["paths"][route.path]
        _QUERY_PARAMETERS[route.path] = frozenset(
            parameter["name"]
            for parameter in operations["get"]["parameters"]
            if parameter["in"] == "query"
        )
    return _QUERY_PARAMETERS[route.path]


# Dependencies are coroutines, since nothing in them blocks: a thread would take as long as all the
# rest of a small answer.
async def read_request(
    request: Request,
    lens: LensDep,
    provenance: Annotated[
        bool, Query(description="Give the claims themselves, not only their ids.")
    ] = False,
    names: Annotated[
        Literal["ko"] | None, Query(description="Names of things in Hangul, where it is known.")
    ] = None,
    media_format: Annotated[
        str | None,
        Query(
            alias="format",
            description="The form of the answer; else by Accept.",
            json_schema_extra=enum(FORMATS),
        ),
    ] = None,
) -> ReadRequest:
    """The read that a request asks for."""
    chosen = choose_format(media_format, request.headers.get("accept", ""), FORMATS)
    pinned = await pin_lens(request, lens)
    # A query of the catalogue refuses parameters itself.
    strict = not request.scope["path"].startswith("/v1/queries/")
    return ReadRequest(request, pinned, chosen, provenance=provenance, names=names, strict=strict)


async def read_text(request: Request, lens: LensDep) -> ReadRequest:
    """The read of a text, whose form is none of a choice."""
    return ReadRequest(request, await pin_lens(request, lens), "text")


async def pin_lens(request: Request, lens: Lens) -> Lens:
    """The lens, of the latest snapshot.

    Raises:
        BadParameterError: It looks through a source that is none.
    """
    if lens.sources:
        await run_in_task(require_sources, request.app.state.database(), lens.sources)
    return replace(lens, snapshot=await request.app.state.snapshots.get_async())


ReadDep = Annotated[ReadRequest, Depends(read_request)]
TextReadDep = Annotated[ReadRequest, Depends(read_text)]
