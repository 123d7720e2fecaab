"""What an export is made of: rows of nodes and edges, and of claims and sources where there are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from exporters.columns import EDGE_COLUMNS, NODE_COLUMNS, Column, Columns, Row
from exporters.contested import choose
from exporters.names import written_names
from graph.catalogue import run
from graph.contests import Contested, read_contests
from graph.database import Database
from graph.errors import BadParameterError, UnknownIdError
from graph.fragments import expand
from graph.json_values import to_json
from graph.lens import EVERYTHING, NEVER_RETIRED, Lens
from graph.relations import RELATIONS
from graph.row_windows import WHOLE
from graph.statements import statement
from graph.version import pin

if TYPE_CHECKING:
    import networkx as nx

Rows = Callable[[], Iterable[Row]]
Things = Callable[[Sequence[str] | None], Iterable[Row]]


@dataclass(frozen=True)
class Record:
    """What the graph's edges are made from.

    Attributes:
        claims: Every claim, denied ones too; the columns are `CLAIM_COLUMNS`.
        sources: Every source; the columns are `SOURCE_COLUMNS`.
        questions: Every question that sources answer differently, with its kind and its sides; the
            columns are those of the query `contested`.
        things: Every thing of these kinds, or of all, with the claims of it that count as maps
            under `claims`, and who took part in an event under `participants`.
        counts: Whether what an asserted claim says is stated as it is.
    """

    claims: Rows
    sources: Rows
    questions: Rows
    things: Things
    counts: Callable[[Row], bool]


@dataclass(frozen=True)
class SourceContent:
    """One source without any lens.

    Attributes:
        fields: What it says of itself, by the names of `SOURCE_COLUMNS`.
        size: How many live claims it has.
        things: Those that it names, by id.
        claims: Its live claims with all their properties, in the order of its facts.
    """

    fields: Row
    size: int
    things: Rows
    claims: Rows


@dataclass(frozen=True)
class Content:
    """What an export is made of; each of its rows can be read more than once.

    Attributes:
        about: What it is of, as pairs of a name and a text: the graph's version and the lens.
        nodes: One row a node: `id` and the columns.
        edges: One row an edge: `start`, `end` and the columns; those of one start come together.
        node_columns: What a node may have.
        edge_columns: What an edge may have.
        directed: Whether edges go one way.
        multigraph: Whether there can be two edges between two nodes.
        record: The claims behind it; None for what was computed.
        source: The one source that it is of; None for a whole graph.
        inside: Whether claims and sources are wanted in a file that has them beside it else.
    """

    about: Mapping[str, str]
    nodes: Rows
    edges: Rows
    node_columns: Columns = field(default_factory=lambda: NODE_COLUMNS)
    edge_columns: Columns = field(default_factory=lambda: EDGE_COLUMNS)
    directed: bool = True
    multigraph: bool = True
    record: Record | None = None
    source: SourceContent | None = None
    inside: bool = False


def from_database(
    database: Database,
    lens: Lens = EVERYTHING,
    *,
    relations: Iterable[str] = (),
    source: str | None = None,
    contested: str = Contested.ACCEPTED,
) -> Content:
    """The whole graph that the lens lets through, straight from the driver's streams.

    Claims, sources and questions are all there; `contested` says which of it is in edges and is
    stated as it is.

    Args:
        database: Where from.
        lens: What is let through, and as of which snapshot.
        relations: Only edges of these types, and what they join; all where none is given.
        source: For a format of one source: its id; there is no lens then, and nothing is left out.
        contested: `accepted`: what nobody contests, or an editor prefers; `all`: all that is said;
            `weighted`: that too, each edge with its share of voices as `weight`.

    Raises:
        BadParameterError: The lens or `contested` cannot be read, there is no such relation, or one
            does not go together with a source.
        UnknownIdError: There is no such source.
    """
    wanted = check_relations(relations)
    if source is not None:
        others = [("relations", wanted), ("contested", contested != Contested.ACCEPTED)]
        for name in (*lens.parameters(), *(name for name, given in others if given)):
            raise BadParameterError(name, f"{name} and source do not go together.")
    filters = lens.parameters()
    lens = pin(database, lens)
    bound: dict[str, Any] = {"lens": lens.bind(), "relations": wanted or None}
    choice = choose(contested, lambda: read_contests(database, bound["lens"]))
    about = {"graph_version": lens.snapshot.version}
    # Under names of their own: a record has `sources` too.
    about |= {f"lens_{name}": text for name, text in filters.items()}
    if source is not None:
        about["source"] = source
    else:
        about["contested"] = contested
    if wanted:
        about["relations"] = ",".join(wanted)

    def rows(name: str) -> Rows:
        return lambda: database.stream(expand(statement(name), bound["lens"]), bound)

    edges = rows("export/edges")
    weight = {"weight": Column.NUMBER} if contested == Contested.WEIGHTED else {}
    return Content(
        about,
        rows("export/nodes"),
        lambda: choice.edges(edges()),
        edge_columns={**EDGE_COLUMNS, **weight},
        record=Record(
            rows("export/claims"),
            rows("export/sources"),
            lambda: run(database, "contested", {}, lens, page=WHOLE).rows,
            lambda kinds: choice.things(
                database.stream(
                    expand(statement("export/things"), bound["lens"]), {**bound, "kinds": kinds}
                )
            ),
            choice.counts,
        ),
        source=None if source is None else _source(database, source),
    )


def _source(database: Database, identifier: str) -> SourceContent:
    bound = {"source": identifier, "never": NEVER_RETIRED}
    found = database.run(statement("export/source"), bound).records
    if not found:
        raise UnknownIdError(f"source={identifier!r}: nothing has this id.")
    fields, size = found[0]
    return SourceContent(
        fields,
        size,
        lambda: database.stream(statement("export/source_things"), bound),
        lambda: (row["claim"] for row in database.stream(statement("export/source_claims"), bound)),
    )


def count_edges(
    database: Database, lens: Lens = EVERYTHING, *, relations: Iterable[str] = ()
) -> int:
    """How many edges there are, contested ones too; counted under the database's time limit."""
    wanted = check_relations(relations) or None
    bound = pin(database, lens).bind()
    text = expand(statement("export/count"), bound)
    answer = database.run(text, {"lens": bound, "relations": wanted})
    return int(answer.records[0][0])


