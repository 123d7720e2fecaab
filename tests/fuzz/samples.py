"""Sound files of every kind that is read, to be changed."""

from __future__ import annotations

import io
import json
import re
import zipfile
from functools import cache
from pathlib import Path

import polars
from openpyxl import Workbook

# FollowTheMoney's own library reads these.
OF_FTM = ("ftm", "ftm list", "statements")
EXAMPLES = Path(__file__).parent.parent / "examples"
_HEADER = ["code", "name", "parent", "members", "years"]
_ROWS = [
    ["1", "Kim Il", "", "12", "1990 ~ 1999"],
    ["2", '김영일 "one"', "1", "3.5", "c. 1984"],
    ["3", "a, b; c", "2", "x", "late 2012"],
    ["4", "=1+1", "9", "", "1989.04 ~ 1994.07"],
]
MAPPING = """\
source: {id: fuzz, title: A table, publisher: Nobody, language: en, published: 2020, kind: table,
         url: https://example.org/table, trust: made up for a test}
read: {skip: 0, missing: ["", "-"]}
things:
  - as: unit
    label: Organization
    id: "u-{code}"
    claims:
      - {predicate: name, column: name, holds: "{years}", split: ";"}
      - {predicate: UNIT_OF, object_id: "u-{parent}"}
      - {predicate: members_total, column: members}
      - {predicate: AT_TIER, column: name, match: {"Kim": party-cell}}
leave: []
"""
_OWN = """\
source: {id: fuzz-own, title: A source, publisher: Nobody, language: en, kind: press,
         url: https://example.org/a, published: 1994-03-26, trust: made up for a test}
things:
  - {id: f-one, label: Person}
  - {id: f-office, label: Organization}
facts:
  - id: 1
    locator: paragraph 1
    gist: Somebody works somewhere.
    claims:
      - {about: f-one, predicate: name, value: Somebody, language: en}
      - {about: f-office, predicate: name, value: "Some\\u0020office"}
      - {about: f-one, predicate: MEMBER_OF, object: f-office, role: head, holds: 1990/1999}
      - about: f-one
        predicate: birth_date
        op: '~'
        value: 1950
        note: >-
          A folded
          text.
"""
_DECISIONS = """\
editors: fuzz-editors
decided: 2024-05-01
decisions:
  - {merged: kim-il, into: kim-i, same: true, reason: One birthday.}
  - {merged: pak, into: kim-i, same: false, reason: Two at one time.}
"""
_JUDGEMENTS = """\
editors: fuzz-editors
disagreements:
  - id: fuzz-question
    asks: How many?
    kind: contested
    explanation: They count otherwise.
    claims:
      - {about: party-cell, predicate: member_count}
"""


def table(suffix: str) -> bytes:
    """The same table as CSV, TSV, a workbook or Parquet."""
    if suffix == ".xlsx":
        book = Workbook()
        sheet = book.active
        assert sheet is not None
        for row in [_HEADER, *_ROWS]:
            sheet.append([float(cell) if cell.isdigit() else cell for cell in row])
        return _saved(book)
    if suffix == ".parquet":
        stream = io.BytesIO()
        polars.DataFrame(_ROWS, schema=_HEADER, orient="row").with_columns(
            polars.col("code").cast(polars.Int64),
            polars.lit([1.5, None]).alias("listed"),
            polars.lit("2007-01-02").str.to_date().alias("day"),
        ).write_parquet(stream)
        return stream.getvalue()
    between = "\t" if suffix == ".tsv" else ","
    quoted = [
        between.join('"' + cell.replace('"', '""') + '"' for cell in row)
        for row in [_HEADER, *_ROWS]
    ]
    return ("\n".join(quoted) + "\n").encode()


def workbook_of_ours() -> bytes:
    """A workbook as `export --format xlsx` writes it."""
    book = Workbook()
    first = book.active
    assert first is not None
    first.title = "source"
    for row in [("field", "value"), ("id", "fuzz-own"), ("title", "A source"), ("kind", "press"),
                ("publisher", "Nobody"), ("language", "en"), ("published", "1994"),
                ("trust", "made up")]:  # fmt: skip
        first.append(row)
    sheet = book.create_sheet("things")
    sheet.append(("id", "label", "rank", "series"))
    sheet.append(("f-one", "Person", None, None))
    sheet = book.create_sheet("claims")
    sheet.append(("fact", "locator", "gist", "about", "predicate", "value", "qualified_by"))
    sheet.append((1, "p 1", "Somebody is.", "f-one", "name", "Some \\u001b body", None))
    return _saved(book)


def _saved(book: Workbook) -> bytes:
    """The workbook's bytes, the same each time: without the time of day."""
    made, stream = io.BytesIO(), io.BytesIO()
    book.save(made)
    with zipfile.ZipFile(made) as parts, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as out:
        for name in parts.namelist():
            content = re.sub(rb"20\d\d-[\dT:-]+Z", b"2020-01-01T00:00:00Z", parts.read(name))
            out.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def _lines(name: str) -> bytes:
    records = json.loads((EXAMPLES / name).read_text(encoding="utf-8"))
    return "\n".join(json.dumps(record) for record in records).encode()


def statements() -> bytes:
    """FollowTheMoney statements."""
    shared = {"canonical_id": "s1", "schema": "Person", "dataset": "one"}
    told = [
        {**shared, "prop": "id", "value": "s1", "first_seen": "2019-05-01"},
        {**shared, "prop": "name", "value": "Pak", "lang": "kor"},
        {**shared, "prop": "birthDate", "value": "1950", "dataset": "two"},
    ]
    return "\n".join(map(json.dumps, told)).encode()


@cache
def samples() -> dict[str, tuple[str, bytes]]:
    """Each kind of reading, with a file's ending and a sound content."""
    return {
        "csv": (".csv", table(".csv")),
        "tsv": (".tsv", table(".tsv")),
        "xlsx": (".xlsx", table(".xlsx")),
        "parquet": (".parquet", table(".parquet")),
        "workbook": (".xlsx", workbook_of_ours()),
        "popolo": (".json", (EXAMPLES / "popolo.json").read_bytes()),
        "wikidata": (".json", (EXAMPLES / "wikidata.json").read_bytes()),
        "ftm": (".jsonl", _lines("ftm.json")),
        "ftm list": (".json", (EXAMPLES / "ftm.json").read_bytes()),
        "statements": (".jsonl", statements()),
        "mapping": (".yaml", MAPPING.encode()),
        "dataset": (".yaml", _OWN.encode()),
        "made-up party": (".yaml", (EXAMPLES / "made-up-party.yaml").read_bytes()),
        "decisions": (".yaml", _DECISIONS.encode()),
        "judgements": (".yaml", _JUDGEMENTS.encode()),
        "described": (".yaml", _OWN.partition("things:")[0].encode()),
    }
