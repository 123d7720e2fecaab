"""The Cypher console on a terminal."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TypeAlias

import networkx as nx
import pexpect
import pytest

from graph import local
from graph.database import Database
from tests.missing import missing

Terminal: TypeAlias = "pexpect.spawn[str]"

RUNNING = (
    "SHOW TRANSACTIONS YIELD currentQuery WHERE currentQuery CONTAINS 'AS slow' "
    "AND NOT currentQuery CONTAINS 'SHOW' RETURN count(*)"
)


def spawn(neo4j: local.Endpoint, home: Path, *arguments: str) -> Terminal:
    """A console on a terminal of 30 lines of 100 characters, once it is ready."""
    env = {
        **os.environ,
        "NEO4J_URI": neo4j.uri,
        "NEO4J_USERNAME": neo4j.username,
        "NEO4J_PASSWORD": neo4j.password,
        "PARTYCELL_HOME": str(home),
        "TERM": "xterm",
        "PROMPT_TOOLKIT_NO_CPR": "1",
    }
    command = str(Path(sys.executable).parent / "partycell")
    try:
        child = pexpect.spawn(
            command,
            ["console", *arguments],
            env=env,
            encoding="utf-8",
            timeout=60,
            dimensions=(30, 100),
        )
    except OSError as error:
        missing(f"This machine gives no terminal (/dev/pts): {error}.")
    child.expect("neo4j>")
    return child


@pytest.fixture(scope="module")
def _shared(
    neo4j: local.Endpoint, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Terminal, Path]]:
    home = tmp_path_factory.mktemp("console")
    child = spawn(neo4j, home)
    yield child, home
    child.close(force=True)


@pytest.fixture
def terminal(database: Database, _shared: tuple[Terminal, Path]) -> Terminal:
    """The module's console; every test leaves it at its prompt."""
    return _shared[0]


@pytest.fixture
def home(_shared: tuple[Terminal, Path]) -> Path:
    """Where the module's console keeps what it remembers."""
    return _shared[1]


def enter(terminal: Terminal, text: str, *expected: str) -> None:
    """Type a line and wait for what is to come of it, in that order."""
    terminal.send(f"{text}\r")
    for part in expected:
        terminal.expect(part)


def test_statement_goes_over_lines(terminal: Terminal) -> None:
    """A statement runs when it ends with a semicolon, and not before."""
    enter(terminal, "RETURN 'one;'")
    enter(terminal, "AS answer, 6 * 7 AS product;", "answer", "42", r"1 row, [\d,]+ ms")


def test_tab_completes_by_place(terminal: Terminal) -> None:
    """Labels after a node's colon, properties of that label after a dot, queries after :run."""
    terminal.send("MATCH (t:Organ\t")
    terminal.expect("ization")
    terminal.send(") WHERE t.na\t")
    terminal.expect("name")
    enter(terminal, " IS NOT NULL RETURN count(t) > 0 AS has;", "has", "true", "1 row")
    terminal.send(":run dut\t")
    terminal.expect("ies")
    terminal.send(" ti\t")
    terminal.expect("er=")
    terminal.send("party-cell\t")
    terminal.expect("party-cell")
    enter(terminal, "", "lines 1-")
    terminal.send("q")
    terminal.expect("18 rows")


def test_help_tells_of_a_query(terminal: Terminal) -> None:
    """:help has the parameters of a query with their types, and an example to type."""
    enter(terminal, ":help subtree", "organization: id, needed", "Example: :run subtree")
    enter(terminal, ":help date.truncate", r"date\.truncate\(")


def test_long_answers_come_page_by_page(terminal: Terminal) -> None:
    """What is longer than the terminal is paged, searched and left; the count is said after."""
    enter(terminal, "UNWIND range(1, 500) AS n RETURN n, 'row ' + n AS name;", "lines 1-28 of 500")
    terminal.send(" ")
    terminal.expect("29-56")
    terminal.send("G")
    terminal.expect("473")
    terminal.send("g/row 321\r")
    terminal.expect("321")
    terminal.send("q")
    terminal.expect("500 rows")


