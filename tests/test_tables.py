"""Tables by a mapping: what becomes of every cell."""

from __future__ import annotations

import json
from pathlib import Path

import polars
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from exporters import from_database, save
from graph.catalogue import run, split
from graph.database import Database
from graph.errors import BadInputError
from graph.paths import DATA
from loaders.dataset.consistency import EMPTY_GRAPH
from loaders.foreign.importer import ForeignFormat, load_foreign, load_workbooks
from loaders.foreign.tables import read_table
from loaders.foreign.tables.preview import preview_claims
from loaders.foreign.tables.template import write_mapping_template
from loaders.problems import DatasetError
from loaders.workbook import is_claims_workbook

MAPPING = """
source:
  id: people-table
  title: A table of people
  publisher: Nobody
  language: ko
  published: 2020-01-01
  kind: table
  trust: made up for a test
READ
things:
  - as: person
    label: Person
    id: "t-{번호}"
    claims:
      - {predicate: name, column: 이름, language: ko, split: "|"}
      - {predicate: birth_date, column: 생년}
      - {predicate: MEMBER_OF, object: office, role: "{직책}", holds: "{기간}"}
  - as: office
    label: Organization
    id: "t-{소속}"
    when: 소속
    claims:
      - {predicate: name, column: 소속, language: ko}
      - predicate: AT_TIER
        column: 소속
        match: {"세포$": party-cell, "위원회$": city-county-committee}
leave: [메모]
"""
HEADER = ["번호", "이름", "생년", "소속", "직책", "기간", "메모", "비고"]
ROWS = [
    ["1", "김영일|金英日", "1984년경", "평양 당세포", "비서", "1989.04 ~ 1994.07", "a", ""],
    ["2", "김영일", "주체101(2012).4.11", "평양 당세포", "부비서", "연도미상 ~ 2012", "", "x"],
    ["3", "리철수", "모름", "함흥시 위원회", "비서", "곧", "-", ""],
    ["4", "박", "", "", "", "", "", ""],
]


def text(separator: str = ",", ends: str = "\n", header: bool = True) -> str:
    return "".join(separator.join(row) + ends for row in ([HEADER, *ROWS] if header else ROWS))


def mapping(folder: Path, read: str = "") -> Path:
    file = folder / "people.yaml"
    file.write_text(MAPPING.replace("READ", f"read: {{{read}}}" if read else ""), encoding="utf-8")
    return file


def written(folder: Path, kind: str) -> tuple[Path, str]:
    """The same table in one kind of file, and what the mapping must say of how to read it."""
    file = folder / f"people.{kind.partition(' ')[0]}"
    if kind == "xlsx":
        book = Workbook()
        sheet = book.active
        assert sheet is not None
        for row in [HEADER, *ROWS]:
            sheet.append([int(cell) if cell.isdigit() else cell for cell in row])
        book.save(file)
    elif kind == "parquet":
        polars.DataFrame(ROWS, schema=HEADER, orient="row").write_parquet(file)
    else:
        encoding = {"csv cp949": "cp949", "csv mark": "utf-8-sig", "csv utf-16": "utf-16"}
        separator = {"tsv": "\t", "csv semicolon": ";", "csv bare": ";"}.get(kind, ",")
        ends = "\r\n" if kind == "csv mixed" else "\n"
        content = text(separator, ends, header=kind != "csv bare")
        if kind == "csv mixed":
            content = content.replace("\r\n", "\n", 2).replace("\r\n", "\r", 1)
        file.write_bytes(content.encode(encoding.get(kind, "utf-8")))
    columns = ", ".join(HEADER)
    return file, f"header: false, columns: [{columns}]" if kind == "csv bare" else ""


