"""Open transactions of the Query API: whose they are, how many, how long, in how many workers."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.query_api.transactions import IDLE_SECONDS, MOST, OpenTransactions
from api.quota.clients import Client
from api.shared_tables import file_of_workers, shared_file
from graph.database import Database
from graph.errors import TooMuchError, UnknownIdError
from graph.settings import settings

ANA, BEN = Client("ana", keyed=True), Client("10.0.0.1", keyed=False)
KEY = "0123456789abcdef"
TX = "/db/neo4j/query/v2/tx"


class Clock:
    """Seconds that a test moves."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        """The seconds by now."""
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def begin(transactions: OpenTransactions, client: Client, database: str = "neo4j") -> str:
    return transactions.begin(client, database, None, []).id


def test_transaction_is_its_clients_alone(clock: Clock) -> None:
    """Nobody else can use it, nor can anybody in another database; what it was told is kept."""
    transactions = OpenTransactions(clock=clock)
    mine = transactions.begin(BEN, "neo4j", 5, ["FB:1"])
    assert transactions.use(BEN, "neo4j", mine.id) == mine
    for client, database in ((ANA, "neo4j"), (Client("10.0.0.1", keyed=True), "neo4j"), (BEN, "x")):
        with pytest.raises(UnknownIdError, match="was not found"):
            transactions.use(client, database, mine.id)
    transactions.set_bookmarks(mine.id, ["FB:2"])
    assert transactions.use(BEN, "neo4j", mine.id).bookmarks == ("FB:2",)
    transactions.end(mine.id)
    with pytest.raises(UnknownIdError):
        transactions.use(BEN, "neo4j", mine.id)


def test_transaction_left_alone_ends(clock: Clock) -> None:
    """Each use gives it another minute; without one it is gone, and makes room."""
    transactions = OpenTransactions(clock=clock)
    mine = begin(transactions, BEN)
    for _ in range(3):
        clock.now += IDLE_SECONDS - 1
        transactions.use(BEN, "neo4j", mine)
    clock.now += IDLE_SECONDS
    with pytest.raises(UnknownIdError):
        transactions.use(BEN, "neo4j", mine)


def test_client_has_as_many_as_statements(clock: Clock) -> None:
    """Open transactions of a client are bounded as its statements are, a key's ten times so."""
    transactions = OpenTransactions(clock=clock)
    most = settings().partycell_running_limit
    for _ in range(most):
        begin(transactions, BEN)
    clock.now += 10
    with pytest.raises(TooMuchError, match=r"10\.0\.0\.1 has 8 transactions open") as found:
        begin(transactions, BEN)
    assert found.value.retry_after == IDLE_SECONDS - 10
    for _ in range(10 * most):
        begin(transactions, ANA)
    with pytest.raises(TooMuchError, match="ana has 80"):
        begin(transactions, ANA)
    clock.now += IDLE_SECONDS
    begin(transactions, BEN)


def test_all_clients_together_are_bounded(clock: Clock) -> None:
    """A thousand addresses cannot have more than is kept for all."""
    transactions = OpenTransactions(clock=clock)
    for number in range(MOST):
        begin(transactions, Client(f"10.0.{number >> 8}.{number & 255}", keyed=False))
    with pytest.raises(TooMuchError, match="The server has 1000 transactions open"):
        begin(transactions, ANA)


def test_workers_share_their_transactions(clock: Clock, tmp_path: Path) -> None:
    """What one worker began another goes on with and ends; their file is nobody else's to name."""
    one, other = (OpenTransactions(tmp_path / "shared", clock) for _ in range(2))
    mine = begin(one, BEN)
    assert other.use(BEN, "neo4j", mine).id == mine
    other.end(mine)
    with pytest.raises(UnknownIdError):
        one.use(BEN, "neo4j", mine)
    assert shared_file() is None
    context = multiprocessing.get_context("spawn")
    with context.Pool(1) as pool:
        assert pool.apply(shared_file) == file_of_workers()


@pytest.fixture
def keyed(database: Database, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    """A server that wants a key."""
    monkeypatch.setenv("PARTYCELL_API_KEYS", f"ana={KEY}")
    monkeypatch.setenv("PARTYCELL_KEYS_REQUIRED", "true")
    monkeypatch.setenv("PARTYCELL_RUNNING_LIMIT", "1")
    settings.cache_clear()
    with TestClient(create_app(database)) as client:
        yield client
    monkeypatch.undo()
    settings.cache_clear()


def test_drivers_understand_that_a_key_is_wanted(keyed: TestClient) -> None:
    """Discovery needs no key; a statement without one, or with a wrong one, has Neo4j's code."""
    assert keyed.get("/", headers={"Accept": "application/json"}).status_code == 200
    assert keyed.get("/", headers={"Accept": "text/html"}).status_code == 401
    for headers in ({}, {"Authorization": "Bearer wrong-wrong-wrong-"}):
        answer = keyed.post(TX, headers=headers)
        assert answer.status_code == 401
        assert answer.headers["content-type"] == "application/json"
        code = answer.json()["errors"][0]["code"]
        assert code == "Neo.ClientError.Security.Unauthorized"
    assert keyed.post(TX, auth=("neo4j", KEY)).status_code == 202


def test_too_many_transactions_say_when(keyed: TestClient) -> None:
    """Beyond the share it is 429 with Retry-After, in Neo4j's form; a roll-back makes room."""
    with keyed as client:
        client.auth = ("neo4j", KEY)
        begun = [client.post(TX).json()["transaction"]["id"] for _ in range(10)]
        answer = client.post(TX)
        assert answer.status_code == 429
        assert 0 < int(answer.headers["Retry-After"]) <= IDLE_SECONDS
        assert answer.json()["errors"][0]["code"].startswith("Neo.TransientError.")
        assert client.delete(f"{TX}/{begun[0]}").json() == {}
        assert client.post(TX).status_code == 202
