"""`/v1/export`: the graph in a format that other tools read, streamed."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import PlainTextResponse, Response, StreamingResponse
from starlette.concurrency import run_in_threadpool

from api.background import TimedStreamingResponse
from api.errors import RESPONSES
from api.file_names import content_disposition, file_name
from api.operations import operation_id
from api.pagination import PaginationDep
from api.reads import (
    LensDep,
    ReadDep,
    ReadRequest,
    TextReadDep,
    pin_lens,
)
from api.schemas import enum, list_of
from exporters import (
    FORMATS,
    Content,
    chunks,
    count_edges,
    from_database,
    from_network,
)
from exporters.rdf_vocabulary import vocabulary
from graph.catalogue import Rows
from graph.contests import Contested
from graph.errors import BadInputError, BadParameterError
from graph.lens import NAMES
from graph.settings import settings

router = APIRouter(prefix="/v1", responses=RESPONSES, generate_unique_id_function=operation_id)

_OWN = {"format", "relations", "table", "query", "claims", "contested"}
_COLUMNS = ("name", "title", "suffix", "media_type", "holds", "loses", "opens", "marks", "memory")


@dataclass(frozen=True)
class Export:
    """A request for an export.

    Attributes:
        read: The request; its format is one of the exports' formats.
        relations: Only edges of these types; all where there are none.
        table: For csv and parquet: only this table.
        query: Only the edges of this query.
        source: For xlsx: whose claims; with a query it is a parameter of the query.
        inside: Whether claims and sources are wanted in a file that has them beside it else.
        contested: How what is contested is taken.
    """

    read: ReadRequest
    relations: list[str]
    table: str | None
    query: str | None
    source: str | None
    inside: bool
    contested: Contested

    def content(self) -> Content:
        """The content of the export.

        Raises:
            BadInputError: It is too large for HTTP, or the query gives no edges.
        """
        database, lens = self.read.database, self.read.lens
        if self.query is not None:
            if self.relations:
                raise BadParameterError("relations", "relations and query do not go together.")
            from analysis.networks import from_query  # noqa: PLC0415  (NetworkX is slow)

            given = self.read.request.query_params
            own = {name: text for name, text in given.items() if name not in {*NAMES, *_OWN}}
            return from_network(
                from_query(database, self.query, own, lens, contested=self.contested),
                {"contested": self.contested},
            )
        limit = settings().partycell_export_limit
        if self.source is not None:
            content = self._from_database()
            assert content.source is not None  # noqa: S101  (one was asked for)
            if content.source.size > limit:
                raise BadInputError(
                    f"{content.source.size:,} claims are more than the {limit:,} that are exported "
                    "over HTTP.",
                    hint="Use `partycell export`.",
                )
            return content
        edges = count_edges(database, lens, relations=self.relations)
        if edges > limit:
            raise BadInputError(
                f"{edges:,} edges are more than the {limit:,} that are exported over HTTP.",
                hint="Narrow it by relations, as_of or sources, or use `partycell export`.",
            )
        return self._from_database()

    def _from_database(self) -> Content:
        return from_database(
            self.read.database,
            self.read.lens,
            relations=self.relations,
            source=self.source,
            contested=self.contested,
        )


async def export_request(
    request: Request,
    lens: LensDep,
    name: Annotated[
        str,
        Query(
            alias="format",
            description="Which format; /v1/export/formats says what each holds.",
            json_schema_extra=enum(FORMATS),
        ),
    ],
    relations: Annotated[
        str, Query(description="Only edges of these types; commas between.", max_length=1000)
    ] = "",
    table: Annotated[
        str | None, Query(description="For csv and parquet: only this table.", max_length=20)
    ] = None,
    query: Annotated[
        str | None,
        Query(
            description="Only the edges of this query, whose parameters are given too.",
            max_length=100,
        ),
    ] = None,
    source: Annotated[
        str | None,
        Query(description="For xlsx: whose claims, to edit and load again.", max_length=100),
    ] = None,
    claims: Annotated[
        Literal["beside", "inside"],
        Query(description="For graphml: inside has claims and sources in the file."),
    ] = "beside",
    contested: Annotated[
        Contested,
        Query(
            description="What is contested: accepted leaves out what no editor prefers, all has it "
            "too, weighted with its share of voices."
        ),
    ] = Contested.ACCEPTED,
) -> Export:
    """The export that a request asks for."""
    if name not in FORMATS:
        raise BadParameterError("format", f"format={name!r} is not one of {', '.join(FORMATS)}.")
    # The parameters of a query are its own; it refuses those that it does not know.
    read = ReadRequest(request, await pin_lens(request, lens), name, strict=query is None)
    wanted = [part.strip() for part in relations.split(",") if part.strip()]
    return Export(read, wanted, table, query, source, claims == "inside", contested)


@router.get(
    "/export",
    tags=["graph"],
    response_class=StreamingResponse,
    responses={200: {"content": {form.media_type: {} for form in FORMATS.values()}}},
)
def export(wanted: Annotated[Export, Depends(export_request)]) -> Response:
    """The graph, or a query's edges, as a file for other tools; the bytes of `partycell export`."""
    read, table = wanted.read, wanted.table
    form = FORMATS.find(read.format)
    content = _chunks(wanted)
    first = next(content, b"")  # an error before the first chunk has a status of its own
    suffix = f".{read.format}" if table else form.suffix
    what = "-".join(part for part in (wanted.query, table, read.format) if part)
    name = file_name(what, read.version, read.lens, suffix)
    headers = {
        **read.headers(),
        "Content-Disposition": content_disposition(name),
        "Link": f'<{read.root_path}/v1/export/formats>; rel="describedby"',
    }
    return TimedStreamingResponse(
        chain([first], content),
        partial(run_in_threadpool, content.close),
        headers=headers,
        media_type="application/octet-stream" if table else form.media_type,
    )


@router.get("/export/formats", response_model=list_of("formats", _COLUMNS), tags=["graph"])
def list_formats(read: ReadDep, page: PaginationDep) -> Response:
    """Every export format: what it holds, what it loses, how it is opened."""
    rows = [{column: getattr(form, column) for column in _COLUMNS} for form in FORMATS.values()]
    return read.rows(Rows(_COLUMNS, rows), page)


@router.get(
    "/export/vocabulary",
    tags=["graph"],
    response_class=PlainTextResponse,
    responses={200: {"content": {"text/turtle": {}}}},
)
def get_vocabulary(read: TextReadDep) -> Response:
    """The terms of our RDF, each with its meaning, as RDF Schema in Turtle."""
    return read.text("".join(vocabulary()), "text/turtle")


def _chunks(wanted: Export) -> Generator[bytes]:
    """The chunks, within the client's quota of exports."""
    request = wanted.read.request
    with request.app.state.export_quota.acquire(request.state.client):
        content = replace(wanted.content(), inside=wanted.inside)
        yield from chunks(content, wanted.read.format, wanted.table)
