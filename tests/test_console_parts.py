"""How the console reads what is typed, and how it writes values."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from neo4j.time import Date
from prompt_toolkit.formatted_text import to_plain_text

from console.literals import literal
from console.rendering import RowFormat, render
from console.shell.completion import hint
from console.shell.cursor_context import Place, position
from console.shell.highlighting import fragments
from console.shell.pager import Pages, wrap
from console.shell.preferences import History, PreferenceStore
from console.shell.runner import Runner
from console.shell.session import Session
from console.shell.statements import is_blank, items, split
from graph.database import Database
from graph.errors import BadInputError, RefusedError, StatementRefusedError
from graph.guard.lexer import significant
from graph.paths import ROOT
from graph.visible import escape_controls

PIECES = st.lists(
    st.sampled_from(
        ["RETURN 1", "';'", '";"', "`;`", "// ;\n", "/* ; */", " ", "\n", "'\\';'", "MATCH (n)"]
    ),
    max_size=8,
).map("".join)


@given(st.lists(PIECES, max_size=6))
def test_statements_are_cut_at_their_own_semicolons(parts: list[str]) -> None:
    """Semicolons in strings, names and comments cut nothing; those between statements do."""
    text = ";".join([*parts, ""])
    expected = [part.strip() for part in parts if not is_blank(part)]
    assert split(text) == (expected, "")
    found = [significant(item.text) for item in items(text.splitlines(keepends=True))]
    assert [[token.text for token in tokens] for tokens in found] == [
        [token.text for token in significant(part)] for part in expected
    ]


@given(st.text(alphabet="a;'\"`/*\n\\ :", max_size=40))
def test_nothing_is_lost_in_cutting(text: str) -> None:
    """What is cut and what is left are in the text, in order, whatever it is."""
    statements, rest = split(text)
    place = 0
    for item in statements:
        place = text.index(item, place) + len(item)
    assert text.endswith(rest)
    place = 0
    lines = text.splitlines(keepends=True)
    for found in items(lines):
        # What begins a line may stand in a comment before it too.
        place = max(place, sum(map(len, lines[: found.line - 1])))
        place = text.index(found.text, place) + len(found.text)
        assert text.count("\n", 0, place - len(found.text)) == found.line - 1


@given(st.text(alphabet="a;'\"`/*\n\\ :$(){}[].,1|", max_size=40))
def test_colours_change_no_text(text: str) -> None:
    """Highlighting gives every character back, and the place of a cursor is always known."""
    assert to_plain_text(fragments(text)) == text
    assert position(text).place in Place


def test_commands_stand_between_statements() -> None:
    """A line that begins with a colon is a command only where no statement has begun."""
    text = "// c\n:param a => 1;\nMATCH (n\n:Tier) RETURN n; RETURN 2; :help\nRETURN\n3"
    assert [(item.text, item.line) for item in items(text.splitlines(keepends=True))] == [
        (":param a => 1", 2),
        ("MATCH (n\n:Tier) RETURN n", 3),
        ("RETURN 2", 4),
        (":help", 4),
        ("RETURN\n3", 5),
    ]


@pytest.mark.parametrize(
    ("before", "place", "word", "names"),
    [
        ("MATCH (t:Org", Place.LABEL, "Org", ()),
        ("MATCH (t:!(A|", Place.LABEL, "", ()),
        ("MATCH (t)-[r:A|B", Place.TYPE, "B", ()),
        ("RETURN [x IN xs WHERE x:", Place.LABEL_OR_TYPE, "", ()),
        ("MATCH (t:Tier {na", Place.PROPERTY, "na", ("Tier",)),
        ("MATCH (t:Tier {name: ", Place.WORD, "", ()),
        ("MATCH (t:Tier) RETURN t.", Place.PROPERTY, "", ("Tier",)),
        ("MATCH ()-[r:HOLDS]->() RETURN r.", Place.PROPERTY, "", ("HOLDS",)),
        ("MATCH (t:`A b`) RETURN t {.na", Place.PROPERTY, "na", ("A b",)),
        ("RETURN $ye", Place.PARAMETER, "ye", ()),
        ("CALL db.la", Place.PROCEDURE, "db.la", ()),
        ("CALL db.labels() YIELD ", Place.COLUMN, "", ("db.labels",)),
        ("CALL (n) { MATCH (n)-[:", Place.TYPE, "", ()),
        ("MATCH (n) WHERE EXISTS { MATCH (m:", Place.LABEL, "", ()),
        ("RETURN point({", Place.WORD, "", ()),
        ("RETURN 'it:", Place.NOTHING, "", ()),
        ("// MATCH (n:", Place.NOTHING, "", ()),
        ("MATCH (a:A) RETURN a; MATCH (b:", Place.LABEL, "", ()),
    ],
)
def test_place_of_the_cursor(before: str, place: Place, word: str, names: tuple[str, ...]) -> None:
    """What may stand where the cursor is follows from what stands before it."""
    found = position(before)
    assert (found.place, found.word, found.names) == (place, word, names)


def test_labels_given_after_the_cursor_count() -> None:
    """A variable whose label stands further on has that label's properties."""
    assert position("MATCH (t) WHERE t.", " > 1 AND t:Tier").names == ("Tier",)


