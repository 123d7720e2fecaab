"""The Cypher console on a terminal, and how it cuts text into statements."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pexpect
import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.statements import blank, split
from graph.database import Database

PIECES = st.lists(
    st.sampled_from(
        ["RETURN 1", "';'", '";"', "`;`", "// ;\n", "/* ; */", " ", "\n", "'\\';'", "MATCH (n)"]
    ),
    max_size=8,
).map("".join)


@given(st.lists(PIECES, max_size=6))
def test_statements_are_cut_at_their_own_semicolons(parts: list[str]) -> None:
    """Semicolons in strings, names and comments cut nothing; those between statements do."""
    statements, rest = split(";".join([*parts, ""]))
    assert statements == [part.strip() for part in parts if not blank(part)]
    assert rest == ""


@given(st.text(alphabet="a;'\"`/*\n\\ ", max_size=40))
def test_nothing_is_lost_in_cutting(text: str) -> None:
    """What is cut and what is left are in the text, in order, whatever it is."""
    statements, rest = split(text)
    place = 0
    for item in statements:
        place = text.index(item, place) + len(item)
    assert text.endswith(rest)


@pytest.fixture
def terminal(
    database: Database, server_env: dict[str, str], tmp_path: Path
) -> Iterator[pexpect.spawn[str]]:
    env = {**server_env, "PARTYCELL_HOME": str(tmp_path), "TERM": "xterm", "COLUMNS": "100"}
    command = str(Path(sys.executable).parent / "partycell")
    child = pexpect.spawn(
        command, ["console", "--write"], env=env, encoding="utf-8", timeout=60, dimensions=(40, 100)
    )
    child.expect("cypher>")
    yield child
    child.close(force=True)


def test_statement_goes_over_lines(terminal: pexpect.spawn[str]) -> None:
    """A statement runs when it ends with a semicolon, and not before."""
    terminal.send("RETURN 'one'\r")
    terminal.send("AS answer, 6 * 7 AS product;\r")
    terminal.expect("answer")
    terminal.expect("42")
    terminal.expect("cypher>")


def test_tab_completes_labels(terminal: pexpect.spawn[str]) -> None:
    """After a colon, Tab completes what the graph has."""
    terminal.send("MATCH (t:Organ\t")
    terminal.expect("Organization")
    terminal.send(") RETURN count(t) AS organs;\r")
    terminal.expect("organs")
    terminal.expect(r"\d+ rows, \d+ ms")


def test_interrupt_cancels_the_statement_alone(
    terminal: pexpect.spawn[str], database: Database
) -> None:
    """Ctrl-C stops a statement that has no time limit, in the database; the session goes on."""
    terminal.send(
        "UNWIND range(1, 1000000) AS a UNWIND range(1, 1000000) AS b RETURN count(a + b) AS slow;\r"
    )
    running = (
        "SHOW TRANSACTIONS YIELD currentQuery WHERE currentQuery CONTAINS 'AS slow' "
        "AND NOT currentQuery CONTAINS 'SHOW' RETURN count(*)"
    )
    while database.run(running).records == [[0]]:
        assert terminal.isalive()
    terminal.sendintr()
    terminal.expect("Cancelled")
    terminal.send("RETURN 'still' + 'here' AS answer;\r")
    terminal.expect("stillhere")
    while database.run(running).records != [[0]]:
        assert terminal.isalive()


def test_history_is_kept(terminal: pexpect.spawn[str], tmp_path: Path) -> None:
    """What was typed is there the next time; Ctrl-D leaves."""
    terminal.send("RETURN 11 * 11 AS square;\r")
    terminal.expect("121")
    terminal.expect("cypher>")
    terminal.sendeof()
    terminal.expect(pexpect.EOF)
    assert "11 * 11" in (tmp_path / "history").read_text(encoding="utf-8")


def test_commands_answer(terminal: pexpect.spawn[str]) -> None:
    """Commands say what there is, set parameters and ask the catalogue."""
    terminal.send(":help\r")
    terminal.expect(":queries")
    terminal.send(":param year 1994\r")
    terminal.send("RETURN $year + 1 AS next;\r")
    terminal.expect("1995")
    terminal.send(":run duties tier=party-cell\r")
    terminal.expect("Red Guard")
    terminal.send(":nonsense\r")
    terminal.expect("no command :nonsense")
    terminal.send(":quit\r")
    terminal.expect(pexpect.EOF)
