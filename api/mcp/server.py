"""The MCP server: tools, resources and their descriptions, over standard input and output.

One generic tool runs the queries of the catalogue, and its description lists them. A tool for each
would put more than thirty schemas, each with the five parameters of the lens, before a model that
needs two of them, and many clients allow no more than a few dozen tools.
"""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from importlib.metadata import version
from typing import Annotated, Any, TypeVar

import anyio
import anyio.to_thread
from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ResourceNotFoundError, ToolError
from mcp.shared.exceptions import MCPError
from mcp.types import (
    INTERNAL_ERROR,
    Completion,
    CompletionArgument,
    CompletionContext,
    PromptReference,
    Resource,
    ResourceTemplateReference,
    ToolAnnotations,
)
from pydantic import BeforeValidator, Field

from api.mcp import tools
from api.mcp.completions import MOST, complete
from api.mcp.prompts import add_prompts
from api.mcp.stdio import StdioServer
from api.mcp.written import as_text
from api.quota.clients import Client
from api.quota.statements import StatementQuota
from graph.catalogue import names, run
from graph.database import Database
from graph.errors import PartycellError
from graph.guard import stop
from graph.model import DisagreementKind
from graph.row_formats import json_text

T = TypeVar("T")

_Text = Annotated[str, BeforeValidator(as_text)]
_Limit = Annotated[int, Field(description="Rows at most.")]
_Offset = Annotated[int, Field(description="Rows to leave out: what `next` of an answer says.")]
_Version = Annotated[
    str | None,
    Field(description="What `next` of an answer says: another state of the graph is refused."),
]
# The tool's schema has all names; another is refused by the catalogue, with those like it.
_Query = Annotated[str, Field(description="Its name.", json_schema_extra={"enum": list(names())})]
_Fields = Annotated[
    list[str] | None,
    Field(description="Columns that are wanted; all if left out. Without `claims`, none are told."),
]

# A process has one client, whose quota is that of one over HTTP.
_CLIENT = Client("this client", keyed=False)
_STOP_RETRY_SECONDS = 0.5
_READS = ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False)
_INSTRUCTIONS = """\
A sourced, dated graph of how the Workers' Party of Korea is organised. Every value is what some
source says; where sources differ, say so and name them. Find ids with ask(query='search',
arguments={'text': ...}), then ask about them. Every answer has the claims and sources behind it,
and the version of the graph: cite them. partycell://claims/ID and partycell://sources/ID give one
in full. An answer has as many rows as can be read at once: `summary` says which, and `next` how to
call again for those after them.
"""
_ASK = """\
Ask a query of the catalogue. `?` marks parameters that may be left out; dates are EDTF, such as
2007 or 1994-03; ids come from `search`. Every query also takes as_of (when it was so), known_at
(published by then), recorded_at, certainty (best, certain, possible), sources (ids, commas
between) and carry (years for which best carries forward what was attested).

"""


def create_server(database: Database) -> MCPServer[Any]:
    """The server over one database; it reads, and never writes."""
    quota = StatementQuota()

    @contextmanager
    def within_quota(as_protocol_error: Callable[[str], Exception]) -> Iterator[None]:
        """Within the client's share; our errors become those of the protocol."""
        try:
            with quota.acquire(_CLIENT):
                yield
        except PartycellError as error:
            raise as_protocol_error(str(error)) from error

    read_graph = partial(within_quota, partial(MCPError, INTERNAL_ERROR))
    server = GraphServer(
        database,
        read_graph,
        "partycell",
        title="Partycell",
        version=version("partycell"),
        instructions=_INSTRUCTIONS,
        log_level="WARNING",
    )

    def read_resource(read: Callable[[], dict[str, Any]]) -> str:
        with within_quota(ResourceNotFoundError):
            return json_text(read())

    # The model sees a tool's errors.
    _add_tools(server, database, partial(within_quota, ToolError))
    _add_resources(server, database, read_resource)
    _add_completion(server, database, read_graph)
    add_prompts(server)
    return server


class GraphServer(StdioServer):
    """The server, whose resources are the sources that the graph has when they are listed.

    Args:
        database: Where they are.
        read_graph: While it is read.
        name: What clients are told that it is called.
        options: Those of any server.
    """

    def __init__(
        self,
        database: Database,
        read_graph: Callable[[], AbstractContextManager[None]],
        name: str,
        **options: Any,
    ) -> None:
        super().__init__(name, **options)
        self._database = database
        self._read_graph = read_graph

    async def list_resources(self) -> list[Resource]:
        """Every source; claims are too many, and are had by their ids."""

        def read_sources() -> list[dict[str, Any]]:
            with self._read_graph():
                return run(self._database, "sources", {}).rows

        found = await anyio.to_thread.run_sync(read_sources)
        return [
            Resource(
                uri=f"partycell://sources/{row['id']}",
                name=row["id"],
                title=row["title"],
                description=", ".join(filter(None, (row["publisher"], row["published"]))) or None,
                mime_type="application/json",
            )
            for row in found
        ]


