"""Neo4j's official drivers over HTTP: by us and by Neo4j's own server, with the same answers.

The questions are those of the Python driver's manual on reading, with the graph of this test.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import neo4j
import pytest
from neo4j import AsyncGraphDatabase, GraphDatabase, ManagedTransaction
from neo4j.exceptions import ClientError, Neo4jError

from benchmarks.measuring import served
from graph.database import Database
from tests import drivers
from tests.harness import Harness, harness
from tests.missing import missing

GRAPH = """
CREATE (a:Person {name: 'Alice', born: date('1980-01-02')})-[:KNOWS {since: 1999}]->
  (b:Person {name: 'Bob'}), (a)-[:WORKS_IN]->(:Cell {name: '당세포'})
"""


@pytest.fixture(scope="module")
def neo4j_itself(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Harness]:
    """Neo4j's own server, with HTTP and Bolt on one store."""
    with harness(tmp_path_factory.mktemp("harness")) as found:
        httpx.post(
            f"{found.http}/db/neo4j/query/v2", json={"statement": GRAPH}, timeout=60
        ).raise_for_status()
        yield found


@pytest.fixture(scope="module")
def ours(neo4j_itself: Harness) -> Iterator[str]:
    """The address of our server over the same store."""
    with (
        Database(neo4j_itself.bolt, "neo4j", "there is none", time_limit=60) as database,
        served(database) as address,
    ):
        yield address


def verified(driver: neo4j.Driver) -> Any:
    driver.verify_connectivity()
    return driver.get_server_info().agent.partition("/")[0]


def query_executed(driver: neo4j.Driver) -> Any:
    records, summary, keys = driver.execute_query(
        "MATCH (p:Person)-[k:KNOWS]->(q) WHERE p.name = $name RETURN p.name AS name, k.since, q",
        name="Alice",
        database_="neo4j",
        routing_=neo4j.RoutingControl.READ,
    )
    rows = [[record["name"], record["k.since"], dict(record["q"])] for record in records]
    return rows, keys, summary.query_type, summary.counters.contains_updates


def transformed(driver: neo4j.Driver) -> Any:
    return driver.execute_query(
        "MATCH (p:Person) RETURN p.name AS name ORDER BY name",
        database_="neo4j",
        result_transformer_=lambda result: result.value("name"),
    )


def read_in_transaction(driver: neo4j.Driver) -> Any:
    def names(tx: ManagedTransaction, start: str) -> list[str]:
        first = tx.run("MATCH (p:Person {name: $start}) RETURN p.name AS name", start=start)
        found = [str(first.single(strict=True)["name"])]
        second = tx.run("MATCH (:Person {name: $start})-->(n) RETURN n.name AS name", start=start)
        return found + sorted(record["name"] for record in second)

    with driver.session(database="neo4j") as session:
        return session.execute_read(names, "Alice"), len(session.last_bookmarks().raw_values)


def ran_in_session(driver: neo4j.Driver) -> Any:
    with driver.session(database="neo4j", default_access_mode=neo4j.READ_ACCESS) as session:
        result = session.run("UNWIND range(1, 3) AS x RETURN x, date('2007-10-27') AS day")
        return [record.data() for record in result], result.consume().query_type


def stepped_through(driver: neo4j.Driver) -> Any:
    with driver.session(database="neo4j") as session, session.begin_transaction() as tx:
        one = tx.run("RETURN 1 AS x").single(strict=True)["x"]
        tx.commit()
    with driver.session(database="neo4j") as session, session.begin_transaction() as tx:
        two = tx.run("RETURN 2 AS x").single(strict=True)["x"]
        tx.rollback()
    return one, two


def chained(driver: neo4j.Driver) -> Any:
    bookmarks = []
    for _ in range(2):
        with driver.session(database="neo4j") as session:
            session.run("RETURN 1").consume()
            bookmarks.append(session.last_bookmarks())
    with driver.session(database="neo4j", bookmarks=bookmarks[0] + bookmarks[1]) as session:
        return session.run("MATCH (n) RETURN count(n) AS n").single(strict=True)["n"]


def path_and_types(driver: neo4j.Driver) -> Any:
    record = driver.execute_query(
        "MATCH p = (:Person {name: 'Alice'})-[:KNOWS]->() "
        "RETURN p, point({x: 1, y: 2}) AS at, duration('P1D') AS took, $map AS map",
        map={"당": [1, 2.5, None, True]},
        database_="neo4j",
    ).records[0]
    path = record["p"]
    nodes = [dict(node) for node in path.nodes]
    return (
        nodes,
        [dict(edge) for edge in path.relationships],
        record["at"],
        record["took"],
        record["map"],
    )


