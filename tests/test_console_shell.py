"""The console beside cypher-shell: options, commands, words, transactions, plans, whole values."""

from __future__ import annotations

import inspect
import io
import re

import pytest

from console.commands import console as module
from console.literals import cell_text, is_cut, whole_text
from console.rendering import RowFormat, render
from console.servers import open_server, use_server
from console.shell.command import REGISTERED
from console.shell.commands import ALIASES
from console.shell.cypher_shell import COMMANDS, OPTIONS
from console.shell.prompt import _toolbar
from console.shell.statements import items
from graph import local
from graph.database import Database
from graph.errors import BadInputError
from tests.command import partycell

# By cypher-shell's own manual.
THEIR_OPTIONS = """
-h --help -a --address --uri -u --username --impersonate -p --password --encryption -d --database
--access-mode --enable-autocompletions --format -P --param --non-interactive --sample-rows --wrap -v
--version --driver-version -f --file --change-password --log --history --notifications
--idle-timeout --error-format --transaction-timeout --fail-fast --fail-at-end
"""
THEIR_COMMANDS = """
:access-mode :begin :commit :connect :disconnect :exit :help :history :impersonate :param
:rollback :source :sysinfo :use
"""


def test_each_option_of_cypher_shell_has_its_line() -> None:
    """The table has each option and command of the manual; what it says is here is here."""
    named = {word for item in OPTIONS for word in re.findall(r"-{1,2}[A-Za-z-]+", item.theirs)}
    assert named == set(THEIR_OPTIONS.split())
    assert {item.theirs for item in COMMANDS} == set(THEIR_COMMANDS.split())
    source = inspect.getsource(module)
    for item in OPTIONS:
        for word in re.findall(r"--?[A-Za-z][A-Za-z-]*", item.ours):
            assert word == "--help" or f'"{word}' in source or f"/{word}" in source, word
        assert item.ours or item.note, item.theirs
    known = {name for name, *_ in REGISTERED} | set(ALIASES)
    for item in COMMANDS:
        assert not item.ours or item.ours.removeprefix(":") in known
        assert item.ours or item.note, item.theirs


@pytest.mark.parametrize("word", ["exit", "quit", "q", "help", "EXIT", "quit;", " help "])
def test_word_alone_is_a_command(word: str) -> None:
    """What people type to leave or to get help does it, and begins no statement."""
    command = ":help" if "help" in word else ":quit"
    lines = [f"{word}\n", "RETURN 1;\n"]
    assert [(item.text, item.is_command) for item in items(lines)] == [
        (command, True),
        ("RETURN 1", False),
    ]
    within = [item.text for item in items(["MATCH (n)\n", f"{word}\n", ";\n"])]
    assert len(within) == 1


def test_prompt_says_that_a_statement_has_begun() -> None:
    """A command typed within a statement is explained, not swallowed."""
    for text in ("MATCH (n)\n:help", "RETURN 1\nexit", "RETURN\nhelp"):
        assert "has begun" in str(_toolbar(text))
    assert "has begun" not in str(_toolbar(":help"))


def test_format_of_a_session_stays_there(server_env: dict[str, str]) -> None:
    """What one script chooses changes nothing in the next."""
    chosen = partycell("console", env=server_env, text=":format csv\nRETURN 1 AS x;\n")
    assert chosen.stdout == "x\n1\n"
    following = partycell("console", env=server_env, text="RETURN 1 AS x, 2 AS y;\n")
    assert following.stdout == "x  y\n1  2\n"


def test_pipe_has_whole_values(database: Database, server_env: dict[str, str]) -> None:
    """In a pipe lists, nodes and claims are whole, and null is no empty text."""
    del database
    statement = (
        "MATCH (t:Tier {id: 'party-cell'}) "
        "RETURN t.names AS names, t, null AS nothing, '' AS empty, ['c-1', 'c-2', 'c-3'] AS claims;"
    )
    said = partycell("console", statement, env=server_env).stdout
    assert "and 2 more" not in said
    assert "당세포" in said
    assert 'id: "party-cell"' in said
    assert "c-1, c-2, c-3" in said
    assert "null" in said


