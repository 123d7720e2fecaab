"""`/v1/export`: the graph in a form that other tools read, streamed."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from functools import partial
from itertools import chain
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response, StreamingResponse
from starlette.concurrency import run_in_threadpool

from api.background import Streamed
from api.errors import RESPONSES
from api.responses import Envelope, GivenLens, Read, Reading
from exporters import (
    FORMATS,
    Content,
    chunks,
    count_edges,
    from_database,
    from_network,
)
from graph.catalogue import Rows, find
from graph.errors import BadInputError, BadParameterError
from graph.lens import NAMES, Snapshot
from graph.settings import settings

router = APIRouter(prefix="/v1", responses=RESPONSES)

_OWN = {"format", "relations", "table", "query"}
_COLUMNS = ("name", "title", "suffix", "media_type", "holds", "loses", "opens", "memory")


class Exporting(Reading):
    """What is to be exported, and how.

    Args:
        request: What asks.
        snapshot: What has been loaded so far.
        given: The lens as it was written.
        form: The format.
        relations: Only edges of these types; commas between.
        table: For csv and parquet: only this table.
        query: Only the edges of this query.

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
        relations: str,
        table: str | None,
        query: str | None,
    ) -> None:
        if form not in FORMATS:
            raise BadParameterError(
                "format", f"format={form!r} is not one of {', '.join(FORMATS)}."
            )
        self.query = query
        super().__init__(request, snapshot, given, form)
        self.relations = [part.strip() for part in relations.split(",") if part.strip()]
        self.table = table

    def _refuse_unknown(self) -> None:
        """The parameters of a query are its own; it refuses those that it does not know."""
        if self.query is None:
            super()._refuse_unknown()

    def content(self) -> Content:
        """What is exported.

        Raises:
            BadInputError: It is too large to be had over HTTP, or the query gives no edges.
        """
        if self.query is not None:
            if self.relations:
                raise BadParameterError("relations", "relations and query do not go together.")
            find(self.query)
            own = {
                name: value
                for name, value in self.request.query_params.items()
                if name not in {*NAMES, *_OWN}
            }
            from analysis.networks import from_query  # noqa: PLC0415  (NetworkX is slow)

            return from_network(from_query(self.database, self.query, own, self.lens))
        limit = settings().partycell_export_limit
        edges = count_edges(self.database, self.lens, relations=self.relations)
        if edges > limit:
            raise BadInputError(
                f"{edges:,} edges are more than the {limit:,} that are given over HTTP.",
                hint="Narrow it by relations, as_of or sources, or use `partycell export`.",
            )
        return from_database(self.database, self.lens, relations=self.relations)


async def exporting(
    request: Request,
    given: GivenLens,
    form: Annotated[
        str,
        Query(alias="format", description="Which format; /v1/export/formats lists them."),
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
) -> Exporting:
    """The export that a request asks for."""
    snapshot = await request.app.state.watch.seen()
    return Exporting(request, snapshot, given, form, relations=relations, table=table, query=query)


@router.get(
    "/export",
    tags=["graph"],
    response_class=StreamingResponse,
    responses={200: {"content": {form.media_type: {} for form in FORMATS.values()}}},
)
def export(read: Annotated[Exporting, Depends(exporting)]) -> Response:
    """The graph, or a query's edges, as a file for other tools; the bytes of `partycell export`."""
    fresh = read.fresh()
    if fresh is not None:
        return fresh
    form = FORMATS.find(read.form)
    pieces = _written(read)
    first = next(pieces, b"")  # what fails at once is an answer of its own
    suffix = f".{read.table}.{read.form}" if read.table else form.suffix
    headers = {
        **read.headers(),
        "Content-Disposition": f'attachment; filename="partycell{suffix}"',
        "Link": '</v1/export/formats>; rel="describedby"',
    }
    media_type = form.media_type if read.table is None else "application/octet-stream"
    return Streamed(
        chain([first], pieces),
        partial(run_in_threadpool, pieces.close),
        headers=headers,
        media_type=media_type,
    )


@router.get("/export/formats", response_model=Envelope, tags=["graph"])
def list_formats(read: Read) -> Response:
    """Every export format: what it holds, what it loses, how it is opened."""
    rows = [{column: getattr(form, column) for column in _COLUMNS} for form in FORMATS.values()]
    return read.fresh() or read.resource(rows, rows=Rows(_COLUMNS, rows))


def _written(read: Exporting) -> Generator[bytes]:
    """The pieces, while the client has its share of exports."""
    with read.request.app.state.exports.export(read.request.state.client):
        yield from chunks(read.content(), read.form, read.table)