KINDS = [
    "csv", "csv cp949", "csv mark", "csv utf-16", "csv semicolon", "csv bare", "csv mixed", "tsv",
    "xlsx", "parquet",
]  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_table_says_the_same(kind: str, database: Database, tmp_path: Path) -> None:
    """One table gives the same claims whatever its file, encoding, separator and line ends."""
    from loaders.load import read_snapshot

    file, read = written(tmp_path, kind)
    imported = read_table(file, mapping(tmp_path, read), read_snapshot(database))
    claims = [
        (
            claim["about"],
            claim["properties"]["predicate"],
            claim["object"] or claim["properties"]["says"],
            claim["properties"].get("role"),
            claim["properties"].get("holds"),
        )
        for claim in imported.claims()
    ]
    assert ("t-1", "birth_date", "1984~", None, None) in claims
    assert ("t-2", "birth_date", "2012-04-11", None, None) in claims
    names = [
        value for about, predicate, value, *_ in claims if (about, predicate) == ("t-1", "name")
    ]
    assert names == ["김영일", "金英日"]
    cell = next(about for about, predicate, *_ in claims if predicate == "AT_TIER")
    assert ("t-1", "MEMBER_OF", cell, "비서", "1989-04/1994-07") in claims
    assert ("t-2", "MEMBER_OF", cell, "부비서", "/2012") in claims
    assert ("t-3", "leftover", "생년 = 모름", None, None) in claims
    assert ("t-2", "leftover", "비고 = x", None, None) in claims
    report = imported.report
    assert report.accounts
    assert (report.records, report.ignored, len(report.leftovers)) == (4, 1, 1)
    assert {(note.place[-1], note.field) for note in report.warnings if note.field in HEADER} == {
        (note.place[-1], note.field) for note in report.warnings if note.field == "생년"
    }
    assert not report.refused


@pytest.mark.writes
def test_refused_rows_are_mended_and_loaded_alone(database: Database, tmp_path: Path) -> None:
    """Three broken rows of five are refused with reasons, kept aside, and load when mended."""
    broken = [
        ["", "없음", "1950", "", "", "", "", ""],
        ["6", "최", "1951", "어느 곳", "비서", "1990", "", ""],
        ["7", "", "1952", "", "", "", "", ""],
    ]
    rows = [HEADER, ROWS[0], *broken, ROWS[3]]
    file = tmp_path / "people.csv"
    file.write_text("\n".join(",".join(row) for row in rows) + "\n", encoding="utf-8")
    given = mapping(tmp_path)
    other = tmp_path / "other.yaml"
    other.write_text(
        given.read_text(encoding="utf-8").replace("column: 소속, language: ko", "column: 없는"),
        encoding="utf-8",
    )
    with pytest.raises(DatasetError, match="has no column '없는'"):
        load_foreign(database, file, ForeignFormat.TABLE, mapping=other)
    dry = load_foreign(database, file, ForeignFormat.TABLE, mapping=given, dry_run=True)
    assert (dry.quarantines, dry.loaded.added) == ((), 12)
    outcome = load_foreign(database, file, ForeignFormat.TABLE, mapping=given)
    assert [(note.place, note.message) for note in outcome.report.refused] == [
        ("row 3", "is empty: the row is about nothing."),
        ("row 5", "'t-7' has no name: no claim of this file has predicate name."),
    ]
    assert outcome.report.accounts
    (quarantine,) = outcome.quarantines
    assert quarantine == tmp_path / "people.quarantine.csv"
    kept = quarantine.read_text(encoding="utf-8")
    assert kept.count("\n") == 3
    assert "is empty: the row is about nothing." in kept
    mended = kept.replace("\n,없음", "\n5,없음").replace("\n7,,", "\n7,하,")
    quarantine.write_text(mended, encoding="utf-8")
    again = load_foreign(database, quarantine, ForeignFormat.TABLE, mapping=given, strict=True)
    assert not again.report.refused
    assert (again.loaded.retired, again.loaded.sources["people-table"].described) == (0, False)
    assert {row["id"] for row in run(database, "search", {"text": "없음"}).rows} == {"t-5"}
    renamed = tmp_path / "mended.csv"
    renamed.write_text(mended, encoding="utf-8")
    assert load_foreign(database, renamed, ForeignFormat.TABLE, mapping=given).loaded.retired == 0


