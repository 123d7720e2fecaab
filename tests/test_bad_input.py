"""Foreign files that are broken, hostile or odd: each is told with its place, nothing is lost."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.catalogue import run
from graph.database import Database
from graph.row_formats import csv_lines
from loaders.dataset.consistency import EMPTY_GRAPH
from loaders.dataset.reader import read_dataset
from loaders.foreign.importer import ForeignFormat, load_foreign, read_foreign
from loaders.foreign.report import ImportResult
from loaders.foreign.tables import read_table, reading
from loaders.problems import DatasetError

MAPPING = """
source: {id: odd, title: A table, publisher: Nobody, language: en, published: 2020, kind: table,
         trust: made up for a test}
THINGS
"""
UNITS = """things:
  - as: unit
    label: Organization
    id: "odd-{code}"
    claims:
      - {predicate: name, column: name, holds: "{years}"}
      - {predicate: UNIT_OF, object_id: "odd-{parent}"}
      - {predicate: members_total, column: members}
"""


def table(folder: Path, *rows: str, things: str = UNITS) -> ImportResult:
    """A table of units that has been read, with nothing in the graph."""
    file, mapping = folder / "odd.csv", folder / "odd.yaml"
    file.write_text("code,name,parent,members,years\n" + "\n".join(rows) + "\n", encoding="utf-8")
    mapping.write_text(MAPPING.replace("THINGS", things), encoding="utf-8")
    found = read_table(file, mapping, EMPTY_GRAPH)
    assert found.report.accounts
    return found


def popolo(folder: Path, value: Any) -> ImportResult:
    """A Popolo file that has been read, with nothing in the graph."""
    file = folder / "odd.json"
    file.write_text(json.dumps(value), encoding="utf-8")
    found = read_foreign(file, ForeignFormat.POPOLO, EMPTY_GRAPH)
    assert found.report.accounts
    return found


def refusals(found: ImportResult) -> list[tuple[str, str]]:
    return [(note.place, note.message) for note in found.report.refused]


def warned(found: ImportResult) -> list[tuple[str, str, str]]:
    return [(note.place, note.field, note.message) for note in found.report.warnings]


def test_one_refusal_takes_with_it_what_leans_on_it(tmp_path: Path) -> None:
    """A row without a name falls, and so do the rows under it, however deep; others stand."""
    found = table(tmp_path, "1,,,,", "2,Two,1,,", "3,Three,2,,", "4,Four,,,", "5,Five,4,,")
    assert refusals(found) == [
        ("row 2", "'odd-1' has no name: no claim of this file has predicate name."),
        ("row 3", "nothing has the id 'odd-1': neither this file nor the graph."),
        ("row 4", "nothing has the id 'odd-2': neither this file nor the graph."),
    ]
    assert {claim["about"] for claim in found.claims()} == {"odd-4", "odd-5"}


def test_cycle_among_superiors_is_told(tmp_path: Path) -> None:
    """Units that are above each other are kept as said, and told with a row; a tree is not."""
    found = table(tmp_path, "1,One,3,,", "2,Two,1,,", "3,Three,2,,", "4,Four,1,,", "5,Five,5,,")
    assert not refusals(found)
    assert warned(found) == [
        ("row 2", "object", "is above itself, by way of odd-1, odd-2, odd-3. Kept as it is said."),
        ("row 6", "object", "is above itself, by way of odd-5. Kept as it is said."),
    ]


def test_code_used_twice_is_told(tmp_path: Path) -> None:
    """Two rows of one id and other names are told, unless both names have their times."""
    found = table(tmp_path, "1,One,,,1990~1999", "1,Uno,,,2000~2001", "2,Two,,,", "2,Dos,,,")
    assert [note[0] for note in warned(found)] == ["row 5"]
    assert "Has its id been used twice?" in warned(found)[0][2]


def test_interval_that_ends_before_it_starts_is_kept_and_flagged(tmp_path: Path) -> None:
    """A table's and a JSON file's reversed periods are kept with a flag, and told."""
    found = table(tmp_path, "1,One,,,1999 ~ 1990")
    assert warned(found) == [
        ("row 2", "holds", "'1999 ~ 1990' ends before it starts; kept and flagged.")
    ]
    assert [claim["properties"].get("flags") for claim in found.claims()] == [
        ["ends before it starts"]
    ]
    people = [{"id": "1", "name": "A"}]
    organizations = [{"id": "o", "name": "O"}]
    members = [{"person_id": "1", "organization_id": "o", "start_date": "2001", "end_date": "1999"}]
    odd = popolo(
        tmp_path, {"persons": people, "organizations": organizations, "memberships": members}
    )
    assert [note[:2] for note in warned(odd)] == [("memberships[0]", "end_date")]
    assert ["ends before it starts"] in [claim["properties"].get("flags") for claim in odd.claims()]


@pytest.mark.parametrize(
    ("cell", "field", "words"),
    [
        ("x" * 10_000_000, "name", "name has more than 1,000 characters."),
        ("x" * 1_001, "name", "name has more than 1,000 characters."),
    ],
)
def test_long_cell_refuses_its_row_alone(cell: str, field: str, words: str, tmp_path: Path) -> None:
    """Ten megabytes in a cell refuse that row; the next one stands."""
    found = table(tmp_path, f"1,{cell},,,", "2,Two,,,")
    assert refusals(found) == [("row 2", words)]
    assert [note.field for note in found.report.refused] == [field]
    assert [claim["about"] for claim in found.claims()] == ["odd-2"]


def test_cell_beyond_all_bounds_stops_the_reading(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A cell too large to be held, such as that of a quote never closed, is told with its row."""
    monkeypatch.setattr(reading, "CELL_CHARACTERS", 1_000)
    with pytest.raises(DatasetError, match=r"odd\.csv:3: row 3 .* more than 1,000 characters"):
        table(tmp_path, "1,One,,,", f'2,"{"x" * 2_000}')


