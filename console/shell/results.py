"""The result of a statement: shown, drawn, and exported to a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Group, RenderableType

from console.literals import is_cut, is_graph
from console.output import ROW_LIMIT
from console.rendering import RowFormat, render
from console.shell.drawing import graph_trees, plan_tree
from console.tables import as_records, render_rich
from exporters import FORMATS, from_network, save
from graph.catalogue import Rows
from graph.database import Answer
from graph.errors import BadInputError
from graph.files import write_output

_ROW_FORMATS = {
    ".csv": RowFormat.CSV_EXCEL,
    ".json": RowFormat.JSON,
    ".jsonl": RowFormat.JSONL,
}
_GRAPH_FORMATS = {
    item.suffix: name
    for name, item in FORMATS.items()
    if item.suffix not in _ROW_FORMATS and not item.of_claims
}

if TYPE_CHECKING:
    import networkx as nx


@dataclass(frozen=True)
class Result:
    """The result of a statement.

    Attributes:
        columns: Names, in order.
        rows: The driver's values, or the catalogue's JSON values, by column.
        truncated: Whether there are more rows.
        rest: How to get them, in words.
        total: How many there are, where that is known.
        seconds: From sending the statement to the last row.
        counters: What was changed, by Neo4j's names.
        plan: Where the statement began with EXPLAIN or PROFILE.
    """

    columns: Sequence[str]
    rows: list[Mapping[str, Any]]
    truncated: bool = False
    seconds: float = 0.0
    counters: Mapping[str, int] = field(default_factory=dict)
    plan: Mapping[str, Any] | None = None
    rest: str = ROW_LIMIT
    total: int | None = None

    @classmethod
    def of(cls, answer: Answer | Rows, total: int | None = None) -> Result:
        """A statement's answer, or that of a query of the catalogue."""
        if isinstance(answer, Rows):
            return cls(
                answer.columns,
                list(answer.rows),
                answer.truncated,
                answer.seconds,
                rest=answer.rest,
                total=total,
            )
        rows = [dict(zip(answer.columns, record, strict=True)) for record in answer.records]
        return cls(
            answer.columns,
            list(rows),
            answer.truncated,
            answer.seconds,
            answer.counters,
            answer.plan,
        )

    def text(self, output_format: RowFormat, width: int | None) -> str:
        """The rows in a format.

        In a table for a terminal the graph in them is drawn as trees; they stand alone where the
        rows hold nothing else. A plan is drawn in every format.

        Args:
            output_format: The format.
            width: Of the terminal; None for a pipe or a file.
        """
        parts: list[RenderableType] = []
        rows = ""
        network = self.network() if output_format is RowFormat.TABLE and width is not None else None
        drawable = network is not None and network.number_of_edges() > 0
        if self.columns and not (drawable and self._holds_graphs_alone()):
            rows = render(self.columns, self.rows, output_format, width=width)
        if network is not None and drawable:
            parts += ["", *graph_trees(network)] if rows else graph_trees(network)
        if self.plan is not None:
            parts.append(plan_tree(self.plan))
        return rows + (render_rich(Group(*parts), width) if parts else "")

    def heading(self, output_format: RowFormat, width: int | None) -> int:
        """How many lines at the top of the text are the header."""
        side_by_side = output_format is RowFormat.TABLE and not as_records(self.columns, width)
        return 1 if side_by_side and not self._holds_graphs_alone() else 0

    def network(self) -> nx.MultiDiGraph[str]:
        """The graph in the rows."""
        from analysis.networks import from_answer  # noqa: PLC0415  (NetworkX is slow)

        return from_answer(self.rows)

    def _holds_graphs_alone(self) -> bool:
        return all(value is None or is_graph(value) for row in self.rows for value in row.values())

    def summary(self) -> str:
        """How many rows came, and how long it took."""
        count = len(self.rows)
        time = f"{self.seconds * 1000:,.0f} ms"
        if not self.columns:
            return time
        cut = any(is_cut(name, value) for row in self.rows for name, value in row.items())
        more = "; :format verbose shows values whole" if cut else ""
        return f"{count:,} row{'' if count == 1 else 's'}, {time}{more}"

    def export(self, file: Path) -> str:
        """Write all rows, or the graph in them, in the format of the file's suffix.

        Returns:
            What was written, in words.

        Raises:
            BadInputError: No format has this suffix, there is no graph, or the file cannot be
                written.
        """
        suffix = file.suffix.lower()
        if suffix in _ROW_FORMATS:
            write_output(file, [render(self.columns, self.rows, _ROW_FORMATS[suffix]).encode()])
            return f"{file}: {len(self.rows):,} rows"
        if suffix not in _GRAPH_FORMATS:
            raise BadInputError(
                f"{file.name!r} does not end with the suffix of a format.",
                hint=f"There are: {', '.join([*_ROW_FORMATS, *_GRAPH_FORMATS])}.",
            )
        network = self.network()
        if not network:
            raise BadInputError(
                "The last result has no nodes, relationships or paths.",
                hint="Return them themselves, not their properties.",
            )
        save(from_network(network), file, _GRAPH_FORMATS[suffix])
        return f"{file}: {len(network):,} nodes, {network.number_of_edges():,} edges"
