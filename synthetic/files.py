"""Tables written in pieces, as Parquet for analysis and as CSV for Neo4j's importer."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType

import polars as pl

IMPORT, PARQUET = "import", "parquet"
NODES, EDGES = "nodes", "edges"

# How a column of ours is called in a CSV header, where it is not text.
_TYPES = {pl.Int64: ":long", pl.Boolean: ":boolean", pl.Date: ":date"}
_OWN = {
    "node": ":ID",
    "label": ":LABEL",
    "start": ":START_ID",
    "end": ":END_ID",
    "names": "names:string[]",
}


class TableWriter:
    """Writes one table piece by piece; its first piece says which columns there are.

    Args:
        folder: Of the generated party.
        kind: `nodes` or `edges`.
        name: A label such as `Person`, or a relationship type.
    """

    def __init__(self, folder: Path, kind: str, name: str) -> None:
        self.rows = 0
        self._stem = f"{kind}.{name}"
        self._csv = (folder / IMPORT / f"{self._stem}.csv").open("wb")
        self._header = folder / IMPORT / f"{self._stem}.header.csv"
        self._parquet = folder / PARQUET / f"{self._stem}.parquet"
        self._schema: pl.Schema | None = None

    def write(self, piece: pl.DataFrame) -> None:
        """Add rows."""
        if self._schema is None:
            self._schema = piece.schema
            self._header.write_text(",".join(map(_heading, piece.schema.items())) + "\n")
        self.rows += piece.height
        piece.write_csv(self._csv, include_header=False, null_value="")

    def __enter__(self) -> TableWriter:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._csv.close()
        if self._schema is not None and error is None:
            pl.scan_csv(self._csv.name, has_header=False, schema=self._schema).sink_parquet(
                self._parquet, compression="zstd"
            )


def write_parquet(folder: Path, name: str, rows: pl.DataFrame) -> None:
    """A table for analysis alone, which the graph holds in sum."""
    rows.write_parquet(folder / PARQUET / f"{name}.parquet", compression="zstd")


def _heading(column: tuple[str, pl.DataType | type[pl.DataType]]) -> str:
    name, kind = column
    return _OWN.get(name) or name + next(
        (text for type_, text in _TYPES.items() if kind == type_), ""
    )
