"""What DuckDB reads right from a server by its extension httpfs: `python FILE ADDRESS`."""

# ruff: noqa: T201  (it tells what it found)

from __future__ import annotations

import json
import sys
from pathlib import Path

import duckdb
import duckdb_extension_httpfs

address = sys.argv[1]
extension = next(Path(duckdb_extension_httpfs.__file__).parent.rglob("*.duckdb_extension"))
connection = duckdb.connect()
connection.execute(f"LOAD '{extension}'")


def rows(reader: str, path: str, columns: str) -> list[tuple[object, ...]]:
    """The rows of an answer, in order."""
    statement = f"SELECT {columns} FROM {reader}('{address}{path}') ORDER BY ALL"  # noqa: S608
    return connection.sql(statement).fetchall()


claims = "/v1/claims?limit=1000&format="
edges = "/v1/export?table=edges&format="
print(
    json.dumps(
        {
            "claims": [
                rows("read_csv", f"{claims}csv", "id, op"),
                rows("read_json", f"{claims}jsonl", "id, op"),
            ],
            "edges": [
                rows("read_csv", f"{edges}csv", '"start", "end", type'),
                rows("read_parquet", f"{edges}parquet", '"start", "end", type'),
            ],
        }
    )
)
