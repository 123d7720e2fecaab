"""`/v1/export` and `partycell export`: the same bytes, whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import anyio
import pytest
from starlette.testclient import TestClient
from starlette.types import Message

from api.app import create_app
from api.quota.clients import Client
from api.quota.exports import ExportQuota
from exporters import FORMATS
from graph.database import Database
from graph.errors import DatabaseUnavailableError, TooMuchError
from graph.settings import settings
from tests.command import partycell
from tests.extras import EVERY_FORMAT, SOURCE


@pytest.fixture
def client(database: Database) -> Iterator[TestClient]:
    with TestClient(create_app(database), raise_server_exceptions=False) as found:
        yield found


@pytest.mark.parametrize("name", EVERY_FORMAT)
def test_every_format_is_streamed_with_its_name(name: str, client: TestClient) -> None:
    """Each format comes with its media type, a file name, an ETag, and a link to what it loses."""
    narrowed = {"source": SOURCE} if FORMATS[name].of_source else {"as_of": "2018"}
    answer = client.get("/v1/export", params={"format": name, **narrowed})
    assert answer.status_code == 200
    assert answer.headers["content-type"].partition(";")[0] == FORMATS[name].media_type
    disposition = answer.headers["content-disposition"]
    assert disposition.startswith(f'attachment; filename="partycell-{name}-')
    assert disposition.endswith(f'{FORMATS[name].suffix}"')
    assert "/v1/export/formats" in answer.headers["link"]
    same = client.get(
        "/v1/export",
        params={"format": name, **narrowed},
        headers={"If-None-Match": answer.headers["etag"]},
    )
    assert same.status_code == 304


@pytest.mark.parametrize(
    ("words", "query"),
    [
        (["--format", "graphml", "as_of=2018"], "format=graphml&as_of=2018"),
        (
            ["--format", "csv", "--table", "claims", "sources=kcna-2013-01-28"],
            "format=csv&table=claims&sources=kcna-2013-01-28",
        ),
        (["--format", "pajek", "--relations", "UNIT_OF"], "format=pajek&relations=UNIT_OF"),
        (
            ["--format", "gexf", "--query", "neighborhood", "id=kcna", "depth=2"],
            "format=gexf&query=neighborhood&id=kcna&depth=2",
        ),
        (["--format", "xlsx", "--source", SOURCE], f"format=xlsx&source={SOURCE}"),
    ],
)
def test_command_and_http_give_the_same_bytes(
    words: list[str], query: str, client: TestClient, server_env: dict[str, str], tmp_path: Path
) -> None:
    """What the command writes is what HTTP answers, byte by byte."""
    file = tmp_path / "out"
    done = partycell("export", "-o", str(file), *words, env=server_env)
    assert done.returncode == 0, done.stderr
    answer = client.get(f"/v1/export?{query}")
    assert answer.status_code == 200
    assert file.read_bytes() == answer.content


def test_an_export_goes_to_standard_output(server_env: dict[str, str], tmp_path: Path) -> None:
    """`-o -` writes what the file would hold, and no file."""
    words = ["export", "--format", "csv", "--table", "edges"]
    file = tmp_path / "edges.csv"
    assert partycell(*words, "-o", str(file), env=server_env).returncode == 0
    done = partycell(*words, "-o", "-", env=server_env, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    # A pipe is read as text here, with any line's end as one.
    assert done.stdout == file.read_text(encoding="utf-8")
    assert not (tmp_path / "-").exists()


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("", "format"),
        ("format=pickle", "format"),
        ("format=gexf&asof=2018", "asof"),
        ("format=gexf&table=nodes", "table"),
        ("format=csv&table=rows", "table"),
        ("format=gexf&relations=KNOWS", "relations"),
        ("format=gexf&as_of=soon", "as_of"),
        ("format=gexf&query=neighborhood&id=kcna&depht=2", "depht"),
        ("format=gexf&query=neighborhood&id=kcna&relations=UNIT_OF", "relations"),
        ("format=xlsx", "source"),
        (f"format=gexf&source={SOURCE}", "source"),
        (f"format=xlsx&source={SOURCE}&as_of=2018", "as_of"),
        (f"format=xlsx&source={SOURCE}&relations=UNIT_OF", "relations"),
    ],
)
def test_bad_parameter_is_named(query: str, parameter: str, client: TestClient) -> None:
    """A parameter that is unknown or ill-typed is refused before a byte is sent, and named."""
    answer = client.get(f"/v1/export?{query}")
    assert answer.status_code == 422
    assert answer.json()["parameter"] == parameter


def test_query_without_edges_is_refused(client: TestClient) -> None:
    """A query that gives no edges is no network; one that is not there is 404."""
    refused = client.get("/v1/export?format=gexf&query=tiers")
    assert refused.status_code == 422
    assert "no start, end and type" in refused.json()["detail"]
    assert client.get("/v1/export?format=gexf&query=nonsense").status_code == 404


def test_too_large_is_refused(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """More edges than the limit are refused with what to do; fewer by the lens are given."""
    monkeypatch.setenv("PARTYCELL_EXPORT_LIMIT", "50")
    settings.cache_clear()
    try:
        refused = client.get("/v1/export?format=dl")
        given = client.get("/v1/export?format=dl&relations=HELD_AT")
        workbook = client.get("/v1/export?format=xlsx&source=dailynk-en-party-cell")
    finally:
        monkeypatch.undo()
        settings.cache_clear()
    assert refused.status_code == 422
    assert "partycell export" in refused.json()["detail"]
    assert given.status_code == 200
    assert workbook.status_code == 422
    assert "claims are more than the 50" in workbook.json()["detail"]


def test_workbook_of_an_unknown_source_is_not_found(client: TestClient) -> None:
    """A source that is not there is 404; with a query, `source` is the query's own parameter."""
    assert client.get("/v1/export?format=xlsx&source=nobody").status_code == 404
    computed = client.get("/v1/export?format=xlsx&query=neighborhood&id=kcna")
    assert computed.status_code == 422
    assert "made from claims" in computed.json()["detail"]