def test_terminal_says_that_values_are_cut() -> None:
    """On a terminal long values are cut, and where to see them whole is said."""
    assert is_cut("names", ["a", "b", "c"])
    assert is_cut("claims", ["c-1"])
    assert not is_cut("names", ["a", "b"])
    assert cell_text("names", ["a", "b", "c"]) == "a and 2 more"
    assert whole_text("names", ["a", "b", "c"]) == "a, b, c"
    assert render(["x"], [{"x": None}], RowFormat.TABLE) == "x\nnull\n"


def test_profile_draws_what_was_measured(server_env: dict[str, str]) -> None:
    """PROFILE gives its rows, and the plan with rows and database hits."""
    said = partycell("console", "PROFILE MATCH (t:Tier) RETURN t.id;", env=server_env).stdout
    assert "party-cell" in said
    assert "ProduceResults" in said
    assert re.search(r"rows \d+", said)
    assert re.search(r"db hits \d+", said)


def test_transaction_that_reads(server_env: dict[str, str]) -> None:
    """`:begin` opens a transaction without --write; what writes is refused, and it goes on."""
    script = ":begin\nMATCH (t:Tier) RETURN count(t) > 0 AS some;\nCREATE (n);\nRETURN 2 AS x;\n"
    done = partycell("console", "--fail-at-end", env=server_env, text=f"{script}:commit\n")
    assert done.stdout.split() == ["some", "true", "x", "2"]
    assert done.returncode == 1
    assert "is not allowed" in done.stderr


def test_options_name_a_server(endpoint: local.Endpoint, server_env: dict[str, str]) -> None:
    """`-a -u -p -d` say which server, without any setting."""
    bare = {name: text for name, text in server_env.items() if not name.startswith("NEO4J_")}
    given = ["-a", endpoint.uri, "-u", endpoint.username, "-p", endpoint.password, "-d", "neo4j"]
    done = partycell("console", "RETURN 1 AS x;", *given, "--format", "csv", env=bare)
    assert (done.returncode, done.stdout) == (0, "x\n1\n")
    done = partycell("console", "RETURN 1;", "-u", "neo4j", env=bare)
    assert done.returncode == 2
    assert "none is named" in done.stderr
    done = partycell("console", "RETURN 1;", "-a", endpoint.uri, env=bare)
    assert "There is no password" in done.stderr


def test_connect_goes_to_another_server(
    endpoint: local.Endpoint, server_env: dict[str, str]
) -> None:
    """`:connect` goes there, `:disconnect` comes back; a wrong address leaves all as it was."""
    script = (
        f":connect {endpoint.uri} -u {endpoint.username} -p {endpoint.password}\n"
        "RETURN 1 AS x;\n:connect bolt://127.0.0.1:1 -p none\nRETURN 2 AS x;\n"
        ":disconnect\nRETURN 3 AS x;\n"
    )
    done = partycell("console", "--fail-at-end", "--format", "csv", env=server_env, text=script)
    assert done.stdout.split() == ["x", "1", "x", "2", "x", "3"]
    assert "cannot be reached" in done.stderr


@pytest.mark.parametrize("words", [[], ["bolt://a", "more"], ["-u"], ["bolt://a", "-x", "1"]])
def test_connect_says_what_it_takes(words: list[str]) -> None:
    """A `:connect` that cannot be understood says how it is written."""
    with pytest.raises(BadInputError, match="It takes: :connect ADDRESS"):
        open_server(words, ":connect ADDRESS")


def test_without_options_settings_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    """No option changes nothing."""
    monkeypatch.setattr("sys.stdin", io.StringIO())
    use_server(None, None, None, None)
