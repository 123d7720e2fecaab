"""From rows to an answer: envelope, formats, pages, ETag."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Annotated, Any
from urllib.parse import quote, urlencode

import orjson
from fastapi import Depends, Query, Request
from fastapi.responses import Response, StreamingResponse
from pydantic import BaseModel, Field

from graph.catalogue import MAX_IDS, Rows, Slice, run
from graph.database import Database
from graph.errors import BadParameterError
from graph.formats import csv_lines, json_lines
from graph.lens import Lens, Snapshot
from graph.settings import settings

FORMATS = {
    "json": "application/json",
    "jsonl": "application/jsonl",
    "csv": "text/csv",
}
_MAX_PAGE = 1000


async def given_lens(
    as_of: Annotated[str | None, Query(description="EDTF or `today`: when it was so.")] = None,
    known_at: Annotated[
        str | None, Query(description="EDTF or `today`: only what was published by then.")
    ] = None,
    recorded_at: Annotated[
        str | None, Query(description="EDTF or ISO 8601 time: the graph as it stood then.")
    ] = None,
    certainty: Annotated[
        str | None, Query(description="best, certain or possible; how as_of is taken.")
    ] = None,
    sources: Annotated[
        str | None, Query(description="Only what these say; ids with commas between.")
    ] = None,
) -> dict[str, str | None]:
    """The lens as every read over HTTP takes it, as it was written."""
    return {
        "as_of": as_of,
        "known_at": known_at,
        "recorded_at": recorded_at,
        "certainty": certainty,
        "sources": sources,
    }


GivenLens = Annotated[dict[str, str | None], Depends(given_lens)]


class Envelope(BaseModel):
    """Every answer in JSON."""

    data: Any = Field(description="The rows, or the resource.")
    next: str | None = Field(None, description="Give it as `next` to get the next page.")
    truncated: bool = Field(False, description="Whether rows were left out for the row limit.")
    graph_version: str = Field(description="Changes whenever the graph does.")
    undated_left_out: int = Field(
        0, description="Sources that known_at leaves out, since their date is unknown."
    )
    as_of: str | None = Field(None, description="The date asked for, `today` resolved.")


class Reading:
    """One read: its database, its lens, the form of its answer.

    Args:
        request: What asks.
        snapshot: What has been loaded so far.
        given: The lens as it was written.
        form: The form of the answer, one of `FORMATS`.
        provenance: Whether to give the claims themselves, not only their ids.

    Raises:
        BadParameterError: A parameter is unknown or ill-typed; it is named.
    """

    def __init__(
        self,
        request: Request,
        snapshot: Snapshot,
        given: Mapping[str, str | None],
        form: str,
        *,
        provenance: bool = False,
    ) -> None:
        self.request = request
        self.path: str = request.scope["path"]
        self.database: Database = request.app.state.database()
        self.lens = replace(Lens.parse(given), snapshot=snapshot)
        self.provenance = provenance
        self.form = form
        self._refuse_unknown()

    def _refuse_unknown(self) -> None:
        """Every parameter must be known to the route: a misspelt filter is no filter."""
        if self.path.startswith("/v1/queries/"):
            return
        dependant = self.request.scope["route"].dependant
        known = {field.alias for field in _query_fields(dependant)}
        for name in self.request.query_params:
            if name not in known:
                raise BadParameterError(
                    name,
                    f"There is no parameter {name!r} here.",
                    hint=f"There are: {', '.join(sorted(known))}.",
                )

    def run(self, name: str, arguments: Mapping[str, Any], page: Slice = Slice()) -> Rows:  # noqa: B008
        """Ask a query of the catalogue through this lens."""
        return run(
            self.database,
            name,
            arguments,
            self.lens,
            limit=settings().partycell_row_limit,
            page=page,
        )

    @property
    def version(self) -> str:
        """The graph's version."""
        return self.lens.snapshot.version

    def read_as_of(self, snapshot: Snapshot) -> None:
        """Read everything else as of this snapshot, and say so."""
        self.lens = replace(self.lens, snapshot=snapshot)

    @property
    def etag(self) -> str:
        """Of the graph's version and what is asked for."""
        asked = [
            self.path,
            sorted(self.request.query_params.multi_items()),
            self.form,
            self.lens.parameters(),
            self.version,
        ]
        return f'"{hashlib.sha256(repr(asked).encode()).hexdigest()[:24]}"'

    def fresh(self) -> Response | None:
        """304, where the client has this answer already."""
        theirs = {
            tag.strip().removeprefix("W/")
            for tag in self.request.headers.get("if-none-match", "").split(",")
        }
        if theirs & {self.etag, "*"}:
            return Response(status_code=304, headers=self.headers())
        return None

    def resource(self, data: Any, *, rows: Rows | None = None) -> Response:
        """One resource; in CSV and JSON Lines the rows it was made of."""
        if self.form != "json" and rows is not None:
            return self._tabular(rows.columns, self.with_claims(rows.rows))
        return self._enveloped(data, rows)

    def rows(self, answer: Rows, page: Page, *, first: int = 0) -> Response:
        """A page of the rows; `first` says which row of all the answer begins with."""
        start = page.start(self.version)
        own = start - first
        chosen = self.with_claims(answer.rows[own : own + page.size])
        more = own + page.size < len(answer.rows)
        next_token = page.token(self.version, start + page.size) if more else None
        if self.form != "json":
            return self._tabular(answer.columns, chosen, next_token)
        return self._enveloped(chosen, answer, next_token)

    def _enveloped(self, data: Any, rows: Rows | None, next_token: str | None = None) -> Response:
        """The envelope, encoded once."""
        envelope = {
            "data": data,
            "next": next_token,
            "truncated": rows.truncated if rows else False,
            "graph_version": self.version,
            "undated_left_out": rows.undated_left_out if rows else 0,
            "as_of": self.lens.as_of,
        }
        return Response(orjson.dumps(envelope), headers=self.headers(), media_type=FORMATS["json"])

    def moved(self, identifier: str, kept: str) -> Response:
        """A redirect to the id that is kept, with the same parameters."""
        path = quote(self.path.replace(f"/{identifier}", f"/{kept}", 1))
        query = self.request.scope["query_string"].decode("latin-1")
        headers = {**self.headers(), "Location": f"{path}{'?' * bool(query)}{query}"}
        return Response(status_code=308, headers=headers)

    def text(self, text: str, media_type: str) -> Response:
        """A text of its own kind."""
        return Response(text, headers=self.headers(), media_type=f"{media_type}; charset=utf-8")

    def with_claims(self, rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
        """The rows, their claims' ids replaced by the claims where provenance is asked for."""
        copies = [dict(row) for row in rows]
        named = [row for row in copies if isinstance(row.get("claims"), list)]
        wanted = sorted({claim for row in named for claim in row["claims"]})
        if not self.provenance or not wanted:
            return copies
        found: dict[str, dict[str, Any]] = {}
        for first in range(0, len(wanted), MAX_IDS):
            part = wanted[first : first + MAX_IDS]
            arguments = {"ids": part, "limit": MAX_IDS}
            found |= {row["id"]: row for row in self.run("claims", arguments).rows}
        for row in named:
            row["claims"] = [found[claim] for claim in row["claims"] if claim in found]
        return copies

    def _tabular(
        self,
        columns: Sequence[str],
        rows: Sequence[Mapping[str, Any]],
        next_token: str | None = None,
    ) -> Response:
        lines = csv_lines(columns, rows) if self.form == "csv" else json_lines(rows)
        headers = self.headers()
        if next_token:
            # Relative: by which name the server was asked is no part of an answer that is kept.
            given = [item for item in self.request.query_params.multi_items() if item[0] != "next"]
            query = urlencode([*given, ("next", next_token)])
            headers["Link"] = f'<{quote(self.path)}?{query}>; rel="next"'
        return StreamingResponse(lines, headers=headers, media_type=FORMATS[self.form])

    def headers(self) -> dict[str, str]:
        """What every answer to this read carries."""
        return {
            "ETag": self.etag,
            "Cache-Control": "no-cache",
            "Vary": "Accept",
        }


class Page:
    """Which rows of a list: so many, from where a token of ours says."""

    def __init__(self, size: int, token: str | None) -> None:
        self.size = size
        self._next = token

    def token(self, version: str, start: int) -> str:
        """Where the next page starts, for one version of the graph."""
        return base64.urlsafe_b64encode(f"{version}:{start}".encode()).decode().rstrip("=")

    def start(self, version: str) -> int:
        """The first row of this page.

        Raises:
            BadParameterError: The token is not ours, or the graph has changed since.
        """
        if self._next is None:
            return 0
        try:
            padded = self._next + "=" * (-len(self._next) % 4)
            theirs, _, start = base64.urlsafe_b64decode(padded.encode()).decode().rpartition(":")
            number = int(start)
        except ValueError as error:
            raise BadParameterError("next", "next is not a token of ours.") from error
        if theirs != version or number < 0:
            raise BadParameterError(
                "next", "The graph has changed since that page.", hint="Start again without next."
            )
        return number


def _form(asked: str | None, accept: str) -> str:
    if asked is not None:
        if asked not in FORMATS:
            raise BadParameterError(
                "format", f"format={asked!r} is not one of {', '.join(FORMATS)}."
            )
        return asked
    for part in accept.split(","):
        kind = part.partition(";")[0].strip()
        for name, media in FORMATS.items():
            if kind == media:
                return name
    return "json"


def _query_fields(dependant: Any) -> list[Any]:
    fields = list(dependant.query_params)
    for inner in dependant.dependencies:
        fields += _query_fields(inner)
    return fields


# These run where requests are taken in, and not in a thread of their own, since nothing in them
# waits: going to a thread and back takes as long as all the rest of a small answer.
async def reading(
    request: Request,
    given: GivenLens,
    provenance: Annotated[
        bool, Query(description="Give the claims themselves, not only their ids.")
    ] = False,
    form: Annotated[
        str | None, Query(alias="format", description="json, jsonl or csv; else by Accept.")
    ] = None,
) -> Reading:
    """The read that a request asks for."""
    snapshot = await request.app.state.watch.seen()
    chosen = _form(form, request.headers.get("accept", ""))
    return Reading(request, snapshot, given, chosen, provenance=provenance)


async def paged(
    limit: Annotated[int | None, Query(ge=1, le=_MAX_PAGE, description="Rows on a page.")] = None,
    next: Annotated[  # noqa: A002  (the interface's name)
        str | None, Query(description="From the answer before; opaque.")
    ] = None,
) -> Page:
    """The page that a request asks for."""
    return Page(limit or settings().partycell_page_size, next)


Read = Annotated[Reading, Depends(reading)]
Paged = Annotated[Page, Depends(paged)]