@pytest.mark.writes
def test_strict_load_refuses_all(database: Database, tmp_path: Path) -> None:
    """With --strict one refused row keeps the whole table out."""
    file = tmp_path / "people.csv"
    file.write_text(text() + ",아무개,1950,,,,,\n", encoding="utf-8")
    before = run(database, "counts", {}).rows
    with pytest.raises(DatasetError, match=r"people\.csv:6: .*row 6: is empty"):
        load_foreign(database, file, ForeignFormat.TABLE, mapping=mapping(tmp_path), strict=True)
    assert run(database, "counts", {}).rows == before


UNITS = """
source:
  id: units-table
  title: A tree of units
  publisher: Nobody
  language: en
  published: 2020-01-01
  kind: table
  trust: made up for a test
things:
  - as: unit
    label: Organization
    id: "u-{code}"
    claims:
      - {predicate: name, column: name, holds: "{from} ~ {to}"}
      - {predicate: name, column: alias, split: ";"}
      - {predicate: UNIT_OF, object_id: "u-{parent}", holds: "{from} ~ {to}"}
      - {predicate: CONTINUES, object_id: "u-{was}", role: "{how}"}
"""


@pytest.mark.writes
def test_tree_of_units_keeps_renames_and_refuses_orphans(
    database: Database, tmp_path: Path
) -> None:
    """Parents by code, aliases, a rename with dates and a merger; a row without parent is told."""
    file = tmp_path / "units.csv"
    file.write_text(
        "code,name,alias,parent,from,to,was,how\n"
        "1,Ministry,MIN;The Ministry,,,,,\n"
        "2,Old Bureau,,1,1990,1999,,\n"
        "2,New Bureau,,1,2000,2010,,\n"
        "3,Joint Bureau,,1,2011,,2,merged\n"
        "4,Orphan,,99,,,,\n",
        encoding="utf-8",
    )
    given = tmp_path / "units.yaml"
    given.write_text(UNITS, encoding="utf-8")
    outcome = load_foreign(database, file, ForeignFormat.TABLE, mapping=given)
    assert [(note.place, note.message) for note in outcome.report.refused] == [
        ("row 6", "nothing has the id 'u-99': neither this file nor the graph.")
    ]

    def name(year: str) -> list[str]:
        rows = run(database, "describe", *split({"id": "u-2", "as_of": year})).rows
        return [
            row["value"]
            for row in rows
            if row["predicate"] == "name" and row["status"] == "throughout it"
        ]

    assert (name("1995"), name("2005")) == (["Old Bureau"], ["New Bureau"])
    units = run(database, "units", {"organization": "u-1"}).rows
    assert {row["id"] for row in units} == {"u-2", "u-3"}


@pytest.mark.writes
def test_paths_become_a_tree(tmp_path: Path, database: Database) -> None:
    """A column of paths brings in every unit on the way, each once, under the one before."""
    file = tmp_path / "paths.csv"
    file.write_text("path\nParty/County/Cell 1\nParty/County/Cell 2\n", encoding="utf-8")
    given = tmp_path / "paths.yaml"
    given.write_text(
        UNITS[: UNITS.index("things:")]
        + "things:\n  - as: unit\n    label: Organization\n    path: {column: path}\n",
        encoding="utf-8",
    )
    load_foreign(database, file, ForeignFormat.TABLE, mapping=given)
    rows = run(database, "subtree", {"organization": "party"}).rows
    assert [(row["depth"], row["name"], row["superior"]) for row in rows] == [
        (1, "County", "party"),
        (2, "Cell 1", "party-county"),
        (2, "Cell 2", "party-county"),
    ]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.csv", b"", "is empty"),
        ("a.csv", b"a,a\n1,2\n", "columns of one name: a"),
        ("a.csv", b"PK\x03\x04rest", "ZIP archive"),
        ("a.xlsx", b"not a workbook", "is no workbook"),
        ("a.parquet", b"nothing", "is no Parquet file"),
        ("a.csv", b"\xb0\xff\xff\n", "is not cp949 text"),
    ],
)
def test_broken_table_is_refused_with_its_place(
    name: str, content: bytes, words: str, tmp_path: Path
) -> None:
    """A file that is no table is refused in one message, and never brings the process down."""
    file = tmp_path / name
    file.write_bytes(content)
    given = tmp_path / "m.yaml"
    given.write_text(
        UNITS[: UNITS.index("things:")]
        + 'things:\n  - {as: a, label: Person, id: "{번호}", claims: []}\n',
        encoding="utf-8",
    )
    with pytest.raises(DatasetError, match=words):
        read_table(file, given, EMPTY_GRAPH)


