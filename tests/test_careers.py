"""The recipe for tables of careers, from files to answers, and what is wrong in a mapping."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from graph.catalogue import run
from graph.database import Database
from graph.lens import Lens
from loaders.dataset.consistency import EMPTY_GRAPH
from loaders.foreign.importer import ForeignFormat, load_foreign
from loaders.foreign.tables import read_table
from loaders.foreign.tables.preview import preview_claims
from loaders.ids import slug
from loaders.problems import DatasetError

CAREERS = Path(__file__).parent / "examples/careers"
MAPPING = CAREERS / "careers.yaml"
BUREAU = slug("u-120-정치국")
FULL, CANDIDATE = "위원", "후보위원"

# Who was in the bureau on a day, worked out by hand from the tables.
TRUTH = {
    "1985-01-01": {("p-1", FULL), ("p-3", FULL), ("p-22", FULL), ("p-33", FULL)},
    "1995-01-01": {("p-1", FULL), ("p-2", FULL), ("p-4", CANDIDATE), ("p-12", FULL)}
    | {("p-33", FULL)},
    "2005-01-01": {("p-1", FULL), ("p-2", FULL), ("p-4", FULL), ("p-5", FULL), ("p-29", FULL)}
    | {("p-33", FULL)},
    "2012-01-01": {("p-4", FULL), ("p-8", FULL), ("p-18", FULL), ("p-32", CANDIDATE)},
    "2020-06-01": {("p-4", FULL), ("p-8", FULL), ("p-19", CANDIDATE), ("p-32", CANDIDATE)}
    | {("p-37", FULL), ("p-38", FULL)},
}


def test_careers_from_files_to_answers(empty: Database, tmp_path: Path) -> None:
    """Four tables become one source; bureau, tree, seats and ends are as by hand."""
    folder = shutil.copytree(CAREERS, tmp_path / "careers")
    mapping = folder / MAPPING.name
    outcome = load_foreign(empty, None, ForeignFormat.TABLE, mapping=mapping)
    assert outcome.report.accounts
    assert set(outcome.loaded.sources) == {"careers"}
    for day, members in TRUTH.items():
        rows = run(empty, "members", {"organization": BUREAU}, Lens(as_of=day)).rows
        assert {(row["id"], row["role"]) for row in rows} == members, day

    def units(of: str, day: str) -> set[str]:
        rows = run(empty, "units", {"organization": slug(of)}, Lens(as_of=day)).rows
        return {row["name"] for row in rows}

    under = {"정치국", "조직지도부"}
    assert units("u-110-중앙위원회", "1990-01-01") == under | {"선전부", "재정부"}
    assert units("u-110-중앙위원회", "2000-01-01") == under | {"선전선동부"}
    assert units("u-100-조선붉은기당", "1930-01-01") == {"함흥시당위원회"}
    rows = run(empty, "tenures", {"post": slug("t-130-조직지도부-부장")}).rows
    assert [(row["person"], row["ended_by"]) for row in rows] == [
        ("p-20", "replaced"),  # in March of the year in which the table has the end
        ("p-21", "replaced"),
        ("p-39", None),
    ]
    # Two rows that differ in a note are one claim with both notes.
    twice = run(empty, "claims", {"subject": "p-16", "predicate": "MEMBER_OF"}).rows
    assert [row["note"] for row in twice] == ["노동신문 1998.9.6; 노동신문 1999.2.3"]
    assert outcome.report.folded > 0

    # A row that goes near the top changes only what it said itself.
    posts = folder / "posts.csv"
    lines = posts.read_text(encoding="utf-8").splitlines(keepends=True)
    posts.write_text("".join([lines[0], *lines[2:]]), encoding="utf-8")
    changed = load_foreign(empty, None, ForeignFormat.TABLE, mapping=mapping, dry_run=True).loaded
    found = changed.sources["careers"]
    assert (found.added, found.changed, found.retired) == (0, 0, 1)

    # The refused rows of one table add to the source when they are mended.
    (refused,) = outcome.quarantines
    content = refused.read_text(encoding="utf-8")
    refused.write_text(content.replace("22,99,", "22,40,"), encoding="utf-8")
    mended = load_foreign(empty, refused, ForeignFormat.TABLE, mapping=mapping).loaded
    assert (mended.retired, mended.added) == (0, 1)


def test_every_link_is_accounted_for() -> None:
    """What leads nowhere is refused; what does not say where to is left over, with its place."""
    report = read_table(None, MAPPING, EMPTY_GRAPH).report
    assert report.accounts
    assert [(note.place, note.message) for note in report.refused] == [
        ("posts row 23", "nothing has the id 'p-99': neither this file nor the graph.")
    ]
    assert [(note.place, note.field, note.message) for note in report.leftovers] == [
        ("units row 11", "parent", "999"),
        ("posts row 22", "unit_code", "130"),
        ("posts row 22", "post", "과장"),
        ("posts row 22", "period", "2001~現"),
        ("posts row 24", "unit_code", "777"),
        ("posts row 24", "unit_name", "대외사업부"),
        ("posts row 24", "post", "부장"),
        ("posts row 24", "period", "2000~現"),
        ("careers row 5", "career", "1998.9 당 사업"),
    ]
    told = {(note.place, note.field): note.message for note in report.warnings}
    assert told["units row 11", "parent"] == "no row of units has code '999'."
    assert told["posts row 22", "unit_code"] == (
        "code '130' is in 2 rows of units (the first: 5, 13): which of them is meant is not said; "
        "nothing is joined."
    )
    assert [(note.place, note.message) for note in report.unread_times] == [
        ("posts row 9", "前"),
        ("posts row 10", "미상"),
        ("posts row 31", "하순"),
        ("careers row 10", "연도미상 ~"),
    ]


def test_trying_says_when_each_claim_will_hold() -> None:
    """A preview has the first rows of every table, and each remark on all rows once."""
    preview = preview_claims(None, MAPPING, 2)
    when = {(row.get("about"), row["predicate"]): row.get("when") for row in preview.claims}
    assert when["p-1", "MEMBER_OF"] == "1980-10/2010-09"
    assert when["p-1", "birth_date"] == "at all times"
    assert when[slug("u-100-조선붉은기당"), "classification"] == (
        "attested 2021-06-30: the source's date"
    )
    counts = {(tally.field, tally.place): tally.count for tally in preview.tallies}
    assert counts["classification", "units row 2"] == 12


TABLE = """
source: {id: wrong, title: A, publisher: A, language: ko, published: "2020", kind: table, trust: A}
make: [MAKE]
things:
  - {as: person, label: Person, id: "p-{no}", claims: [{predicate: name, column: NAME}]}