@pytest.mark.writes
def test_formula_is_kept_as_text_and_defused_when_exported(
    database: Database, tmp_path: Path
) -> None:
    """A formula comes in as its text, is told, and leaves in CSV with an apostrophe before it."""
    table(tmp_path, '1,"=HYPERLINK(""http://example.org"")",,,')
    load_foreign(database, tmp_path / "odd.csv", ForeignFormat.TABLE, mapping=tmp_path / "odd.yaml")
    found = run(database, "claims", {"subject": "odd-1"})
    assert found.rows[0]["value"].startswith("=HYPERLINK")
    assert ",'=HYPERLINK" in "".join(csv_lines(found.columns, found.rows)).replace('"', "")


def test_numbers_that_are_none_are_kept_as_text(tmp_path: Path) -> None:
    """NaN, infinity and a number beyond 64 bits become leftovers, never numbers."""
    found = table(tmp_path, "1,One,,NaN,", "2,Two,,inf,", f"3,Three,,{10**30},", "4,Four,,12,")
    said = {
        claim["about"]: claim["properties"]["says"]
        for claim in found.claims()
        if claim["properties"]["predicate"] != "name"
    }
    assert said == {
        "odd-1": "members = NaN",
        "odd-2": "members = inf",
        "odd-3": f"members = {10**30}",
        "odd-4": 12,
    }
    assert [note[0] for note in warned(found)] == ["row 2", "row 3", "row 4"]


def test_half_a_character_refuses_its_record(tmp_path: Path) -> None:
    """A lone surrogate, which no UTF-8 has, refuses its record, and can be kept aside."""
    found = popolo(tmp_path, {"persons": [{"id": "1", "name": "\ud83d"}, {"id": "2", "name": "B"}]})
    assert [place for place, _ in refusals(found)] == ["persons[0]"]
    assert [original["name"] for _, _, original, _ in found.refused()] == ["\ud83d"]


def test_one_id_of_two_contents_is_refused(tmp_path: Path) -> None:
    """The second object of an id is refused, and says whether its content differs."""
    people = [{"id": "1", "name": "A"}, {"id": "1", "name": "A"}, {"id": "1", "name": "B"}]
    assert refusals(popolo(tmp_path, {"persons": people})) == [
        ("persons[1]", "'1' stands twice, with the same content."),
        ("persons[2]", "'1' stands twice, with different content."),
    ]


