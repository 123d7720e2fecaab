"""The files that Neo4j's importer reads: few, each row whole, nothing that they cannot hold."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from graph.local.import_files import Day, ImportFiles, NotImportableError


def read_files(inputs: list[str], option: str) -> list[str]:
    """Header and rows of each file of an option, one after the other."""
    names = [part.split("=", 1)[1].split(",") for part in inputs if part.startswith(option)]
    return [Path(name).read_text(encoding="utf-8") for pair in names for name in pair]


def test_rows_have_all_columns(tmp_path: Path) -> None:
    """All nodes share a file: what one has not is an empty cell, and an empty text is quoted."""
    files = ImportFiles(tmp_path / "files")
    files.add_node(
        ["Thing", "Person"], "thing/a", {"id": "a", "rank": None, "names": ["A", 'B "b"']}
    )
    files.add_node(["Claim"], "claim/c", {"id": "c", "day": Day("1994-03-31"), "says": ""})
    files.add_relationship("SUBJECT", "claim/c", "thing/a", {})
    header, rows, bare_header, bare_rows = [
        *read_files(inputs := files.close(), "--nodes"),
        *read_files(inputs, "--relationships"),
    ]
    assert header == ":ID,:LABEL,id:string,names:string[],day:date,says:string\n"
    assert rows.splitlines() == [
        '"thing/a","Thing\x1fPerson","a","A\x1fB ""b""",,',
        '"claim/c","Claim","c",,1994-03-31,""',
    ]
    assert bare_header == ":START_ID,:END_ID,:TYPE\n"
    assert bare_rows == '"claim/c","thing/a","SUBJECT"\n'


def test_another_type_has_another_file(tmp_path: Path) -> None:
    """A property that is a text in one claim and a number in another stands in two files."""
    files = ImportFiles(tmp_path / "files")
    for key, value in (("a", "many"), ("b", 3), ("c", "few"), ("d", 3.5)):
        files.add_node(["Claim"], key, {"says": value})
    texts, first, numbers, second, fractions, third = read_files(files.close(), "--nodes")
    assert [texts, numbers, fractions] == [
        f":ID,:LABEL,says:{kind}\n" for kind in ("string", "long", "double")
    ]
    assert first == '"a","Claim","many"\n"c","Claim","few"\n'
    assert (second, third) == ('"b","Claim",3\n', '"d","Claim",3.5\n')


@pytest.mark.parametrize(
    "value",
    [[], [""], ["a\x1fb"], ["a", 1], {"a": 1}, object()],
    ids=lambda value: str(type(value)),
)
def test_what_files_cannot_hold_is_refused(tmp_path: Path, value: Any) -> None:
    """A list that would be no property, or be another, is refused, and so is what is no value."""
    with pytest.raises(NotImportableError):
        ImportFiles(tmp_path / "files").add_node(["Thing"], "a", {"x": value})


@pytest.mark.parametrize(
    ("value", "kind", "cell"),
    [
        (True, "boolean", "true"),
        (date(1994, 3, 31), "date", "1994-03-31"),
        (datetime(1994, 3, 31, tzinfo=UTC), "datetime", "1994-03-31T00:00:00+00:00"),
        ([date(1, 1, 1), date(9999, 12, 31)], "date[]", "0001-01-01\x1f9999-12-31"),
        (["", ""], "string[]", '"\x1f"'),
        ("a\nb", "string", '"a\nb"'),
    ],
)
def test_value_keeps_its_type(tmp_path: Path, value: Any, kind: str, cell: str) -> None:
    """The header says of what type a column is, and a cell is written as that type is read."""
    files = ImportFiles(tmp_path / "files")
    files.add_node(["Thing"], "a", {"x": value})
    assert read_files(files.close(), "--nodes") == [
        f":ID,:LABEL,x:{kind}\n",
        f'"a","Thing",{cell}\n',
    ]