def _add_tools(
    server: MCPServer[Any],
    database: Database,
    run_tool: Callable[[], AbstractContextManager[None]],
) -> None:
    @server.tool(annotations=_READS)
    def schema() -> dict[str, Any]:
        """Labels, relations and properties of the graph with their meaning; look before Cypher."""
        with run_tool():
            return tools.schema(database)

    @server.tool(annotations=_READS, description=_ASK + tools.list_queries())
    def ask(
        query: _Query,
        arguments: Annotated[
            dict[str, Any] | None, Field(description="Its parameters, by name.")
        ] = None,
        limit: _Limit = 100,
        offset: _Offset = 0,
        fields: _Fields = None,
        graph_version: _Version = None,
    ) -> dict[str, Any]:
        with run_tool():
            return tools.run_query(
                database, query, arguments or {}, limit, offset, fields, graph_version
            )

    @server.tool(annotations=_READS)
    def disagreements(
        about: Annotated[
            _Text | None, Field(description="The id of a thing; all things if left out.")
        ] = None,
        text: Annotated[
            _Text | None,
            Field(description="Words that its question, names or ids hold, such as '2007'."),
        ] = None,
        kind: Annotated[
            DisagreementKind | None,
            Field(description="contested: both cannot hold; the others can."),
        ] = None,
        offset: _Offset = 0,
        graph_version: _Version = None,
    ) -> dict[str, Any]:
        """Which sources disagree: questions with their sides, who takes each, and their claims.

        What cannot both be so comes first, and of it what nothing settles. Dates that begin on one
        day are one `group`; a side that `fits_all` only says less exactly what all others say.
        """
        with run_tool():
            return tools.disagreements(database, about, text, kind, offset, graph_version)

    @server.tool(annotations=_READS)
    async def cypher(
        statement: Annotated[str, Field(description="One Cypher 25 statement; it must only read.")],
        parameters: Annotated[
            dict[str, Any] | None, Field(description="What $name stands for.")
        ] = None,
        limit: _Limit = 100,
    ) -> dict[str, Any]:
        """Read the graph in Cypher, where no query of the catalogue fits; ask `schema` first.

        Return ids of claims (edge.claims, claim.id) too: then the answer gives these claims with
        their sources.
        """
        with run_tool():
            return await run_cancellable(
                database,
                partial(tools.cypher, database, statement, parameters or {}, limit),
            )


def _add_resources(
    server: MCPServer[Any],
    database: Database,
    read_resource: Callable[[Callable[[], dict[str, Any]]], str],
) -> None:
    @server.resource("partycell://claims/{id}", mime_type="application/json")
    def claim(id: str) -> str:  # noqa: A002  (the address's name)
        """One claim: what is said, by which source, where in it, for which dates."""
        return read_resource(lambda: tools.claim(database, id))

    @server.resource("partycell://sources/{id}", mime_type="application/json")
    def source(id: str) -> str:  # noqa: A002
        """One source: what it is, why it is trusted, and its facts."""
        return read_resource(lambda: tools.source(database, id))


def _add_completion(
    server: MCPServer[Any],
    database: Database,
    read_graph: Callable[[], AbstractContextManager[None]],
) -> None:
    @server.completion()  # type: ignore[no-untyped-call,untyped-decorator]
    async def completion(
        ref: PromptReference | ResourceTemplateReference,
        argument: CompletionArgument,
        _context: CompletionContext | None,
    ) -> Completion:
        """Ids for what is being written."""
        address = ref.uri if isinstance(ref, ResourceTemplateReference) else ""

        def find_ids() -> list[str]:
            with read_graph():
                return complete(database, argument.name, address, argument.value)

        found = await anyio.to_thread.run_sync(find_ids)
        return Completion(values=found[:MOST], has_more=len(found) > MOST)


async def run_cancellable(database: Database, work: Callable[[str], T]) -> T:
    """Run `work` in a thread; if the client cancels, stop in the database what it runs there."""
    request = secrets.token_hex(8)
    started, cancelled, ended = threading.Event(), threading.Event(), threading.Event()

    def run() -> T:
        started.set()
        try:
            if cancelled.is_set():
                raise RuntimeError("cancelled before it started")
            return work(request)
        finally:
            ended.set()

    try:
        return await anyio.to_thread.run_sync(run, abandon_on_cancel=True)
    except anyio.get_cancelled_exc_class():
        # It may be between two statements: so again, until it has ended. Where it was cancelled
        # before it started there is nothing to stop: either side sees what the other has set.
        with anyio.CancelScope(shield=True):
            cancelled.set()
            while started.is_set() and not ended.is_set():
                await anyio.to_thread.run_sync(stop, database, request)
                await anyio.to_thread.run_sync(ended.wait, _STOP_RETRY_SECONDS)
        raise