def test_exports_at_a_time_are_few(client: TestClient) -> None:
    """Over its share a client is told when to come back; an export that ended or failed is none."""
    share: ExportQuota = client.app.state.export_quota  # type: ignore[attr-defined]
    whose = Client("testclient", keyed=False)
    asked = "/v1/export?format=dl"
    for _ in range(settings().partycell_exports_limit):
        assert client.get(f"{asked}&relations=HELD_AT").status_code == 200
        assert client.get(f"{asked}&relations=KNOWS").status_code == 422
    with share.acquire(whose):
        assert client.get(f"{asked}&relations=UNIT_OF").status_code == 200
        with share.acquire(whose):
            refused = client.get(f"{asked}&relations=MEMBER_OF")
            others = [Client(name, keyed=True) for name in ("one", "two", "three")]
            with share.acquire(others[0]), share.acquire(others[1]), pytest.raises(TooMuchError):
                share.acquire(others[2]).__enter__()
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "5")
    assert client.get(f"{asked}&relations=MEMBER_OF").status_code == 200


def test_client_that_goes_gives_its_share_back(database: Database) -> None:
    """An export whose client reads no further than its head is over, in the database too."""
    app = create_app(database)
    share: ExportQuota = app.state.export_quota
    whose = Client("testclient", keyed=False)
    scope = {
        "type": "http",
        "method": "GET",
        "path": "/v1/export",
        "query_string": b"format=json",
        "headers": [(b"host", b"127.0.0.1")],
        "client": ("testclient", 1),
    }

    async def receive() -> Message:
        return {"type": "http.disconnect"}

    async def send(_: Message) -> None:
        await anyio.sleep_forever()  # the client's window is full

    anyio.run(app, scope, receive, send)
    with share.acquire(whose), share.acquire(whose):
        pass


def test_database_away_is_an_answer_of_its_own(
    client: TestClient, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What fails before the first piece is a problem document, never half a file."""

    def away(*_: object) -> Iterator[dict[str, object]]:
        raise DatabaseUnavailableError("Neo4j cannot be reached.")

    monkeypatch.setattr(database, "stream", away)
    answer = client.get("/v1/export?format=json")
    assert answer.status_code == 503
    assert answer.headers["content-type"].startswith("application/problem+json")