def test_draft_of_a_mapping_can_be_tried(tmp_path: Path) -> None:
    """A drafted mapping names every column, and makes claims once its source is filled in."""
    file = tmp_path / "people.csv"
    file.write_text("name,born\nKim,1984\nRi,c. 1990\n", encoding="utf-8")
    drafted = write_mapping_template([file])
    content = drafted.read_text(encoding="utf-8")
    for field in ("title", "publisher", "trust"):
        content = content.replace(f'{field}: ""', f"{field}: something")
    drafted.write_text(content, encoding="utf-8")
    claims = preview_claims(file, drafted, 5).claims
    assert [(claim["row"], claim["predicate"], claim["answer"]) for claim in claims] == [
        ("2", "name", "Kim"),
        ("2", "birth_date", "1984"),
        ("3", "name", "Ri"),
        ("3", "birth_date", "1990~"),
    ]


PEOPLE_TO_DRAFT = """번호,성명,漢字,생년월일,비고
1,김영일,金英日,1941년생,
2,리철수,,1927.2.16,당비서; 군사위원
3,박영수,朴永洙,모름,부부장; 지도원
4,최룡해,崔龍海,1950,
5,조용원,趙勇元,1957,
"""
UNITS_TO_DRAFT = """code,title,parent
u100,중앙위원회,
u110,정치국,u100
u120,조직지도부,u100
"""
LINKS_TO_DRAFT = """row,person,unit,from,to
1,1,u110,1980.10,2010.9
2,2,u120,1990.5,
3,2,u110,1991,1994
"""
TO_DRAFT = (("people", PEOPLE_TO_DRAFT), ("units", UNITS_TO_DRAFT), ("links", LINKS_TO_DRAFT))


def test_draft_of_several_tables_guesses_what_leads_where(tmp_path: Path) -> None:
    """Ids, languages, dates, lists and references are guessed, how surely is said, and it runs."""
    files = []
    for name, text in TO_DRAFT:
        files.append(tmp_path / f"{name}.csv")
        files[-1].write_text(text, encoding="utf-8")
    drafted = write_mapping_template(files, tmp_path / "all.yaml")
    content = drafted.read_text(encoding="utf-8")
    for line in (
        "language: ko      #",
        'id: "people-{번호}"   # 번호: 5 rows, none twice',
        '{predicate: name, column: "성명", language: "ko-Hang"}   # "김영일"; 5 cells',
        '{predicate: name, column: "漢字", language: "ko-Hani"}   # "金英日"; 4 cells',
        '{predicate: birth_date, column: "생년월일"}   # "1941년생"; 4 of 5 are dates',
        'column: "비고", split: ";"}',
        '{predicate: UNIT_OF, object_id: "units-{parent}"}   # "u100"; 2 of 2 are ids of units',
        'id: "people-{person}"   # 3 of 3 are ids of people',
        'leave: ["row"]',
    ):
        assert line in content, line
    drafted.write_text(content.replace('""', "something"), encoding="utf-8")
    claims = preview_claims(None, drafted, 9).claims
    assert [
        (claim["about"], claim["object"], claim["holds"])
        for claim in claims
        if claim["predicate"] == "MEMBER_OF"
    ] == [
        ("people-1", "units-u110", "1980-10/2010-09"),
        ("people-2", "units-u120", "1990-05/"),
        ("people-2", "units-u110", "1991/1994"),
    ]


