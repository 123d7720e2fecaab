"""HTTP over the real graph."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from starlette.testclient import TestClient

from api.app import create_app
from graph.catalogue import catalogue
from graph.database import Database
from tests.extras import is_missing

PATHS = [
    "/v1/queries",
    "/v1/queries/tiers",
    "/v1/tiers",
    "/v1/tiers/party-cell",
    "/v1/tiers/party-cell/chain",
    "/v1/tiers/party-cell/duties",
    "/v1/tiers/party-cell/rules",
    "/v1/posts",
    "/v1/organizations/kcna-no5-bureau-no2-cell",
    "/v1/organizations/kcna-no5-bureau-no2-cell/chain",
    "/v1/organizations/kcna/units",
    "/v1/organizations/kcna/subtree",
    "/v1/organizations/kcna/members",
    "/v1/people/kim-il-sung",
    "/v1/people/kim-il-sung/affiliations",
    "/v1/events",
    "/v1/events/loyalty-letter-1990",
    "/v1/concepts/party-cell-of-loyalty",
    "/v1/concepts/party-cell-of-loyalty/origin",
    "/v1/neighborhood/kcna",
    "/v1/paths?start=kcna&end=kim-jong-il",
    "/v1/search?text=loyalty",
    "/v1/claims",
    "/v1/contested",
    "/v1/sources",
    "/v1/sources/dailynk-en-party-cell",
    "/v1/sources/dailynk-en-party-cell/facts",
    "/v1/graph",
]


@pytest.fixture
def client(database: Database) -> Iterator[TestClient]:
    with TestClient(create_app(database), raise_server_exceptions=False) as client:
        yield client


@pytest.mark.parametrize("path", PATHS)
def test_path_answers_in_the_envelope(path: str, client: TestClient) -> None:
    """Every resource answers with the envelope and an ETag that gives 304 the second time."""
    answer = client.get(path)
    assert answer.status_code == 200, answer.text
    assert set(answer.json()) == {
        "data",
        "next",
        "truncated",
        "graph_version",
        "undated_left_out",
        "as_of",
        "carry",
        "note",
    }
    again = client.get(path, headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("path", PATHS)
def test_path_answers_in_every_format(path: str, client: TestClient) -> None:
    """JSON Lines and CSV have as many rows as each other, by `format` and by Accept."""
    mark = "&" if "?" in path else "?"
    lines = client.get(f"{path}{mark}format=jsonl").text.splitlines()
    table = client.get(path, headers={"Accept": "text/csv"})
    assert table.headers["content-type"].startswith("text/csv")
    import csv

    assert len(list(csv.reader(table.text.splitlines(keepends=True)))) == len(lines) + 1


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(
    ("query", "parameter"),
    [("colour=red", "colour"), ("as_of=soon", "as_of"), ("format=xml", "format")],
)
def test_bad_parameter_has_one_shape(
    path: str, query: str, parameter: str, client: TestClient
) -> None:
    """A bad parameter is a 422 problem document that names it, on every path."""
    answer = client.get(f"{path}{'&' if '?' in path else '?'}{query}")
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["parameter"] == parameter
    assert answer.json()["status"] == 422


@pytest.mark.parametrize(
    "path",
    [
        "/v1/tiers/nothing",
        "/v1/tiers/kcna",
        "/v1/organizations/nothing/chain",
        "/v1/people/kcna",
        "/v1/queries/nothing",
        "/v1/claims/nothing",
        "/v1/sources/nothing",
        "/v1/nothing",
        "/nothing",
    ],
)
def test_unknown_id_is_404(path: str, client: TestClient) -> None:
    """What is not there is a 404 problem document."""
    answer = client.get(path)
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"


def test_chain_has_two_parts(client: TestClient) -> None:
    """A chain answers as institution and party, and names the claims behind each step."""
    data = client.get("/v1/organizations/kcna-no5-bureau-no2-cell/chain").json()["data"]
    assert set(data) == {"institution", "party"}
    assert [step["id"] for step in data["institution"]][-1] == "kcna"
    assert all(step["unit"] == "unknown" for step in data["party"])
    assert all(step["claims"] for part in data.values() for step in part)


def test_pages_walk_over_everything_once(client: TestClient) -> None:
    """Following `next` gives every claim once, and nothing else."""
    seen: list[str] = []
    token = ""
    asked: dict[str, str | int] = {"predicate": "name", "limit": 40}
    while token is not None:
        answer = client.get("/v1/claims", params={**asked, **({"next": token} if token else {})})
        body = answer.json()
        seen += [row["id"] for row in body["data"]]
        token = body["next"]
    assert len(seen) == len(set(seen))
    total = client.get("/v1/claims?predicate=name&limit=1000").json()["data"]
    assert len(total) > 3 * 40
    assert seen == [row["id"] for row in total]


@pytest.mark.parametrize("token", ["nonsense", "!!!", "eDox", "é"])
def test_bad_page_token_is_refused(token: str, client: TestClient) -> None:
    """A `next` that is not ours is a 422."""
    assert client.get("/v1/tiers", params={"next": token}).status_code == 422


def test_writing_methods_are_refused(client: TestClient) -> None:
    """HTTP reads; nothing else is allowed."""
    for method in ("POST", "PUT", "PATCH", "DELETE"):
        answer = client.request(method, "/v1/tiers")
        assert answer.status_code == 405
        assert answer.headers["content-type"] == "application/problem+json"


def test_database_away_is_503() -> None:
    """Without its database the server says so, when to come back, and that it lives."""
    away = Database("bolt://127.0.0.1:1", "neo4j", "none")
    with TestClient(create_app(away), raise_server_exceptions=False) as client:
        answer = client.get("/v1/tiers")
        assert answer.status_code == 503
        assert int(answer.headers["Retry-After"]) > 0
        assert "Traceback" not in answer.text
        assert client.get("/readyz").status_code == 503
        assert client.get("/healthz").status_code == 200


def test_over_the_time_limit_is_504(
    client: TestClient, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A statement that Neo4j stops for its time is a 504."""
    from graph import catalogue as module

    slow = catalogue()["tiers"]
    text = "UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b RETURN count(a + b) AS rank"
    changed = {**catalogue(), "tiers": replace(slow, template=text)}
    monkeypatch.setattr(module, "find", changed.__getitem__)
    monkeypatch.setattr(database, "time_limit", 0.5)
    assert client.get("/v1/tiers").status_code == 504