def test_graphs_are_drawn_and_exported(terminal: Terminal, tmp_path: Path) -> None:
    """Paths are drawn as a tree; :export writes the graph, or the rows, by the file's ending."""
    statement = (
        "MATCH p = (:Tier {id: 'party-cell'})-[:MAY_STAND_UNDER]->(above:Tier) "
        "RETURN p ORDER BY above.id;"
    )
    enter(terminal, statement, r"Party cell", r"MAY_STAND_UNDER\]-> ", "City or county committee")
    terminal.expect("6 rows")
    enter(terminal, f":export {tmp_path}/above.graphml", "5 nodes, 6 edges")
    network = nx.read_graphml(tmp_path / "above.graphml", force_multigraph=True)
    assert {edge[0] for edge in network.edges} == {"party-cell"}
    assert network.nodes["party-cell"]["label"] == "Party cell"
    enter(terminal, f":export {tmp_path}/above.json", "6 rows")
    rows = json.loads((tmp_path / "above.json").read_text(encoding="utf-8"))
    assert [len(row["p"]["nodes"]) for row in rows] == [2] * 6
    enter(terminal, f":export {tmp_path}/above.doc", "does not end with the suffix of a format")


def test_plans_are_drawn(terminal: Terminal) -> None:
    """:explain draws the plan of a statement without running it."""
    enter(terminal, ":explain MATCH (t:Tier) RETURN t.name", "ProduceResults", "NodeByLabelScan")


def test_parameters_are_expressions(terminal: Terminal) -> None:
    """:param takes maps and arrows, keeps dates dates, lists and forgets."""
    enter(terminal, ":param {day: date('1994-03-31'), list: [1, 2]}")
    enter(terminal, ":param next => $day + duration({days: 1})")
    enter(terminal, "RETURN $next.month AS month, $list[1] AS two;", "4 +2")
    enter(terminal, ":param list", "1994-04-01")
    enter(terminal, ":param clear")
    enter(terminal, "RETURN $day;", "[Pp]arameter")
    enter(terminal, ":param x => (", "[Ii]nvalid input")


def test_errors_show_their_place(terminal: Terminal) -> None:
    """A wrong statement is shown with a caret under the place; unknown commands are told."""
    enter(
        terminal,
        "RETURN 1 + nothing;",
        "nothing` not defined",
        r"RETURN 1 \+ nothing",
        r" {13}\S*\^",
    )
    enter(terminal, ":nonsense", "no command :nonsense")
    enter(terminal, "CREATE (:Thing);", "Create", "not allowed|it writes")


def test_favourites_are_kept(terminal: Terminal, home: Path) -> None:
    """:save remembers the last statement; :favourites lists and runs; :forget forgets."""
    enter(terminal, "RETURN 'kept' + 'well' AS favourite;", "keptwell")
    enter(terminal, ":save mine")
    enter(terminal, ":favourites", "mine", "kept")
    enter(terminal, ":favourites mine", "keptwell", "1 row")
    file = home / "console.json"
    assert json.loads(file.read_text(encoding="utf-8"))["favourites"]["mine"].startswith("RETURN")
    assert file.stat().st_mode & 0o077 == 0
    enter(terminal, ":forget mine")
    enter(terminal, ":favourites mine", "no favourite")


@pytest.fixture
def evil(database: Database, endpoint: local.Endpoint, tmp_path: Path) -> Iterator[Terminal]:
    """A console on a graph with a node whose name, label and value would run its commands.

    They would colour a terminal and turn its writing round.
    """
    database.run(
        "CREATE (n:Scratch:$($name)) SET n[$name] = $value",
        {"name": "a\x1b[31m", "value": "x\x1b[31mb\x9bc\u202e"},
        write=True,
    )
    child = spawn(endpoint, tmp_path)
    yield child
    child.close(force=True)
    database.run("MATCH (n:Scratch) DELETE n", write=True)