def noticed(driver: neo4j.Driver) -> Any:
    summary = driver.execute_query("MATCH (n:Persn) RETURN n", database_="neo4j").summary
    return [status.gql_status for status in summary.gql_status_objects]


def planned(driver: neo4j.Driver) -> Any:
    summary = driver.execute_query("EXPLAIN MATCH (n) RETURN n", database_="neo4j").summary
    return summary.plan["operatorType"] if summary.plan else None


def mistaken(driver: neo4j.Driver) -> Any:
    with pytest.raises(ClientError) as found:
        driver.execute_query("MATCH (n) RETRUN n", database_="neo4j")
    with driver.session(database="neo4j") as session, pytest.raises(ClientError) as again:
        session.execute_read(lambda tx: tx.run("RETURN 1 / 0").consume())
    return found.value.code, again.value.code


READS = [
    verified,
    query_executed,
    transformed,
    read_in_transaction,
    ran_in_session,
    stepped_through,
    chained,
    path_and_types,
    noticed,
    planned,
    mistaken,
]


@pytest.mark.parametrize("reads", READS)
def test_python_driver_reads_alike(
    reads: Callable[[neo4j.Driver], Any], ours: str, neo4j_itself: Harness
) -> None:
    """The Python driver works by changing the address, with Neo4j's own answers."""
    answers = []
    for address in (ours, neo4j_itself.http):
        with GraphDatabase.driver(address, auth=("neo4j", "there is none")) as driver:
            answers.append(reads(driver))
    assert answers[0] == answers[1]


def test_async_python_driver_reads_alike(ours: str, neo4j_itself: Harness) -> None:
    """So does its asynchronous form: connectivity, a query, a transaction."""

    async def names(tx: neo4j.AsyncManagedTransaction) -> list[str]:
        result = await tx.run("MATCH (p:Person) RETURN p.name AS name ORDER BY name")
        return [record["name"] async for record in result]

    async def read(address: str) -> Any:
        auth = ("neo4j", "there is none")
        async with AsyncGraphDatabase.driver(address, auth=auth) as driver:
            await driver.verify_connectivity()
            records, _, _ = await driver.execute_query("RETURN $x AS x", x=5, database_="neo4j")
            async with driver.session(database="neo4j") as session:
                return records[0]["x"], await session.execute_read(names)

    assert asyncio.run(read(ours)) == asyncio.run(read(neo4j_itself.http))


def test_python_driver_is_told_what_is_refused(ours: str) -> None:
    """A write, a forbidden clause and a foreign database are errors that the driver understands."""
    with GraphDatabase.driver(ours, auth=("neo4j", "there is none")) as driver:
        for statement, database, code in (
            ("CREATE (n)", "neo4j", "Neo.ClientError.Statement.AccessMode"),
            ("SHOW SETTINGS", "neo4j", "Neo.ClientError.Security.Forbidden"),
            ("RETURN 1", "elsewhere", "Neo.ClientError.Database.DatabaseNotFound"),
        ):
            with pytest.raises(Neo4jError) as found:
                driver.execute_query(statement, database_=database)
            assert found.value.code == code


def test_java_driver_reads_alike(ours: str, neo4j_itself: Harness) -> None:
    """The Java driver with its Query API connection works by changing the address."""
    try:
        theirs = drivers.java_reads(neo4j_itself.http)
    except RuntimeError as error:
        missing(f"Neo4j's Java driver: {str(error).splitlines()[-1]}")
    assert theirs["transaction"] == "Alice; Bob"
    assert drivers.java_reads(ours) == theirs


def test_javascript_wrapper_reads_alike(ours: str, neo4j_itself: Harness, tmp_path: Path) -> None:
    """The JavaScript wrapper for the Query API works by changing the address."""
    try:
        folder = drivers.install_javascript(tmp_path)
    except RuntimeError as error:
        missing(f"Neo4j's JavaScript wrapper: {str(error).splitlines()[-1]}")
    theirs = drivers.javascript_reads(folder, neo4j_itself.http)
    assert theirs["transaction"] == [["Alice", "Bob"], "2"]
    assert drivers.javascript_reads(folder, ours) == theirs
