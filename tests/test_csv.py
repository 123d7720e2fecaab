"""CSV as other people's programs read it: the values that JSON gives, and no formula."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from api.app import create_app
from exporters import chunks, from_database
from graph.database import Database
from graph.row_formats import cell_text, csv_lines, is_formula, marked_csv_lines

# Whatever a text of a source may be, and is no formula.
PLAIN = (
    *("=", "==", ">=", "<=", "~", "-", "+", "@", "-5", "-5.5", "+5", "-0044-03-15", "-1994/1995"),
    *(
        "+850 2 18111",
        "@kcna",
        "- a remark",
        "-5 members (some say 6)",
        "a=b",
        "x",
        "",
        "NA",
        "null",
    ),
    *("당세포", " two ", "a,b", 'say "so"', "line\nbreak", "tab\tin", "1e5", "007", "true", "0x1F"),
)
FORMULAS = (
    *("=1+1", "=A1", '=HYPERLINK("http://x")', "=cmd|' /C calc'!A0", "+cmd|' /C calc'!A0"),
    *("-2+3+cmd|' /C calc'!A0", "@SUM(1+9)*cmd|' /C calc'!A0", "\t=1+1", "\r=1", "＝1+1"),
    *('-1+HYPERLINK("x")', '-hyperlink ("http://x")', "=-1", "@SUM(A1:A9)"),
)


@pytest.fixture
def client(database: Database) -> Iterator[TestClient]:
    with TestClient(create_app(database)) as client:
        yield client


@pytest.mark.parametrize("text", PLAIN)
def test_what_is_no_formula_is_as_it_is(text: str) -> None:
    """A value that no spreadsheet would run has no sign that it did not have."""
    _, line = csv_lines(["x", "y"], [{"x": text, "y": 1}])
    table = pl.read_csv(line.encode(), has_header=False, infer_schema=False)
    assert table.row(0) == (text, "1")


@pytest.mark.parametrize("text", FORMULAS)
def test_formula_is_not_run(text: str) -> None:
    """A formula is text in a cell, in an item of a list, and in a heading."""
    assert is_formula(text)
    for value in (text, [text], ["a", text]):
        _, line = csv_lines(["x"], [{"x": value}])
        assert f"'{text}" in line.replace('""', '"')
    heading, *_ = csv_lines([text], [])
    assert f"'{text}" in heading.replace('""', '"')


@given(st.text(max_size=30))
def test_only_formulas_are_marked(text: str) -> None:
    """What begins with no operator is never touched, whatever follows."""
    if text.lstrip()[:1] not in set("=+-@＝＋－＠﹢﹣﹫⁼⁺⁻₌₊₋˗﹦"):
        assert not is_formula(text)


PATHS = ["/v1/claims", "/v1/sources", "/v1/events", "/v1/queries/neighborhood?id=party-cell"]


@pytest.mark.parametrize("path", PATHS)
def test_readers_have_the_values_of_json(path: str, client: TestClient, tmp_path: Path) -> None:
    """Polars, DuckDB, pandas and csvkit read what JSON gives, null apart from an empty text."""
    mark = "&" if "?" in path else "?"
    rows = client.get(f"{path}{mark}limit=1000").json()["data"]
    file = tmp_path / "rows.csv"
    file.write_bytes(client.get(f"{path}{mark}limit=1000&format=csv").content)
    wanted = [[cell_text(value) for value in row.values()] for row in rows]
    assert any(None in row for row in wanted)
    polars = pl.read_csv(file, infer_schema=False)
    assert [list(row) for row in polars.rows()] == wanted
    relation = duckdb.sql(f"FROM read_csv('{file}', all_varchar = true, header = true)")
    assert relation is not None
    found = relation.fetchall()
    assert [[value or "" for value in row] for row in found] == without_null(wanted)
    frame = pd.read_csv(file, dtype=str, keep_default_na=False)
    assert frame.to_numpy().tolist() == without_null(wanted)
    csvkit = subprocess.run(
        [str(Path(sys.executable).parent / "csvjson"), "--no-inference", str(file)],
        capture_output=True,
        text=True,
        check=True,
    )
    read = [[value or "" for value in row.values()] for row in json.loads(csvkit.stdout)]
    assert read == without_null(wanted)


def without_null(rows: list[list[Any]]) -> list[list[str]]:
    """What readers have that do not tell null from an empty text."""
    return [[value or "" for value in row] for row in rows]


def test_null_is_no_empty_text() -> None:
    """Null is an empty cell, an empty text two quotes, and a row of one null is a row."""
    lines = "".join(csv_lines(["a", "b"], [{"a": None, "b": ""}]))
    assert lines == 'a,b\n,""\n'
    assert pl.read_csv(lines.encode()).row(0) == (None, "")
    alone = "".join(csv_lines(["a"], [{"a": None}, {"a": "x"}]))
    assert pd.read_csv(io.StringIO(alone), skip_blank_lines=True).shape == (2, 1)


def test_operators_of_claims_are_their_own(client: TestClient) -> None:
    """`=`, which most claims have, is `=` in every form."""
    table = pl.read_csv(client.get("/v1/claims?format=csv&limit=1000").content, infer_schema=False)
    assert set(table["op"]) == {"=", ">=", "<=", "~"}


def test_parquet_has_no_marks(database: Database) -> None:
    """Values in Parquet are what claims say: nothing there is run."""
    data = b"".join(chunks(from_database(database), "parquet", "claims"))
    values = pl.read_parquet(data)
    assert set(values["op"]) == {"=", ">=", "<=", "~"}
    assert not any((text or "").startswith("'=") for text in values["value"])


@pytest.mark.parametrize(
    "path",
    [
        "/v1/sources?format=csv",
        "/v1/cypher?query=MATCH (s:Source) RETURN s.title AS title ORDER BY title&format=csv",
        "/v1/export?format=csv&table=sources",
    ],
)
def test_excel_reads_csv_as_utf8(path: str, client: TestClient) -> None:
    """CSV begins with the byte-order mark; `csv-plain` is the same without it."""
    content = client.get(path).content
    assert content.startswith(b"\xef\xbb\xbf")
    plain = client.get(path.replace("=csv", "=csv-plain"))
    assert content == b"\xef\xbb\xbf" + plain.content
    assert "text/csv" in plain.headers["content-type"] or "export" in path


def test_mark_is_of_the_file() -> None:
    """The mark stands once, before the heading, also of a table without rows."""
    assert "".join(marked_csv_lines(["a"], [{"a": "one\ntwo"}])) == '\ufeffa\n"one\ntwo"\n'
    assert list(marked_csv_lines(["a"], [])) == ["\ufeffa\n"]