@pytest.mark.writes
def test_values_run_no_terminal_command(evil: Terminal) -> None:
    """Control characters in a server's values and names are made visible, in every format."""
    for how in ("plain", "json", "jsonl", "csv", "verbose", "table"):
        enter(evil, f":format {how}")
        enter(evil, "MATCH (n:Scratch) RETURN n, n[keys(n)[0]] AS v;", r"b\\+u009bc")
        evil.expect("1 row")
        assert "\x1b[31mb" not in str(evil.before)
        assert "\x9b" not in str(evil.before)
        assert "\u202e" not in str(evil.before)
    enter(evil, "MATCH p = (n:Scratch) RETURN p;", r"x\\+u001b\[31mb", "1 row")


def test_session_is_remembered(database: Database, neo4j: local.Endpoint, tmp_path: Path) -> None:
    """History and format are there the next time, passwords are not; Ctrl-D leaves."""
    first = spawn(neo4j, tmp_path)
    enter(first, "RETURN 11 * 11 AS square;", "121", "1 row")
    enter(first, "RETURN 'PASSWORD' AS secret;", "1 row")
    enter(first, ":format plain")
    first.sendeof()
    first.expect(pexpect.EOF)
    first.close()
    assert first.exitstatus == 0
    second = spawn(neo4j, tmp_path)
    second.send("\x1b[A\x1b[A\r")
    second.expect("square\r\n121")
    enter(second, ":history 3", "format plain", "RETURN 11")
    enter(second, ":quit")
    second.expect(pexpect.EOF)
    assert "secret" not in (tmp_path / "history").read_text(encoding="utf-8")


def test_interrupt_cancels_the_statement_alone(terminal: Terminal, database: Database) -> None:
    """Ctrl-C stops the running statement in the database; the session goes on."""
    enter(
        terminal,
        "UNWIND range(1, 1000000) AS a UNWIND range(1, 1000000) AS b RETURN count(a + b) AS slow;",
    )
    while database.run(RUNNING).records == [[0]]:
        assert terminal.isalive()
    terminal.sendintr()
    terminal.expect("Cancelled")
    enter(terminal, "RETURN 'still' + 'here' AS answer;", "stillhere")
    while database.run(RUNNING).records != [[0]]:
        assert terminal.isalive()


@pytest.mark.writes
def test_writing_console_has_transactions(
    database: Database, endpoint: local.Endpoint, tmp_path: Path
) -> None:
    """With --write, :begin, :rollback and :commit do what they say; Ctrl-C rolls back at once."""
    writing = spawn(endpoint, tmp_path, "--write")
    enter(writing, ":begin", "neo4j#")
    enter(writing, "CREATE (:Scratch {n: 1});", "nodes created: 1")
    enter(writing, ":rollback", "neo4j>")
    enter(writing, ":commit", "No transaction is open")
    enter(writing, ":begin", "neo4j#")
    enter(writing, "CREATE (:Scratch {n: 2});", "nodes created: 1")
    enter(writing, ":commit", "neo4j>")
    enter(writing, "MATCH (s:Scratch) RETURN collect(s.n) AS kept;", "kept", "2")
    enter(writing, ":begin", "neo4j#")
    enter(writing, "MATCH (s:Scratch) DETACH DELETE s;", "nodes deleted: 1")
    enter(
        writing,
        "UNWIND range(1, 1000000) AS a UNWIND range(1, 1000000) AS b RETURN count(a + b) AS slow;",
    )
    while database.run(RUNNING).records == [[0]]:
        assert writing.isalive()
    writing.sendintr()
    writing.expect("rolled back")
    writing.expect("Cancelled")
    while database.run(RUNNING).records != [[0]]:
        assert writing.isalive()
    enter(
        writing,
        "MATCH (s:Scratch) WITH s, s.n + 40 AS there DELETE s RETURN there;",
        "42",
        "nodes deleted: 1",
    )
    enter(writing, ":use nothing-there", "not found: nothing-there")
    enter(writing, ":begin", "neo4j#")
    writing.sendeof()
    writing.expect("rolled back")
    writing.expect(pexpect.EOF)
    writing.close()