"""


@pytest.mark.parametrize(
    ("make", "name", "words"),
    [
        (
            "{first: [b], as: a}, {first: [a], as: b}",
            "name",
            "step 1 of make names the column 'b', which step 2 makes: steps are taken in order",
        ),
        ("{column: name, pattern: '(?P<a>x'}", "name", "is no regular expression that can be used"),
        ("{column: name, pattern: '(a+)+(?=b)'}", "name", "look-around.*is not supported"),
        ("{join: those, on: {no: no}}", "name", "step 1 of make joins 'those'; there are: this"),
        ("{join: this, on: {no: number}}", "name", "joins 'this' by 'number'; it has 'no', 'name'"),
        ("{column: name, first: [no], as: a}", "name", "give one of column, join and first"),
        ("{column: name, split: '/', as: a}, {column: no, split: '/', as: b}", "'{a} {b}'",
         "name of 'person' names parts of two splits"),
    ],
)  # fmt: skip
def test_wrong_mapping_is_refused_with_its_reason(
    make: str, name: str, words: str, tmp_path: Path
) -> None:
    """A cycle of steps, a pattern or a join that cannot be: one message each, before any row."""
    file, mapping = tmp_path / "people.csv", tmp_path / "m.yaml"
    file.write_text("no,name\n1,Kim\n", encoding="utf-8")
    text = TABLE.replace("MAKE", make)
    mapping.write_text(
        text.replace("column: NAME", f"value: {name}" if "{" in name else f"column: {name}"),
        encoding="utf-8",
    )
    with pytest.raises(DatasetError, match=words):
        read_table(file, mapping, EMPTY_GRAPH)


def test_pattern_does_not_run_away(tmp_path: Path) -> None:
    """A pattern that takes others longer than the universe is old is done at once."""
    file, mapping = tmp_path / "people.csv", tmp_path / "m.yaml"
    file.write_text(f"no,name\n1,{'a' * 900}!\n", encoding="utf-8")
    step = "{column: name, pattern: '(?P<a>(a|a)*)*'}"
    mapping.write_text(TABLE.replace("MAKE", step).replace("NAME", "name"), encoding="utf-8")
    warnings = read_table(file, mapping, EMPTY_GRAPH).report.warnings
    assert "fits no pattern of the mapping" in next(iter(warnings)).message
