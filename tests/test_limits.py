"""Limits that hold although the guard has let a statement pass, or has not been asked."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from neo4j.exceptions import TransientError

from graph import local
from graph.database import Database
from graph.driver_errors import our_errors
from graph.errors import (
    BadInputError,
    BusyError,
    CypherError,
    NoAnswerError,
    PartycellError,
    QueryTimeoutError,
)
from graph.guard import Limits, Plan, fetch_all
from graph.guard.regex_steps import UnreadablePatternError, steps
from graph.settings import settings

_DEADLINE = 120.0
_LIMITS = Limits(rows=10, bytes=1_000_000, seconds=2)
# The guard refuses both: Neo4j goes on with the one for minutes (seven seconds at a fifth of it),
# and cannot send its error for the other.
_ENDLESS = (
    "RETURN $text CONTAINS $part AS x",
    {"text": "a" * 3_000_000, "part": "a" * 1_500_000 + "b"},
)
_UNANSWERED = "RETURN 1 AS x" + " UNION RETURN 1 AS x" * 994


def admitted(statement: str, parameters: dict[str, str] | None = None) -> Plan:
    """As if the guard had let a statement pass."""
    return Plan(statement, parameters or {}, (), {})


@pytest.mark.parametrize(
    ("pattern", "letters", "most"),
    [
        ("Kim.*", 100, 1_000),
        ("(?i).*kim.*", 700, 10_000),
        ("(Kim|Ri)( Jong)?[- ]?.*", 700, 10_000),
        (r"\d{4}-\d{2}-\d{2}", 700, 1_000),
        (r"[^\]\[a-z&&[^b]]+\Q.*\E\p{IsHangul}", 700, 10_000),
        ("(ab){3}a{2,4}", 700, 1_000),
        ("(?>a*)a*+", 700, 10_000),
    ],
)
def test_steps_of_a_pattern_are_few(pattern: str, letters: int, most: int) -> None:
    """What is matched in one go, or nearly, is counted so."""
    assert steps(pattern, letters, plain=True) < most


@pytest.mark.parametrize(
    ("pattern", "letters"),
    [
        ("a*a*a*b", 2_000),
        ("a?" * 27 + "a" * 27, 27),
        ("a{0,999}" * 5 + "b", 150),
        ("(a+)+b", 40),
        ("(a|aa)*b", 40),
        ("(a?){40}", 40),
        ("(?=(a+)+b)", 40),
        ("((a*)(a*))*", 40),
        ("[a-z]*[a-z]+[a-z]{2,}b", 2_000),
    ],
)
def test_steps_of_a_pattern_are_many(pattern: str, letters: int) -> None:
    """What Java would try again and again has at least the steps that it takes there."""
    assert steps(pattern, letters, plain=False) > 100_000_000


@pytest.mark.parametrize(
    "pattern", ["(", ")", "[a", "*a", "(?<=", "a{3,2}", r"(a)\1", r"\k<a>", r"\X", "a" * 1001]
)
def test_pattern_that_is_not_understood_is_refused(pattern: str) -> None:
    """What is not read here is not given to Java."""
    with pytest.raises(UnreadablePatternError):
        steps(pattern, 10, plain=True)


def test_row_is_bounded_by_what_it_takes_here(database: Database) -> None:
    """A list of a million empty lists is a megabyte on the wire; it is not taken apart."""
    nothing = admitted("UNWIND range(1, 1000000) AS i RETURN collect([]) AS x")
    limits = Limits(rows=10, bytes=10**12, seconds=60)
    with pytest.raises(BadInputError, match="too many values"):
        fetch_all(database, nothing, limits=limits)
    assert fetch_all(database, "RETURN 1 AS x").records == [[1]]


def test_value_that_python_has_not_is_kept_as_text(database: Database) -> None:
    """A date before the year 1 is no fault of the database, and comes as Neo4j writes it."""
    (row,) = fetch_all(
        database, "WITH date('-999999999-01-01') AS x RETURN x, toString(x) AS text"
    ).records
    assert str(row[0]) == row[1]


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    """A Neo4j of its own, which may be ended; what lingers is looked at soon."""
    monkeypatch.setenv("PARTYCELL_HOME", str(tmp_path))
    monkeypatch.setattr("graph.guard.watchdog.GRACE_SECONDS", 1.0)
    monkeypatch.setattr("graph.guard.watchdog.SILENCE_SECONDS", 10.0)
    settings.cache_clear()
    try:
        with Database.open() as database:
            yield database
    finally:
        local.stop()
        monkeypatch.undo()
        settings.cache_clear()


def test_what_neo4j_does_not_end_is_given_up_and_ended(own: Database) -> None:
    """Nobody waits longer than the limit and its grace; a Neo4j that goes on is ended itself."""
    # Neo4j plans it once with little to do.
    assert own.run(_ENDLESS[0], {"text": "a", "part": "a"}, time_limit=0).records == [[True]]
    # A busy one may stop this while it plans it.
    with pytest.raises(QueryTimeoutError):
        fetch_all(own, admitted(_UNANSWERED), limits=_LIMITS)
    assert own.run("RETURN 1", time_limit=0).records == [[1]]
    running = local.status().pid
    with pytest.raises(NoAnswerError):
        fetch_all(own, admitted(*_ENDLESS), limits=_LIMITS)
    deadline = time.monotonic() + _DEADLINE
    while local.status().pid == running:
        assert time.monotonic() < deadline, "Neo4j still runs"
        time.sleep(0.2)
    endpoint = local.ensure()
    with Database(endpoint.uri, endpoint.username, endpoint.password) as again:
        assert again.run("RETURN 1", time_limit=0).records == [[1]]


class _OutOfMemoryError(TransientError):
    """What the driver raises where a bound of Neo4j's memory is reached."""

    code = "Neo.TransientError.General.MemoryPoolOutOfMemoryError"

    def __init__(self, setting: str) -> None:
        super().__init__()
        self.setting = setting

    @property
    def message(self) -> str:
        """As Neo4j words it."""
        return f"The allocation would use more than the limit. {self.setting} threshold reached"


@pytest.mark.parametrize(
    ("setting", "expected"),
    [
        ("dbms.memory.transaction.total.max", BusyError),
        ("db.memory.transaction.max", CypherError),
    ],
)
def test_memory_that_others_take_is_no_fault_of_a_statement(
    setting: str, expected: type[PartycellError]
) -> None:
    """Where all statements together take too much one tries again; where one does, it is wrong."""
    with pytest.raises(PartycellError) as caught, our_errors():
        raise _OutOfMemoryError(setting)
    assert type(caught.value) is expected