def test_one_id_of_two_kinds_is_refused(tmp_path: Path) -> None:
    """A row that declares as an organisation what another declares as a person is refused."""
    things = UNITS + (
        '  - as: head\n    label: Person\n    id: "odd-{members}"\n'
        "    claims: [{predicate: name, column: members}]\n"
    )
    found = table(tmp_path, "1,One,,,", "2,Two,,1,", things=things.replace(
        "      - {predicate: members_total, column: members}\n", ""))  # fmt: skip
    assert refusals(found) == [("row 3", "'odd-1' is a Organization in row 2 already.")]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a: &a [x]\nb: [*a, *a]\n", "is an alias"),
        (
            "a: &a [x, x, x]\n" + "".join(
                f"{name}: &{name} [{', '.join(['*' + before] * 9)}]\n"
                for before, name in zip("abcdefgh", "bcdefghi", strict=True)
            ),
            "is an alias",
        ),
        ("source: {<<: {id: x}}\n", "Extra inputs|Field required"),
        ("source: [\n", "is not YAML"),
        ("\x00", "is not YAML"),
        ("a: " + "[" * 5_000, "is not YAML|nested too deeply"),
    ],
)  # fmt: skip
def test_hostile_yaml_is_refused(text: str, words: str, tmp_path: Path) -> None:
    """Aliases, the billion laughs, merges and bottomless nesting are refused in one message."""
    mapping = tmp_path / "m.yaml"
    mapping.write_text(text, encoding="utf-8")
    file = tmp_path / "a.csv"
    file.write_text("a\n1\n", encoding="utf-8")
    with pytest.raises(DatasetError, match=words):
        read_table(file, mapping, EMPTY_GRAPH)


WORDS = st.sampled_from(
    ["", "1", "2", "Kim", "1990", "1999 ~ 1990", "?", "=1", "NaN", "a|b", "누구"]
)


@settings(deadline=None, max_examples=60,
          suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip
@given(rows=st.lists(st.tuples(*[WORDS] * 5), max_size=8))
def test_every_cell_of_any_table_is_accounted_for(
    rows: list[tuple[str, ...]], tmp_path: Path
) -> None:
    """Whatever refers to what: values used, left over, left out and refused are all of them."""
    found = table(tmp_path, *(",".join(row) for row in rows))
    report = found.report
    cells = sum(1 for row in rows if any(row) for cell in row if cell)
    assert report.values == cells
    assert report.used + report.ignored + len(report.leftovers) + report.refused_values == cells
    standing = {claim["about"] for claim in found.claims()}
    leaned = {claim["object"] for claim in found.claims() if claim["object"]}
    assert leaned <= standing


@pytest.mark.parametrize(
    ("one", "other"),
    [("A1", "\u04101"), ("o2", "\u03bf2"), ("a-c", "\u0430-\u0441"), ("A1", "\u04301")],
)
def test_ids_that_look_the_same_are_told(one: str, other: str, tmp_path: Path) -> None:
    """Ids with Cyrillic or Greek letters for Latin ones stay apart, and are told with both rows."""
    found = table(tmp_path, f"{one},One,,,", f"{other},Two,,,", "b7,Three,,,")
    told = f"'odd-{other}' looks like 'odd-{one}' in row 2, and is written with other letters."
    assert warned(found) == [("row 3", "id", f"{told} They stay apart.")]
    assert len({claim["about"] for claim in found.claims()}) == 3
    persons = [{"id": one, "name": "Kim"}, {"id": other, "name": "Ri"}]
    told = f"'{other}' looks like '{one}' in persons[0], and is written with other letters."
    assert warned(popolo(tmp_path, {"persons": persons})) == [
        ("persons[1]", "id", f"{told} They stay apart.")
    ]


@pytest.mark.parametrize("identifier", ["k\u0430na", "kim-jong-\u0456l", "\u03bfrgan", "세포"])
def test_lookalike_id_of_our_own_is_refused(identifier: str, tmp_path: Path) -> None:
    """An id of our own files has Latin letters alone: one that looks like it is refused."""
    file = tmp_path / "own.yaml"
    file.write_text(
        "source: {id: own, title: A, publisher: B, language: en, published: 2020, kind: report,\n"
        "  trust: C}\n"
        f"things:\n  - {{id: {identifier}, label: Person}}\n"
        "facts: []\n",
        encoding="utf-8",
    )
    with pytest.raises(DatasetError, match=r"own\.yaml:4: things\.0\.id"):
        read_dataset([file])
