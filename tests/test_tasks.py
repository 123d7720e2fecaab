"""Functions that read in a task of an event loop: as in a thread, and without one."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeVar

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from graph.catalogue import catalogue, run
from graph.database import Database
from graph.driver_errors import our_errors
from graph.errors import BadInputError, NoAnswerError, QueryTimeoutError
from graph.guard import fetch_all
from graph.tasks import is_in_task, let_others_run, run_in_task, wait_for
from graph.wire import with_deadline

T = TypeVar("T")

LONG = "UNWIND range(1, 1000000000) AS i WITH i WHERE i % 7 = 0 RETURN sum(i) AS cancelled_in_task"
RUNNING = (
    "SHOW TRANSACTIONS YIELD currentQuery WHERE currentQuery CONTAINS $text RETURN currentQuery"
)


def in_task(database: Database, function: Callable[[], T]) -> T:
    """What a function gives in a task of a loop of its own."""

    async def main() -> T:
        try:
            return await run_in_task(function)
        finally:
            await database.close_in_loop()

    return asyncio.run(main())


def test_others_run_while_one_waits() -> None:
    """The function that waits first goes on when the second has done what it waits for."""

    async def main() -> list[str]:
        done: list[str] = []
        event = asyncio.Event()

        def first() -> None:
            assert is_in_task()
            wait_for(event.wait())
            done.append("first")

        def second() -> None:
            done.append("second")
            event.set()

        await asyncio.gather(run_in_task(first), run_in_task(second))
        return done

    assert asyncio.run(main()) == ["second", "first"]


def test_others_run_in_the_middle_of_what_computes() -> None:
    """A function that lets others run is in the middle of its work when they do."""

    async def main() -> list[int]:
        done: list[int] = []

        def count(first: int) -> None:
            for number in range(first, first + 3):
                done.append(number)
                let_others_run()

        await asyncio.gather(run_in_task(count, 0), run_in_task(count, 10))
        return done

    assert asyncio.run(main()) == [0, 10, 1, 11, 2, 12]


def test_errors_are_raised_where_they_are_expected() -> None:
    """What is awaited raises in the function, what the function raises does so in the task."""

    async def fail() -> None:
        raise ValueError("awaited")

    def work() -> None:
        with pytest.raises(ValueError, match="awaited"):
            wait_for(fail())
        raise KeyError("raised")

    with pytest.raises(KeyError, match="raised"):
        asyncio.run(run_in_task(work))


def test_outside_of_a_task_nothing_is_one() -> None:
    """In a thread nobody is in a task, and others run anyway."""
    assert not is_in_task()
    let_others_run()


@pytest.mark.parametrize("name", ["tiers", "duties", "search", "contested", "sources"])
def test_task_and_thread_read_alike(name: str, database: Database) -> None:
    """A query of the catalogue gives the same rows in a task as in a thread."""
    example = catalogue()[name].example
    here = run(database, name, example)
    there = in_task(database, lambda: run(database, name, example))
    assert here.rows
    assert (here.columns, here.rows) == (there.columns, there.rows)


def test_statement_over_its_time_ends(database: Database) -> None:
    """Neo4j stops it, and the connection serves the next one."""

    def work() -> list[list[object]]:
        with pytest.raises(QueryTimeoutError):
            database.run(LONG, time_limit=1)
        return database.run("RETURN 1").records

    assert in_task(database, work) == [[1]]


def test_nobody_waits_for_what_does_not_answer(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A statement that goes on after its time is given up, and another is answered."""
    monkeypatch.setattr("graph.wire.GRACE_SECONDS", 0.2)

    def work() -> list[list[object]]:
        with (
            pytest.raises(NoAnswerError),
            our_errors(),
            with_deadline(0.1),
            database.session() as session,
        ):
            session.run(LONG, {}).consume()
        return database.run("RETURN 1").records

    assert in_task(database, work) == [[1]]


def test_row_that_is_too_large_is_refused(database: Database) -> None:
    """It is not read, and the next statement is answered."""
    large = "WITH 'x' AS x UNWIND range(1, 3) AS i RETURN [j IN range(1, 9000) | $text] AS many"

    def work() -> int:
        with pytest.raises(BadInputError, match="more than 16,000,000 bytes"):
            database.run(large, {"text": "x" * 3000})
        return len(fetch_all(database, "UNWIND range(1, 1200) AS i RETURN i").records)

    assert in_task(database, work) == 1200


def test_task_that_is_cancelled_ends_its_statement(database: Database) -> None:
    """Neo4j does not go on with what nobody waits for."""

    async def running() -> int:
        answer = await run_in_task(database.run, RUNNING, {"text": "cancelled_in_task"})
        return len(answer.records)

    async def main() -> None:
        task = asyncio.ensure_future(run_in_task(database.run, LONG))
        while not await running():
            assert not task.done()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        while await running():
            pass
        await database.close_in_loop()

    asyncio.run(asyncio.wait_for(main(), 60))


def test_connections_end_with_the_server(database: Database) -> None:
    """When the application ends, the connections of its event loop do."""

    def drivers() -> int:
        return len(database._link._open.of_loops)

    before = drivers()
    with TestClient(create_app(database), base_url="http://localhost") as client:
        assert client.get("/v1/tiers").status_code == 200
        assert drivers() == before + 1
    assert drivers() == before
