"""`/v1/export`: the graph in a format that other tools read, streamed."""

from __future__ import annotations

from collections.abc import Generator
from functools import partial
from itertools import chain
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response, StreamingResponse
from starlette.concurrency import run_in_threadpool

from api.background import TimedStreamingResponse
from api.errors import RESPONSES
from api.responses import Envelope, LensDep, ReadDep, ReadRequest, pin_lens
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
from graph.lens import NAMES, Lens
from graph.settings import settings

router = APIRouter(prefix="/v1", responses=RESPONSES)

_OWN = {"format", "relations", "table", "query"}
_COLUMNS = ("name", "title", "suffix", "media_type", "holds", "loses", "opens", "memory")


class ExportRequest(ReadRequest):
    """A request for an export.

    Args:
        request: The HTTP request.
        lens: Of the snapshot that is read.
        name: The format.
        relations: Only edges of these types; commas between.
        table: For csv and parquet: only this table.
        query: Only the edges of this query.

    Raises:
        BadParameterError: A parameter is unknown or ill-typed; it is named.
        NotModified: The client has this export already.
    """

    def __init__(
        self,
        request: Request,
        lens: Lens,
        name: str,
        *,
        relations: str,
        table: str | None,
        query: str | None,
    ) -> None:
        if name not in FORMATS:
            raise BadParameterError(
                "format", f"format={name!r} is not one of {', '.join(FORMATS)}."
            )
        self.query = query
        super().__init__(request, lens, name)
        self.relations = [part.strip() for part in relations.split(",") if part.strip()]
        self.table = table

    def _refuse_unknown_parameters(self) -> None:
        """The parameters of a query are its own; it refuses those that it does not know."""
        if self.query is None:
            super()._refuse_unknown_parameters()

    def content(self) -> Content:
        """The content of the export.

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


async def export_request(
    request: Request,
    lens: LensDep,
    name: Annotated[
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
) -> ExportRequest:
    """The export that a request asks for."""
    pinned = await pin_lens(request, lens)
    return ExportRequest(request, pinned, name, relations=relations, table=table, query=query)


@router.get(
    "/export",
    tags=["graph"],
    response_class=StreamingResponse,
    responses={200: {"content": {form.media_type: {} for form in FORMATS.values()}}},
)
def export(read: Annotated[ExportRequest, Depends(export_request)]) -> Response:
    """The graph, or a query's edges, as a file for other tools; the bytes of `partycell export`."""
    form = FORMATS.find(read.format)
    content = _chunks(read)
    first = next(content, b"")  # an error before the first chunk has a status of its own
    suffix = f".{read.table}.{read.format}" if read.table else form.suffix
    headers = {
        **read.headers(),
        "Content-Disposition": f'attachment; filename="partycell{suffix}"',
        "Link": '</v1/export/formats>; rel="describedby"',
    }
    media_type = form.media_type if read.table is None else "application/octet-stream"
    return TimedStreamingResponse(
        chain([first], content),
        partial(run_in_threadpool, content.close),
        headers=headers,
        media_type=media_type,
    )


@router.get("/export/formats", response_model=Envelope, tags=["graph"])
def list_formats(read: ReadDep) -> Response:
    """Every export format: what it holds, what it loses, how it is opened."""
    rows = [{column: getattr(form, column) for column in _COLUMNS} for form in FORMATS.values()]
    return read.resource(rows, rows=Rows(_COLUMNS, rows))


def _chunks(read: ExportRequest) -> Generator[bytes]:
    """The chunks, within the client's quota of exports."""
    with read.request.app.state.export_quota.acquire(read.request.state.client):
        yield from chunks(read.content(), read.format, read.table)