def test_parameters_of_a_query_are_told_while_it_is_typed() -> None:
    """The line below the prompt has them, those that may be left out in brackets."""
    assert hint(":run duties ").startswith("duties tier=")
    assert hint(":run nothing ") == ""


@given(st.text())
def test_visible_text_holds_no_control_character(text: str) -> None:
    """Whatever a text holds, a terminal is given no control character but line feed and tab."""
    shown = escape_controls(text)
    assert all(char in "\n\t" or char.isprintable() or ord(char) > 0x9F for char in shown)
    assert escape_controls(shown) == shown


def test_plain_and_verbose_are_those_of_cypher_shell() -> None:
    """Texts in quotation marks, NULL, maps and lists as Cypher; a box drawn with signs."""
    rows: list[dict[str, Any]] = [
        {"a": 'x"y\n', "b": None},
        {"a": {"k v": [1, True]}, "b": Date(1994, 3, 31)},
    ]
    assert render(["a", "b"], rows, RowFormat.PLAIN) == (
        'a, b\n"x\\"y\\n", NULL\n{`k v`: [1, TRUE]}, 1994-03-31\n'
    )
    assert render(["세포"], [{"세포": 1}], RowFormat.VERBOSE) == (
        "+------+\n| 세포 |\n+------+\n| 1    |\n+------+\n"
    )
    assert literal(1.5) == "1.5"


def test_rows_with_too_many_columns_become_records() -> None:
    """On a terminal without room for the columns each row is shown line by line."""
    row = {f"column{number}": number for number in range(20)}
    lines = render(list(row), [row, row], RowFormat.TABLE, width=80).splitlines()
    assert len(lines) == 42
    assert "column19" in lines[-1]


def test_pages_stay_within_the_text() -> None:
    """Going on and back stops at the ends; what is sought is found below, or said not to be."""
    pages = Pages(["head"], [f"line {number}" for number in range(100)], height=11)
    pages.move(1000)
    assert pages.status().startswith("lines 91-100 of 100")
    pages.move(-1000)
    assert pages.shown().splitlines()[:2] == ["head", "line 0"]
    pages.sought = "LINE 42"
    pages.find()
    assert pages.shown().splitlines()[1] == "line 42"
    pages.find()
    assert "is not further down" in pages.status()
    assert wrap("a" * 25 + "\n\nb", 10) == ["a" * 10, "a" * 10, "a" * 5, "", "b"]


def test_docs_list_every_command(tmp_path: Path, database: Database) -> None:
    """The console's page has each command as the console's own help has it."""
    page = (ROOT / "docs" / "console.md").read_text(encoding="utf-8")
    runner = Runner(Session(database), PreferenceStore(tmp_path), History(tmp_path))
    for command in runner.commands.every.values():
        usage = command.usage.replace("|", "\\|")
        assert f"| `{usage}` | {command.summary} |" in page
        assert command.example.startswith(f":{command.name}")


@pytest.mark.writes
def test_access_mode_takes_writing_away_and_gives_it_back(
    tmp_path: Path, database: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    """Reading is for everybody, writing for who said so at the start; `:sysinfo` tells which."""
    session = Session(database, write=True)
    commands = Runner(session, PreferenceStore(tmp_path), History(tmp_path)).commands
    commands.run(":access-mode read")
    with pytest.raises(StatementRefusedError):
        session.run("CREATE (n:Scratch)")
    commands.run(":sysinfo")
    said = capsys.readouterr().out
    assert database.uri in said
    assert "Neo4j Kernel" in said
    commands.run(":access-mode write")
    assert session.write
    with pytest.raises(BadInputError):
        commands.run(":access-mode both")
    reading = Runner(Session(database), PreferenceStore(tmp_path), History(tmp_path)).commands
    with pytest.raises(RefusedError):
        reading.run(":access-mode write")
