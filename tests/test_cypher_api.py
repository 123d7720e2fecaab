"""`/v1/cypher` over the real graph."""

from __future__ import annotations

import json
from collections.abc import Iterator
from io import BytesIO

import networkx as nx
import pytest
from starlette.testclient import TestClient

from api.app import create_app
from graph.database import Database

TIERS = "MATCH (t:Tier) RETURN t.id AS id, t.rank AS rank ORDER BY rank"
STEP = "MATCH p = (a:Organization {id: $id})-[r]->(b:Organization) RETURN p, a, r, b LIMIT 1"


@pytest.fixture
def client(database: Database) -> Iterator[TestClient]:
    with TestClient(create_app(database), raise_server_exceptions=False) as client:
        yield client


def test_link_and_body_ask_the_same(client: TestClient) -> None:
    """GET and POST give the same rows, with columns, limits and time."""
    query = "MATCH (t:Tier {id: $id}) RETURN t.id AS id, $year AS year, $text AS text"
    by_link = client.get(
        "/v1/cypher",
        params={
            "query": query,
            "param.id": "party-cell",
            "param.year": "2007",
            "param.text": '"2007"',
        },
    ).json()
    by_body = client.post(
        "/v1/cypher",
        json={
            "query": query,
            "parameters": {"id": "party-cell", "year": 2007, "text": "2007"},
        },
    ).json()
    assert by_link["data"] == [{"id": "party-cell", "year": 2007, "text": "2007"}]
    assert by_link.pop("elapsed") > 0
    assert by_body.pop("elapsed") > 0
    assert by_link == by_body
    assert by_link["columns"] == ["id", "year", "text"]
    assert set(by_link["limits"]) == {"rows", "bytes", "seconds"}


def test_forms_hold_the_same_rows(client: TestClient) -> None:
    """JSON, JSON Lines and CSV hold the same rows, and say in their way that some were left out."""

    def ask(form: str) -> tuple[str, str]:
        params = {"query": TIERS, "format": form, "limit": "3"}
        answer = client.get("/v1/cypher", params=params)
        return answer.text, answer.headers["Partycell-Truncated"]

    rows = json.loads(ask("json")[0])
    assert (rows["truncated"], len(rows["data"])) == (True, 3)
    lines, said = ask("jsonl")
    assert ([json.loads(line) for line in lines.splitlines()], said) == (rows["data"], "true")
    table, said = ask("csv")
    assert table.splitlines()[0] == "\ufeffid,rank"
    assert len(table.splitlines()) == 4
    assert said == "true"


def test_graph_forms_hold_each_thing_once(client: TestClient) -> None:
    """GraphML and node-link JSON hold the rows' nodes and relationships once, by their ids."""
    params = {"query": STEP, "param.id": "kcna-no5-bureau-no2-cell"}
    row = client.get("/v1/cypher", params=params).json()["data"][0]
    assert [row[name]["$type"] for name in "parb"] == ["path", "node", "relationship", "node"]
    assert row["p"] == {
        "$type": "path",
        "nodes": [row["a"], row["b"]],
        "relationships": [row["r"]],
    }
    answer = client.get("/v1/cypher", params={**params, "format": "graphml"})
    network = nx.read_graphml(BytesIO(answer.content), force_multigraph=True)
    drawn = client.get("/v1/cypher", params={**params, "format": "graph"}).json()
    both = nx.node_link_graph(drawn, edges="edges")
    ids = {row[name]["properties"]["id"] for name in "ab"}
    assert "kcna-no5-bureau-no2-cell" in ids
    assert set(network) == set(both) == ids
    assert network.number_of_edges() == both.number_of_edges() == 1
    nothing = client.get("/v1/cypher", params={"query": "RETURN 1 AS x", "format": "graph"})
    assert nothing.status_code == 422


def test_plan_is_told_and_nothing_run(client: TestClient) -> None:
    """`explain` and EXPLAIN give the plan as a tree."""
    asked = client.get("/v1/cypher", params={"query": TIERS, "explain": "true"}).json()
    written = client.get("/v1/cypher", params={"query": f"EXPLAIN {TIERS}"}).json()
    assert asked["data"]["operator"] == written["data"]["operator"] == "ProduceResults"
    assert asked["data"]["children"]


def test_etag_only_where_the_graph_alone_decides(client: TestClient) -> None:
    """A link's answer is known again by its ETag; one that asks for time or chance has none."""
    answer = client.get("/v1/cypher", params={"query": TIERS})
    again = client.get(
        "/v1/cypher", params={"query": TIERS}, headers={"If-None-Match": answer.headers["ETag"]}
    )
    assert (again.status_code, again.content) == (304, b"")
    for query in ("RETURN date() AS d", "RETURN rand() AS x", "RETURN datetime.realtime() AS d"):
        answer = client.get("/v1/cypher", params={"query": query})
        assert answer.status_code == 200
        assert "ETag" not in answer.headers
    dated = client.get("/v1/cypher", params={"query": "RETURN date('2007-01-01') AS d"})
    assert "ETag" in dated.headers


def test_refusal_marks_the_place(client: TestClient) -> None:
    """A refusal says operator, reason, line and column; an error of Neo4j its code and place."""
    answer = client.post("/v1/cypher", json={"query": "MATCH (t:Tier)\n  SET t.rank = 1"})
    assert answer.status_code == 403
    said = answer.json()
    assert (said["operator"], said["line"], said["column"]) == ("SetProperty", 2, 3)
    assert said["reason"]
    answer = client.post("/v1/cypher", json={"query": "RETURN\n  nothing"})
    assert answer.status_code == 400
    said = answer.json()
    assert (said["code"], said["line"], said["column"]) == (
        "Neo.ClientError.Statement.SyntaxError",
        2,
        3,
    )


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 422),
        (b"\xff", 422),
        (b"[]", 422),
        (b"{}", 422),
        (b'{"query": 1}', 422),
        (b'{"query": "RETURN 1", "write": true}', 422),
        (b'{"query": "RETURN 1", "format": "xls"}', 422),
        (b'{"query": "RETURN $x", "parameters": {"x": NaN}}', 422),
        (b'{"query": "RETURN $x", "parameters": {"x": 9223372036854775808}}', 422),
        (b'{"query": "RETURN $x", "parameters": {"x": %s1%s}}' % (b"[" * 99, b"]" * 99), 422),
        (b"[" * 100_000, 422),
        (b'{"query": "RETURN 1", "parameters": {"\\ud800": 1}}', 422),
        (b'{"query": "RETURN $x", "parameters": {"x": [{"a": "\\udfff"}]}}', 422),
        (b'{"query": "RETURN \'\\ud800\'"}', 422),
        (b'{"query": "RETURN $x"}', 400),
        (b'{"query": "RETURN 1 / 0"}', 400),
        (b'{"query": "%s"}' % (b" " * 1_000_000), 413),
    ],
    ids=range(17),
)
def test_bad_body_is_refused(body: bytes, status: int, client: TestClient) -> None:
    """A body that is not as it should be is refused with what is wrong, never with a traceback."""
    answer = client.post("/v1/cypher", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["detail"]


def test_unknown_parameter_is_refused(client: TestClient) -> None:
    """A misspelt parameter is no parameter, and none may stand twice."""
    for link in ("?query=RETURN 1&params.x=1", "?query=RETURN 1&query=RETURN 2", ""):
        assert client.get(f"/v1/cypher{link}").status_code == 422
