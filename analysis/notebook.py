"""The graph in Python, as a notebook wants it: networks, measures, tables, queries."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graph.catalogue import run, split
from graph.database import Database
from graph.errors import BadInputError
from graph.extras import import_extra
from graph.json_values import to_json
from graph.lens import EVERYTHING, Lens
from graph.row_windows import WHOLE
from graph.version import EMPTY, graph_version

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd
    import polars as pl

    from analysis.measures import Finding
    from exporters import Content


class Graph:
    """The graph, seen through a lens; a context manager, which closes its connection.

    Args:
        database: Where it lives.
        lens: What is let through.
    """

    def __init__(self, database: Database, lens: Lens = EVERYTHING) -> None:
        self._database = database
        self._lens = lens

    @classmethod
    def open(cls, lens: Lens) -> Graph:
        """Open the graph that the settings name.

        Raises:
            BadInputError: There is nothing in it yet.
        """
        database = Database.open()
        if graph_version(database) == EMPTY:
            database.close()
            raise BadInputError("The graph is empty.", hint="Run `partycell load` once.")
        return cls(database, lens)

    def __enter__(self) -> Graph:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        lens = "".join(f", {name}={text!r}" for name, text in self._lens.parameters().items())
        return f"<Graph {self.version}{lens}>"

    def close(self) -> None:
        """Give the connection back; graphs that `at` made of this one share it."""
        self._database.close()

    @property
    def version(self) -> str:
        """Which graph this is: cite it, so that others can get the same numbers."""
        return graph_version(self._database)

    def at(self, **lens: str | None) -> Graph:
        """The same graph through another lens; what is not given stays, None takes away.

        Raises:
            BadParameterError: The lens cannot be read.
        """
        return Graph(self._database, Lens.parse({**self._lens.parameters(), **lens}))

    def query(self, name: str, **arguments: Any) -> list[dict[str, Any]]:
        """The rows of a query of the catalogue: all of them, unless `limit` is given.

        Raises:
            UnknownIdError: No query has this name, or an id is of nothing.
            BadParameterError: An argument is unknown, missing or ill-typed.
        """
        own, lens = split({**self._lens.parameters(), **arguments})
        return run(self._database, name, own, lens, page=None if "limit" in own else WHOLE).rows

    def cypher(self, statement: str, **parameters: Any) -> list[dict[str, Any]]:
        """The rows of a Cypher statement, which only reads; the lens is not looked through.

        Raises:
            CypherError: Neo4j refused the statement.
        """
        answer = self._database.run(statement, parameters)
        return [
            dict(zip(answer.columns, map(to_json, record), strict=True))
            for record in answer.records
        ]

    def projection(self, name: str, *, contested: str = "accepted") -> nx.Graph[str]:
        """A network made from the graph, such as `hierarchy` or `appearance`.

        Args:
            name: One of `analysis.projections.PROJECTIONS`.
            contested: `accepted`, `all` or `weighted`.

        Raises:
            BadInputError: There is no such projection.
        """
        from analysis.projections import project  # noqa: PLC0415

        return project(self._database, name, self._lens, contested=contested)

    def measure(self, name: str, network: nx.Graph[str] | str, *, seed: int = 0) -> Finding:
        """A measure of a network: its value, or null with a reason.

        Args:
            name: One of `analysis.measures.MEASURES`.
            network: A network, or the name of a projection.
            seed: For measures that draw.

        Raises:
            BadInputError: There is no such measure or projection.
        """
        from analysis.measures import MEASURES, evaluate  # noqa: PLC0415

        wanted = self.projection(network) if isinstance(network, str) else network
        return evaluate(MEASURES.find(name), wanted, seed=seed)

    def to_networkx(
        self, relations: Sequence[str] = (), *, contested: str = "accepted"
    ) -> nx.MultiDiGraph[str]:
        """Every thing and every edge that the lens shows, or the edges of some relations.

        Args:
            relations: Only edges of these types; all where none is given.
            contested: `accepted`, `all` or `weighted`, here and in what follows as in exports.

        Raises:
            BadParameterError: There is no such relation or choice.
        """
        from analysis.networks import network_of  # noqa: PLC0415

        return network_of(self._content(relations, contested))

    def to_pandas(
        self, table: str = "edges", relations: Sequence[str] = (), *, contested: str = "accepted"
    ) -> pd.DataFrame:
        """A table as a pandas DataFrame: `nodes`, `edges`, `claims` or `sources`.

        Raises:
            MissingExtraError: pandas is not installed.
            BadParameterError: There is no such table or relation.
        """
        pandas = import_extra("pandas")
        found = self.to_polars(table, relations, contested=contested)
        # By object columns: pandas has no days, and no timestamps for the years 1 and 9999.
        frame: pd.DataFrame = pandas.DataFrame({column.name: column.to_list() for column in found})
        return frame

    def to_polars(
        self, table: str = "edges", relations: Sequence[str] = (), *, contested: str = "accepted"
    ) -> pl.DataFrame:
        """A table as a Polars DataFrame: `nodes`, `edges`, `claims` or `sources`.

        Raises:
            BadParameterError: There is no such table or relation.
        """
        from exporters.tables import data_frame  # noqa: PLC0415

        return data_frame(self._content(relations, contested), table)

    def export(
        self,
        file: str | Path,
        form: str,
        relations: Sequence[str] = (),
        table: str | None = None,
        *,
        contested: str = "accepted",
    ) -> list[Path]:
        """Write the graph to a file, as `partycell export` does; the files written.

        Raises:
            BadInputError: There is no such format, or the file cannot be written.
        """
        from exporters import save  # noqa: PLC0415

        return save(self._content(relations, contested), Path(file), form, table)

    def _content(self, relations: Sequence[str], contested: str) -> Content:
        from exporters import from_database  # noqa: PLC0415

        return from_database(self._database, self._lens, relations=relations, contested=contested)