def check_relations(relations: Iterable[str]) -> list[str]:
    """The relations asked for, in order.

    Raises:
        BadParameterError: There is none of this name.
    """
    wanted = sorted(set(relations))
    for name in wanted:
        if name not in RELATIONS:
            raise BadParameterError(
                "relations",
                f"There is no relation {name!r}.",
                hint=f"There are: {', '.join(RELATIONS)}.",
            )
    return wanted


def from_network(network: nx.Graph[Any], about: Mapping[str, str] | None = None) -> Content:
    """The nodes and edges of a NetworkX graph, with their attributes.

    Node ids become text. Columns are what the attributes' values have in common.
    """

    def nodes() -> Iterator[Row]:
        for node, data in network.nodes(data=True):
            yield {**_plain(data, {"id"}), "id": str(node)}

    def edges() -> Iterator[Row]:
        for start, end, data in network.edges(data=True):
            yield {**_plain(data, {"start", "end"}), "start": str(start), "end": str(end)}

    texts = {str(name): str(value) for name, value in network.graph.items() if value is not None}
    return Content(
        {**texts, **(about or {})},
        nodes,
        edges,
        columns_of(nodes(), ("id",)),
        columns_of(edges(), ("start", "end")),
        directed=network.is_directed(),
        multigraph=network.is_multigraph(),
    )


def _plain(data: Mapping[Any, Any], reserved: Set[str]) -> dict[str, Any]:
    """The attributes that have a value; one that is called as ours are has `_` behind it."""
    names = written_names(map(str, data), reserved)
    return {names[str(name)]: to_json(item) for name, item in data.items() if item is not None}


def columns_of(rows: Iterable[Row], left_out: tuple[str, ...]) -> Columns:
    """The columns that rows have beside those left out, each of what its values have in common."""
    found: dict[str, Column] = {}
    for row in rows:
        for name, value in row.items():
            if name in left_out:
                continue
            kind = _column(value)
            before = found.setdefault(name, kind)
            if before is not kind:
                found[name] = _wider(before, kind)
    return found


def _column(value: Any) -> Column:
    if isinstance(value, bool):
        return Column.BOOLEAN
    if isinstance(value, int):
        return Column.INTEGER
    if isinstance(value, float):
        return Column.NUMBER
    return Column.TEXTS if isinstance(value, list) else Column.TEXT


def _wider(one: Column, other: Column) -> Column:
    return Column.NUMBER if {one, other} <= {Column.INTEGER, Column.NUMBER} else Column.VALUE