def test_openapi_survives_fuzzing(database: Database) -> None:
    """Whatever the OpenAPI document allows, and what it does not, gives no 5xx.

    But 501 where an optional package is missing, as the format that needs it says.
    """
    allowed = {501} if is_missing("followthemoney") else set()
    schema = schemathesis.openapi.from_asgi("/openapi.json", create_app(database))
    for found in schema.get_all_operations():
        operation = found.ok()  # type: ignore[union-attr]

        @settings(
            max_examples=10,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy())
        def probe(case: schemathesis.Case[Any]) -> None:
            status = case.call(timeout=60).status_code
            assert status < 500 or status in allowed

        probe()


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/v1/tiers", "당세포"),
        ("/v1/queries/members?organization=political-bureau-presidium", "최룡해"),
        ("/v1/queries/neighborhood?id=kim-jong-un", "김정은"),
        ("/v1/search?text=Choe+Ryong+Hae", "최룡해"),
        ("/v1/people/kim-jong-un", "김정은"),
    ],
)
def test_names_in_hangul_on_request(path: str, name: str, client: TestClient) -> None:
    """`names=ko` names things in Hangul where it is known, in JSON and in CSV alike."""
    asked = f"{path}{'&' if '?' in path else '?'}names=ko"
    assert name in client.get(asked).text
    assert name in client.get(f"{asked}&format=csv").text
    assert client.get(asked).headers["ETag"] != client.get(path).headers["ETag"]
    assert client.get(asked.replace("=ko", "=fr")).status_code == 422
