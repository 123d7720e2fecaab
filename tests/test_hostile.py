"""Hostile statements, every class in every disguise: refused or bounded, and nothing is harmed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest
from neo4j import GraphDatabase
from neo4j.exceptions import ClientError
from starlette.testclient import TestClient

from api.app import create_app
from graph import local
from graph.database import Database
from graph.settings import settings
from graph.version import graph_state
from tests.hostile import (
    BOUNDED,
    CHOKES,
    DISGUISES,
    FILLS,
    GOES_ON,
    LARGE_PARAMETERS,
    PARAMETERS,
    REFUSED,
    UNPLANNED,
)

# Should Neo4j come to harm, no other worker's tests do.
pytestmark = pytest.mark.writes


@pytest.fixture(scope="module")
def _limits() -> Iterator[None]:
    """Short limits, so that what is stopped is stopped soon."""
    changed = pytest.MonkeyPatch()
    for name, value in (
        ("TIME_LIMIT", "2"),
        ("ROW_LIMIT", "50"),
        ("BYTE_LIMIT", "1000000"),
        ("QUERY_SECONDS", "1000000"),
    ):
        changed.setenv(f"PARTYCELL_{name}", value)
    settings.cache_clear()
    yield
    changed.undo()
    settings.cache_clear()


@pytest.fixture
def client(database: Database, _limits: None) -> Iterator[TestClient]:
    with TestClient(create_app(database), raise_server_exceptions=False) as client:
        yield client


@pytest.fixture
def patient(
    database: Database, _limits: None, monkeypatch: pytest.MonkeyPatch
) -> Iterator[TestClient]:
    """For what is refused: planning may take longer on a busy machine than what runs may."""
    monkeypatch.setenv("PARTYCELL_TIME_LIMIT", "30")
    settings.cache_clear()
    with TestClient(create_app(database), raise_server_exceptions=False) as client:
        yield client
    monkeypatch.undo()
    settings.cache_clear()


def attack(
    client: TestClient,
    database: Database,
    statement: str,
    *,
    way: int = 0,
    parameters: Mapping[str, object] = PARAMETERS,
) -> tuple[int, str]:
    """Try it by one of the two ways in; the graph is as it was, and answers an ordinary query."""
    before = graph_state(database)
    path, name = (("/v1/cypher", "query"), ("/db/neo4j/query/v2", "statement"))[way]
    answer = client.post(path, json={name: statement, "parameters": parameters})
    assert len(answer.content) < 2_000_000
    assert "root:" not in answer.text
    assert "server.memory" not in answer.text
    assert graph_state(database) == before
    return answer.status_code, answer.text


@pytest.mark.parametrize("disguise", DISGUISES)
@pytest.mark.parametrize("statement", REFUSED)
def test_hostile_statement_is_refused(
    statement: str, disguise: str, patient: TestClient, database: Database
) -> None:
    """However it is dressed it does not run; undressed the guard says what is not allowed."""
    way = 0 if disguise == "none" else len(statement + disguise) % 2
    status, text = attack(patient, database, DISGUISES[disguise](statement), way=way)
    guarded = disguise == "none" and statement != UNPLANNED
    assert status in ({403} if guarded else {400, 403}), text[:500]


@pytest.mark.parametrize("statement", BOUNDED)
def test_hostile_statement_is_bounded(
    statement: str, client: TestClient, database: Database
) -> None:
    """What may run is stopped, or cut off, at a limit; some of it is refused."""
    status, text = attack(client, database, statement)
    assert status in {400, 403, 422, 504} or '"truncated":true' in text


@pytest.mark.parametrize("way", [0, 1])
@pytest.mark.parametrize("statement", [*FILLS, *GOES_ON], ids=range(len(FILLS) + len(GOES_ON)))
def test_statement_that_cannot_be_stopped_is_refused(
    statement: str, way: int, patient: TestClient, database: Database
) -> None:
    """What Neo4j would neither count nor stop is refused before it runs."""
    status, text = attack(patient, database, statement, way=way, parameters=LARGE_PARAMETERS)
    assert status in {400, 403, 422}, text[:500]
    assert "not allowed" in text or "too much" in text or "SyntaxError" in text, text[:500]


@pytest.mark.parametrize("statement", CHOKES, ids=range(len(CHOKES)))
def test_choking_statement_is_refused(
    statement: str, patient: TestClient, database: Database
) -> None:
    """A text that is meant for the parser to choke on is refused as bad input."""
    status, text = attack(patient, database, statement)
    assert status in {400, 403, 422}, text[:300]


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "http://127.0.0.1:9/",
        "http://[::1]:9/",
        "ftp://localhost:9/",
        "https://192.0.2.1/",
    ],
)
def test_neo4j_itself_reads_nothing_else(address: str, neo4j: local.Endpoint) -> None:
    """Were the guard not there, the database would refuse to read files and addresses."""
    statement = "LOAD CSV FROM $address AS row RETURN row"
    with (
        GraphDatabase.driver(neo4j.uri, auth=(neo4j.username, neo4j.password)) as driver,
        pytest.raises(ClientError, match=r"is false|is blocked") as caught,
    ):
        driver.execute_query(statement, {"address": address})
    assert caught.value.code == "Neo.ClientError.Statement.ExternalResourceFailed"


def test_table_is_large_enough() -> None:
    """There are at least 700 cells."""
    alone = len(BOUNDED) + len(CHOKES) + 2 * (len(FILLS) + len(GOES_ON))
    assert len(REFUSED) * len(DISGUISES) + alone >= 700
