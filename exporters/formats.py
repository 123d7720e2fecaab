"""Every export format, in the order in which they are listed."""

from __future__ import annotations

from collections.abc import Iterator

from exporters.base import Format, check_table
from exporters.content import Content
from exporters.edge_lists import DL, PAJEK
from exporters.followthemoney import ENTITIES, STATEMENTS
from exporters.gephi import GEPHI
from exporters.gexf import GEXF
from exporters.graphml import GRAPHML
from exporters.neo4j_import import NEO4J_IMPORT
from exporters.node_link import NODE_LINK
from exporters.popolo import POPOLO
from exporters.rdf_syntaxes import JSON_LD, N_QUADS, TURTLE
from exporters.tables import CSV, CSV_PLAIN, PARQUET
from exporters.workbook import WORKBOOK
from graph.errors import BadInputError, BadParameterError
from graph.extras import import_extra
from graph.registry import Registry

FORMATS: Registry[Format] = Registry(
    "format",
    (
        GRAPHML,
        GEXF,
        GEPHI,
        NODE_LINK,
        PAJEK,
        DL,
        CSV,
        CSV_PLAIN,
        PARQUET,
        NEO4J_IMPORT,
        TURTLE,
        JSON_LD,
        N_QUADS,
        ENTITIES,
        STATEMENTS,
        POPOLO,
        WORKBOOK,
    ),
)


def chunks(content: Content, name: str, table: str | None = None) -> Iterator[bytes]:
    """The bytes of an export, piece by piece.

    Args:
        content: What is exported.
        name: In which format.
        table: For a format of tables: only this one of `TABLES`.

    Raises:
        BadInputError: There is no such format or table, or the format wants claims or a source.
        MissingExtraError: The package that writes it is not installed.
    """
    form = FORMATS.find(name)
    if table is not None:
        check_table(table)
        if form.write_table is None:
            raise BadParameterError("table", f"table={table!r}: {name} has no tables.")
        if table not in form.tables:
            has = ", ".join(form.tables)
            raise BadParameterError("table", f"table={table!r}: {name} has {has} alone.")
    if content.record is None and (form.of_claims or table in {"claims", "sources"}):
        raise BadInputError(
            f"{table or name} is made from claims, and this network was computed.",
            hint="Export the graph itself, or choose another format.",
        )
    if form.of_source is (content.source is None):
        message = (
            f"{name} is of one source: source=ID says which."
            if form.of_source
            else f"{name} is not of one source; sources={content.about['source']} narrows it."
        )
        raise BadParameterError("source", message)
    if form.package:
        import_extra(form.package)
    if table is not None and form.write_table is not None:
        return form.write_table(content, table)
    return form.write(content)