def test_draft_of_tables_that_lie_apart_is_refused(tmp_path: Path) -> None:
    """Tables of one mapping are named by their files, so they lie in one folder."""
    (tmp_path / "one").mkdir()
    files = [tmp_path / "one" / "a.csv", tmp_path / "b.csv"]
    for file in files:
        file.write_text("name\nKim\n", encoding="utf-8")
    with pytest.raises(BadInputError, match="in one folder"):
        write_mapping_template(files)


def test_draft_sees_that_a_header_is_missing(tmp_path: Path) -> None:
    """Of a table whose first row is data, with semicolons, marks and CP949, no row is lost."""
    file = tmp_path / "bare.csv"
    file.write_bytes("1;김영일;1984\r\n2;리철수;1990\r\n".encode("cp949"))
    drafted = write_mapping_template([file])
    content = drafted.read_text(encoding="utf-8")
    for field in ("title", "publisher", "trust"):
        content = content.replace(f'{field}: ""', f"{field}: something")
    drafted.write_text(content, encoding="utf-8")
    claims = preview_claims(file, drafted, 5).claims
    assert [
        claim["answer"] for claim in claims if str(claim["answer"]) in {"김영일", "리철수"}
    ] == ["김영일", "리철수"]


CELLS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=12)


# A table is read in a process of its own, so that few tables with many rows are tried.
@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(rows=st.lists(st.lists(CELLS, min_size=8, max_size=8), max_size=20))
def test_every_value_is_accounted_for(rows: list[list[str]], tmp_path: Path) -> None:
    """Whatever the cells hold: used, left over, left out and refused values add up to all."""
    file = tmp_path / "any.parquet"
    polars.DataFrame(rows, schema=dict.fromkeys(HEADER, polars.String), orient="row").write_parquet(
        file
    )
    report = read_table(file, mapping(tmp_path), EMPTY_GRAPH).report
    assert report.accounts
    assert json.loads(json.dumps(report.as_json()))["accounts"]


@pytest.mark.parametrize(
    "source", sorted(file.stem for file in DATA.glob("*.yaml") if file.stem != "disagreements")
)
def test_workbook_of_a_source_changes_nothing_unedited(
    source: str, database: Database, tmp_path: Path
) -> None:
    """The claims of any source, written to a workbook and loaded again, are the same claims."""
    file = tmp_path / "claims.xlsx"
    content = from_database(database, source=source)
    save(content, file, "xlsx")
    assert content.source is not None
    count = content.source.size
    assert is_claims_workbook(file)
    report = load_workbooks(database, [file], dry_run=True)
    difference = report.sources[source]
    assert (difference.unchanged, report.things) == (count, 0)
    assert report.changes_nothing


def test_edited_cells_change_and_nothing_else(database: Database, tmp_path: Path) -> None:
    """One edited value and one edited note change two claims; a wrong cell is told with its row."""
    file = tmp_path / "claims.xlsx"
    save(from_database(database, source="joongang-2007"), file, "xlsx")
    book = load_workbook(file)
    sheet = book["claims"]
    columns = {str(cell.value): index for index, cell in enumerate(sheet[1])}
    about, predicate, value = (columns[name] for name in ("about", "predicate", "value"))
    rows = {
        (row[about].value, row[predicate].value, row[value].value): row
        for row in sheet.iter_rows(min_row=2)
    }
    size = rows["rule-cell-size", "member_count", 20]
    holders = rows["party-cell-head", "holders", 260000]
    size[value].value = 25
    holders[columns["note"]].value = "an estimate"
    book.save(file)
    report = load_workbooks(database, [file], dry_run=True)
    difference = report.sources["joongang-2007"]
    assert (difference.added, difference.changed, difference.retired) == (1, 1, 1)
    number = holders[0].row
    holders[value].value = "many"
    book.save(file)
    with pytest.raises(DatasetError, match=rf"claims\.xlsx:{number}: .*holders takes integer"):
        load_workbooks(database, [file], dry_run=True)
