"""Every export format: what it holds, what it loses, how it is opened. Docs and checks derive."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from dataclasses import dataclass

from graph.analysis.exports.content import Content
from graph.errors import BadInputError, BadParameterError
from graph.extras import import_extra

TABLES = ("nodes", "edges", "claims", "sources")
_IDS_ONLY = "what claims and sources say (their ids are on the edges)"


@dataclass(frozen=True)
class Format:
    """An export format.

    Attributes:
        name: As in `--format`.
        title: What people call it.
        suffix: Of its files, with the dot; of one table, the name's own.
        media_type: Of its answers over HTTP.
        holds: What is in it.
        loses: What is not.
        opens: How to open it.
        module: The module below this package whose `chunks(content)` writes it.
        header: Whether the file itself says what it loses; else that is written beside it.
        of_claims: Whether it is made from claims, so that a computed network has no such form.
        tables: Whether one table alone can be had.
        memory: What is kept while it is written, beside one row.
        package: The optional package that writes it, of those in `graph.extras`.
    """

    name: str
    title: str
    suffix: str
    media_type: str
    holds: str
    loses: tuple[str, ...]
    opens: str
    module: str
    header: bool = False
    of_claims: bool = False
    tables: bool = False
    memory: str = "nothing"
    package: str = ""


FORMATS: dict[str, Format] = {
    item.name: item
    for item in (
        Format(
            "graphml",
            "GraphML",
            ".graphml",
            "application/graphml+xml",
            "nodes, edges, every attribute; claims and sources as JSON text on the graph",
            ("lists, which are JSON text",),
            "networkx.read_graphml, igraph, Gephi, Cytoscape, yEd",
            "graphml",
            header=True,
        ),
        Format(
            "gexf",
            "GEXF 1.3",
            ".gexf",
            "application/gexf+xml",
            "nodes, edges with spells for a timeline, every attribute",
            (
                "parallel edges of one type, which are one edge with several spells",
                "lists, which are JSON text",
                _IDS_ONLY,
            ),
            "Gephi (timeline and all), networkx.read_gexf, sigma",
            "gexf",
            header=True,
        ),
        Format(
            "json",
            "node-link JSON",
            ".json",
            "application/json",
            "nodes, edges, every attribute; claims and sources on the graph",
            (),
            'networkx.node_link_graph(data, edges="edges"), d3, sigma',
            "node_link",
        ),
        Format(
            "pajek",
            "Pajek .net",
            ".net",
            "text/plain",
            "nodes by id, arcs with their type as label and their weight",
            ("names and other attributes of nodes", "dates", "claims and sources"),
            "Pajek, networkx.read_pajek, igraph, R's network",
            "pajek",
            header=True,
            memory="the nodes' numbers",
        ),
        Format(
            "dl",
            "UCINET DL",
            ".dl",
            "text/plain",
            "nodes by id, edges with their weight",
            (
                "names and other attributes of nodes",
                "types of edges (choose them by relations)",
                "dates",
                "claims and sources",
            ),
            "UCINET, igraph.Graph.Read_DL, NetDraw",
            "ucinet",
            memory="the nodes' numbers",
        ),
        Format(
            "csv",
            "CSV",
            ".zip",
            "application/zip",
            "four tables: nodes, edges, claims, sources",
            ("types of values", "lists, whose items are joined by semicolons"),
            "any spreadsheet, pandas, polars, R, Gephi (one table: --table)",
            "comma_separated",
            header=True,
            tables=True,
        ),
        Format(
            "parquet",
            "Apache Parquet",
            ".zip",
            "application/zip",
            "four tables with typed columns and lists: nodes, edges, claims, sources",
            ("whether a claim's value is a number or text, which is text",),
            "pandas, polars, DuckDB, R's arrow (one table: --table)",
            "parquet",
            header=True,
            tables=True,
            memory="20,000 rows",
        ),
        Format(
            "neo4j",
            "Neo4j admin import",
            ".zip",
            "application/zip",
            "things, edges, claims, sources and what relates them, as CSV with typed headers",
            (
                "questions, loads and what was retired",
                "whether a claim's value is a number or text, which is text",
                "which claims conflict",
            ),
            "unpack, and run the command in README.txt",
            "admin_import",
            header=True,
            of_claims=True,
        ),
        Format(
            "turtle",
            "RDF, Turtle",
            ".ttl",
            "text/turtle",
            "things, sources, every claim as a statement with source and voice, what they say",
            ("which claim says which plain statement (the claims themselves say it)",),
            "rdflib, Jena, GraphDB, Protege; checked by shapes.ttl (SHACL)",
            "turtle",
            header=True,
            of_claims=True,
        ),
        Format(
            "jsonld",
            "RDF, JSON-LD",
            ".jsonld",
            "application/ld+json",
            "things, sources, every claim, what it says in a graph named after it",
            (),
            "rdflib, Jena, any JSON-LD processor",
            "json_ld",
            of_claims=True,
        ),
        Format(
            "nquads",
            "RDF, N-Quads",
            ".nq",
            "application/n-quads",
            "things, sources, every claim, what it says in a graph named after it",
            (),
            "rdflib, Jena, Oxigraph, any quad store",
            "n_quads",
            of_claims=True,
        ),
        Format(
            "ftm",
            "FollowTheMoney entities",
            ".jsonl",
            "application/jsonl",
            "people, organisations, posts, events, occupancies, memberships; sources as datasets",
            (
                "tiers, roles, rules, duties, ideas and what relates to them",
                "which source says what of an entity (ftm-statements does)",
                "vague dates, and in what role somebody took part",
                "denied claims, gists and places in sources",
            ),
            "followthemoney, yente, Aleph, nomenklatura; `partycell load FILE --as ftm`",
            "ftm",
            of_claims=True,
            package="followthemoney",
        ),
        Format(
            "ftm-statements",
            "FollowTheMoney statements",
            ".jsonl",
            "application/jsonl",
            "as ftm, each value with its source as dataset and its claim as origin",
            (
                "tiers, roles, rules, duties, ideas and what relates to them",
                "vague dates, and in what role somebody took part",
                "denied claims, gists and places in sources",
            ),
            "followthemoney (`ftm` commands), nomenklatura; `partycell load FILE --as ftm`",
            "ftm_statements",
            of_claims=True,
            package="followthemoney",
        ),
        Format(
            "popolo",
            "Popolo JSON",
            ".json",
            "application/json",
            "people, organisations, areas, posts, events and memberships, with their sources",
            (
                "tiers, roles, rules, duties, ideas and what relates to them",
                "values that sources dispute, where no editor prefers one",
                "vague dates, and who took part in an event (organisers are held)",
                "claims (only whose they are)",
            ),
            "any reader of Popolo, as EveryPolitician's; `partycell load FILE --as popolo`",
            "popolo",
            of_claims=True,
            memory="the sources",
        ),
    )
}


def export_format(name: str) -> Format:
    """The format of this name.

    Raises:
        BadInputError: There is none.
    """
    try:
        return FORMATS[name]
    except KeyError:
        raise BadInputError(
            f"There is no format {name!r}.", hint=f"There are: {', '.join(FORMATS)}."
        ) from None


def chunks(content: Content, name: str, table: str | None = None) -> Iterator[bytes]:
    """The bytes of an export, piece by piece.

    Args:
        content: What is exported.
        name: In which format.
        table: For a format of tables: only this one of `TABLES`.

    Raises:
        BadInputError: There is no such format or table, or the format wants claims.
        MissingExtraError: The package that writes it is not installed.
    """
    form = export_format(name)
    if table is not None:
        check_table(table)
        if not form.tables:
            raise BadParameterError("table", f"table={table!r}: {name} has no tables.")
    if content.record is None and (form.of_claims or table in {"claims", "sources"}):
        raise BadInputError(
            f"{table or name} is made from claims, and this network was computed.",
            hint="Export the graph itself, or choose another format.",
        )
    if form.package:
        import_extra(form.package)
    module = importlib.import_module(f"graph.analysis.exports.{form.module}")
    pieces: Iterator[bytes] = (
        module.table_chunks(content, table) if table is not None else module.chunks(content)
    )
    return pieces


def check_table(name: str) -> None:
    """Raise BadParameterError unless there is this table."""
    if name not in TABLES:
        raise BadParameterError("table", f"table={name!r} is not one of {', '.join(TABLES)}.")


def losses(name: str) -> str:
    """What a format does not hold, as text; empty where it holds everything."""
    form = export_format(name)
    return "".join(f"{form.title} does not hold: {what}.\n" for what in form.loses)
