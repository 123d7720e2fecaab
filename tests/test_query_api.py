"""The Query API, answer by answer beside Neo4j's own on one store."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from starlette.testclient import TestClient

from api.app import create_app
from graph.database import Database
from tests.harness import Harness, harness

PATH = "/db/neo4j/query/v2"
PLAIN = "application/json"
TYPED = "application/vnd.neo4j.query.v1.1"
FORMS = (PLAIN, TYPED, "application/vnd.neo4j.query", "application/jsonl", f"{TYPED}+jsonl")
DATA = (
    "CREATE (a:Cell:Unit {name: '당 세포', rank: 6, open: true, ratio: 0.5, "
    "founded: date('1990-10-27'), at: point({longitude: 125.7, latitude: 39.0})})"
    "-[:STANDS_UNDER {since: 1990}]->(b:Committee {name: 'primary'}) "
    "CREATE (b)-[:STANDS_UNDER]->(:Committee {name: 'city', members: [1, 2, 3]})"
)

VALUES = [
    "null",
    "true",
    "false",
    "0",
    "-9223372036854775808",
    "9223372036854775807",
    "9007199254740993",
    "[1.5, 1.0, -0.0, 1e7, 9999999.0, 0.001, 0.0001, 1e-5, 123456789.0, 4.9e-324, 1.7e308, 0.1]",
    "[0.0 / 0.0, 1 / 0.0, -1 / 0.0]",
    "''",
    "'plain \\n \\t \\\\ \" quotes'",
    "'당 세포 党細胞 é ß \U0001f600 \U00020000 \u200d \ufffd \ue000'",
    "[]",
    "[1, 'a', null, [2.0, [true]]]",
    "{}",
    "{k: 1, z: {y: null, `a b`: [1]}}",
    "date('2007-10-27')",
    "date('0001-01-01')",
    "date('9999-12-31')",
    "time('12:50:35.556+01:00')",
    "time('12:50Z')",
    "time('23:59:59.999999999-11:30')",
    "localtime('12:50:35.5')",
    "localtime('00:00')",
    "datetime('2015-11-21T21:40:32.142+01:00')",
    "datetime('2015-11-21T21:40Z')",
    "datetime('2015-11-21T21:40:32.142[Asia/Seoul]')",
    "datetime('1950-06-25T04:00:00[Asia/Pyongyang]')",
    "datetime('2015-11-21T21:40:32.000000001Z')",
    "localdatetime('2015-11-21T21:40:32')",
    "localdatetime('2015-11-21T21:40')",
    "duration('P1Y2M3DT4.5S')",
    "duration('PT-0.5S')",
    "duration('PT0S')",
    "duration('P14DT25H70M')",
    "duration('P-14M-3DT-90M')",
    "duration({months: 13, days: -2, seconds: 61, nanoseconds: 5})",
    "point({x: 1, y: 2.5})",
    "point({x: 1, y: 2, z: -3e10})",
    "point({longitude: 125.7, latitude: 39.0})",
    "point({longitude: 1, latitude: 2, height: 3})",
    "vector([1, 2, 3], 3, FLOAT32)",
    "vector([0.1, -1e10], 2, FLOAT32)",
    "vector([1.5, 1e300], 2, FLOAT64)",
    "vector([1, -128], 2, INTEGER8)",
    "vector([1, 9223372036854775807], 2, INTEGER64)",
]
READS = [
    "MATCH (a:Cell) RETURN a",
    "MATCH (a:Cell)-[r]->(b) RETURN a, r, b",
    "MATCH p = (:Cell)-[*]->(b) RETURN p, length(p) AS steps ORDER BY steps",
    "MATCH p = (:Cell)-->{1,2}(b) RETURN nodes(p) AS nodes, {edges: relationships(p)} AS map",
    "MATCH p = (a:Cell) RETURN p",
    "MATCH (c:Committee) RETURN c.name AS name, c.members ORDER BY name",
    "MATCH (n) RETURN count(*) AS count, collect(n.rank) AS ranks",
    "MATCH (n) WHERE n.name STARTS WITH 'c' RETURN n.name",
    "MATCH (n:Cell) RETURN n {.name, .rank} AS part",
    "MATCH (n:Nothing) RETURN n",
    "MATCH (a), (b) RETURN a.absent LIMIT 1",
    "OPTIONAL MATCH (n:Cell {rank: 99}) RETURN n",
    "UNWIND [1, 2, 3] AS x RETURN x, x * x AS square",
    "UNWIND range(1, 300) AS x RETURN x, toString(x) AS text",
    "RETURN 1 AS x UNION RETURN 2 AS x",
    "MATCH (n:Cell) RETURN EXISTS { (n)-->() } AS under, COUNT { (n)-->() } AS count",
    "CALL db.labels() YIELD label RETURN label ORDER BY label",
    "CALL () { RETURN 1 AS inner } RETURN inner",
    "WITH 1 AS x RETURN x ORDER BY x SKIP 0 LIMIT 1",
    "MATCH (n) FINISH",
    "RETURN 1 AS `a b`, 2 AS `ü`",
    "CYPHER 5 RETURN 1 AS x",
    "CYPHER 25 RETURN 1 AS x",
    "RETURN 1;",
    "/* a comment */ RETURN 1 // another",
    "EXPLAIN MATCH (n:Cell) RETURN n",
    "SHOW INDEXES YIELD type RETURN type ORDER BY type",
]
WRONG = [
    "RETURN x",
    "RETRUN 1",
    "MATCH (n)\nRETURN\n  m",
    "RETURN $missing",
    "RETURN nope()",
    "RETURN nope.nope()",
    "CALL nope.nope()",
    "RETURN 1 AS a, 2 AS a",
    "RETURN 1 / 0",
    "UNWIND range(1, 3) AS x RETURN x, 6 / (3 - x) AS y",
    "RETURN date('x')",
    "RETURN 1; RETURN 2",
    "",
]
PARAMETERS: list[tuple[str, Any]] = [
    (PLAIN, None),
    (PLAIN, 5),
    (PLAIN, 5.0),
    (PLAIN, 9223372036854775807),
    (PLAIN, 9223372036854775808),
    (PLAIN, True),
    (PLAIN, "당 \U0001f600"),
    (PLAIN, [1, [2.5, None]]),
    (PLAIN, {"a": {"b": [1]}}),
    (PLAIN, {"$type": "Integer", "_value": "1"}),
    *(
        (TYPED, {"$type": kind, "_value": value})
        for kind, value in (
            ("Null", None),
            ("Boolean", True),
            ("Boolean", "true"),
            ("Integer", "5"),
            ("Integer", "x"),
            ("Float", "NaN"),
            ("Float", "-Infinity"),
            ("Float", "1.5"),
            ("String", "a"),
            ("Base64", "A2+/"),
            ("Base64", "!"),
            ("Date", "2007-10-27"),
            ("Date", "x"),
            ("Time", "12:50:35.556+01:00"),
            ("LocalTime", "12:50"),
            ("OffsetDateTime", "2015-11-21T21:40:32+01:00"),
            ("ZonedDateTime", "2015-11-21T21:40:32+09:00[Asia/Seoul]"),
            ("ZonedDateTime", "2015-11-21T21:40:32Z[Asia/Seoul]"),
            ("LocalDateTime", "2015-11-21T21:40:32.000000001"),
            ("Duration", "P1Y2M3DT4.5S"),
            ("Point", "SRID=4326;POINT (1 2)"),
            ("Point", "SRID=9157;POINT Z (1 2 3)"),
            ("Point", "x"),
            ("List", [{"$type": "Integer", "_value": "1"}]),
            ("List", [1]),
            ("Map", {"a": {"$type": "Integer", "_value": "1"}}),
            ("Map", {"a": 1}),
            ("Vector", {"coordinatesType": "FLOAT32", "coordinates": ["1.0", "2.0"]}),
            ("Nope", "1"),
        )
    ),
    (TYPED, 5),
    (TYPED, {"a": 1}),
    (TYPED, {"$type": "Integer"}),
]
BODIES = [
    b"",
    b"[",
    b"[]",
    b"{}",
    b'{"statement": null}',
    b'{"statement": "RETURN 1", "nothing": 2}',
    b'{"statement": "RETURN 1", "parameters": [1]}',
    b'{"statement": "RETURN 1", "parameters": null}',
    b'{"statement": "RETURN 1", "includeCounters": "yes"}',
    b'{"statement": "RETURN 1", "includeCounters": true}',
    b'{"statement": "RETURN 1", "accessMode": "read"}',
    b'{"statement": "RETURN 1", "accessMode": "WRITE"}',
    b'{"statement": "RETURN 1", "accessMode": "Bogus"}',
    b'{"statement": "RETURN 1", "bookmarks": []}',
    b'{"statement": "RETURN 1", "bookmarks": "x"}',
    b'{"statement": "RETURN 1", "maxExecutionTime": 5}',
    b'{"statement": "RETURN 1", "maxExecutionTime": "x"}',
]
ACCEPTED = [
    "*/*",
    "application/json, text/plain",
    "text/html, application/jsonl;q=0.5",
    "text/html",
    "application/vnd.neo4j.query.v9.9",
    "application/vnd.neo4j.query.v1.0",
]


@pytest.fixture(scope="module")
def neo4j_itself(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Harness]:
    """Neo4j's own server, with HTTP and Bolt on one store."""
    with harness(tmp_path_factory.mktemp("harness")) as found:
        yield found


@pytest.fixture(scope="module")
def theirs(neo4j_itself: Harness) -> Iterator[httpx.Client]:
    # It closes a connection on which it has refused a method without reading the body.
    limits = httpx.Limits(max_keepalive_connections=0)
    with httpx.Client(base_url=neo4j_itself.http, timeout=60, limits=limits) as client:
        client.post(PATH, json={"statement": DATA}).raise_for_status()
        yield client


@pytest.fixture(scope="module")
def ours(neo4j_itself: Harness, theirs: httpx.Client) -> Iterator[TestClient]:
    with (
        Database(neo4j_itself.bolt, "neo4j", "there is none", time_limit=60) as database,
        TestClient(create_app(database), raise_server_exceptions=False) as client,
    ):
        yield client


def normalized(answer: Any) -> tuple[int, str, list[Any]]:
    """Status, form and content, without what no two runs have in common; labels have no order."""
    content = [json.loads(line) for line in answer.text.splitlines() if line.strip()]
    for item in content:
        _sort_labels(item)
        for part in (item, item.get("_body")):
            if isinstance(part, dict):
                for name in ("resultAvailableAfter", "resultConsumedAfter", "bookmarks"):
                    if part.pop(name, None) is not None:
                        part[name] = "some"
                _forget(part.get("queryPlan"))
    return answer.status_code, answer.headers["content-type"].partition(";")[0], content


def _sort_labels(value: Any) -> None:
    for item in value.values() if isinstance(value, dict) else value:
        if isinstance(item, dict | list):
            _sort_labels(item)
    if isinstance(value, dict):
        for name in {"labels", "_labels"} & set(value):
            value[name].sort()


def _forget(plan: Any) -> None:
    """Whether a plan came from the cache is told by one argument alone."""
    if isinstance(plan, dict):
        plan["arguments"].pop("GlobalMemory", None)
        for child in plan["children"]:
            _forget(child)


def same(ours: TestClient, theirs: httpx.Client, **request: Any) -> None:
    one, other = (client.post(PATH, **request) for client in (ours, theirs))
    assert normalized(one) == normalized(other)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("value", VALUES)
def test_value_is_written_alike(
    value: str, form: str, ours: TestClient, theirs: httpx.Client
) -> None:
    """Every type of value is written in every form as Neo4j writes it."""
    body = {"statement": f"RETURN {value} AS value"}
    if value.startswith("vector") and form == "application/vnd.neo4j.query":
        # That version has no vectors. Neo4j then gives the beginning of a row, we give no row.
        one, other = (
            client.post(PATH, json=body, headers={"Accept": form}).json()
            for client in (ours, theirs)
        )
        assert one["errors"] == other["errors"]
        return
    same(ours, theirs, json=body, headers={"Accept": form})


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("statement", READS)
def test_statement_is_answered_alike(
    statement: str, form: str, ours: TestClient, theirs: httpx.Client
) -> None:
    """Reads give the same fields, rows, notifications and plans."""
    body = {"statement": statement, "includeCounters": True}
    same(ours, theirs, json=body, headers={"Accept": form})


@pytest.mark.parametrize("form", [PLAIN, "application/jsonl"])
@pytest.mark.parametrize("statement", WRONG)
def test_error_is_told_alike(
    statement: str, form: str, ours: TestClient, theirs: httpx.Client
) -> None:
    """What Neo4j does not understand has its code and its message, at the right place."""
    same(ours, theirs, json={"statement": statement}, headers={"Accept": form})


@pytest.mark.parametrize(("form", "value"), PARAMETERS)
def test_parameter_is_read_alike(
    form: str, value: Any, ours: TestClient, theirs: httpx.Client
) -> None:
    """Plain and typed parameters become the same values, or are refused alike."""
    body = {"statement": "RETURN $p AS p, valueType($p) AS type", "parameters": {"p": value}}
    headers = {"Content-Type": form, "Accept": TYPED}
    same(ours, theirs, content=json.dumps(body), headers=headers)


@pytest.mark.parametrize("body", BODIES)
def test_body_is_checked_alike(body: bytes, ours: TestClient, theirs: httpx.Client) -> None:
    """A request that is none is refused as Neo4j refuses it; we say more of what is wrong."""
    request: dict[str, Any] = {"content": body, "headers": {"Content-Type": PLAIN}}
    one, other = (normalized(client.post(PATH, **request)) for client in (ours, theirs))
    assert without_detail(one) == without_detail(other)


def without_detail(answer: tuple[int, str, list[Any]]) -> tuple[int, str, list[Any]]:
    """An answer whose "Bad Request: why" is a mere "Bad Request"."""
    for item in answer[2]:
        for error in item.get("errors") or (item["_body"] if item.get("$event") == "Error" else []):
            if error["message"].startswith("Bad Request: "):
                error["message"] = "Bad Request"
    return answer


@pytest.mark.parametrize(
    ("member", "told"),
    [
        ({"foo": 1}, "'foo'"),
        ({"accessMode": "Bogus"}, "accessMode should be READ or WRITE"),
        ({"bookmarks": "x"}, "bookmarks should be a list"),
        ({"bookmarks": ["x"]}, "'x' is no bookmark"),
        ({"maxExecutionTime": 0}, "maxExecutionTime should be"),
    ],
)
def test_wrong_member_is_named(member: dict[str, Any], told: str, ours: TestClient) -> None:
    """What is wrong with a request is said with the name of the member."""
    answer = ours.post(PATH, json={"statement": "RETURN 1", **member})
    assert answer.status_code == 400
    assert told in answer.json()["errors"][0]["message"]


@pytest.mark.parametrize("accept", ACCEPTED)
def test_form_is_chosen_alike(accept: str, ours: TestClient, theirs: httpx.Client) -> None:
    """The Accept header is understood as Neo4j understands it."""
    same(ours, theirs, json={"statement": "RETURN 1"}, headers={"Accept": accept})


def test_other_requests_are_refused_alike(ours: TestClient, theirs: httpx.Client) -> None:
    """Other forms of body and other databases are refused with the same codes."""
    requests: list[dict[str, Any]] = [
        {"url": PATH, "content": "RETURN 1", "headers": {"Content-Type": "text/plain"}},
        {"url": "/db/other/query/v2", "json": {"statement": "RETURN 1"}},
    ]
    for request in requests:
        assert normalized(ours.post(**request)) == normalized(theirs.post(**request))


def test_profile_counts_alike(ours: TestClient, theirs: httpx.Client) -> None:
    """A profiled read gives its rows and a plan of the same operators."""

    def operators(plan: dict[str, Any]) -> list[Any]:
        children = [operators(child) for child in plan["children"]]
        return [plan["operatorType"], plan["records"], set(plan), *children]

    body = {"statement": "PROFILE MATCH (n:Cell) RETURN n.name"}
    one, other = (client.post(PATH, json=body).json() for client in (ours, theirs))
    assert one["data"] == other["data"]
    assert operators(one["profiledQueryPlan"]) == operators(other["profiledQueryPlan"])


def test_write_is_refused_with_code(ours: TestClient) -> None:
    """A write is 400 with Neo4j's code for read access; what is not allowed is 403."""
    answer = ours.post(PATH, json={"statement": "CREATE (n)"})
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["code"] == "Neo.ClientError.Statement.AccessMode"
    answer = ours.post(PATH, json={"statement": "SHOW SETTINGS"})
    assert answer.status_code == 403
    assert answer.json()["errors"][0]["code"] == "Neo.ClientError.Security.Forbidden"
    assert "ShowSettings" in answer.json()["errors"][0]["message"]


X = {"statement": "UNWIND [1, 2] AS x RETURN x"}
# What is sent to a transaction one after another; {} stands for its id.
TRANSACTIONS: list[list[tuple[str, str, Any]]] = [
    [("POST", "/{}", X), ("POST", "/{}", X), ("POST", "/{}/commit", None), ("POST", "/{}", X)],
    [
        ("POST", "/{}", None),
        ("POST", "/{}", {}),
        ("POST", "/{}/commit", X),
        ("DELETE", "/{}", None),
    ],
    [("DELETE", "/{}", None), ("DELETE", "/{}", None), ("POST", "/{}/commit", None)],
    [("POST", "/{}", {"statement": "RETRUN 1"}), ("POST", "/{}", X)],
    [("POST", "/{}", {"statement": "UNWIND [1, 0] AS x RETURN 1 / x"}), ("POST", "/{}", X)],
    [("POST", "/{}", {"statement": "RETURN $x"}), ("POST", "/{}/commit", None)],
    [("POST", "/{}", {"statement": ""}), ("POST", "/{}", {"parameters": {"x": 1}})],
    [("POST", "/{}", {**X, "accessMode": "READ"}), ("POST", "/{}", X)],
    [("POST", "/nothing", X), ("POST", "/nothing/commit", None), ("DELETE", "/nothing", None)],
    [("GET", "/{}", None), ("PUT", "/{}", X), ("POST", "/{}/nothing", X)],
]
BEGINNINGS: list[Any] = [
    {},
    X,
    {"accessMode": "READ"},
    {"accessMode": "WRITE", "bookmarks": [], "maxExecutionTime": 5},
    {"statement": "RETRUN 1"},
    {"nothing": 1},
]


def one_transaction(
    client: TestClient | httpx.Client, form: str, begin: Any, steps: list[tuple[str, str, Any]]
) -> list[Any]:
    """What each request of a transaction is answered with, ids and times left out."""
    headers = {"Accept": form, "Content-Type": PLAIN}
    answers = [client.request("POST", PATH + "/tx", json=begin, headers=headers)]
    found = re.search(r'"id":"(\w+)"', answers[0].text)
    identifier = found[1] if found else "none"
    for method, path, body in steps:
        content = b"" if body is None else json.dumps(body).encode()
        url = f"{PATH}/tx{path.format(identifier)}"
        answers.append(client.request(method, url, content=content, headers=headers))
    client.request("DELETE", f"{PATH}/tx/{identifier}")
    return [without_ids(normalized(answer), identifier) for answer in answers]


def without_ids(answer: tuple[int, str, list[Any]], identifier: str) -> Any:
    """An answer without the id and the time of its transaction, and the full stop of errors."""
    text = json.dumps(without_detail(answer)).replace(identifier, "ID").replace('."', '"')
    return re.sub(r'"expires": "[^"]+"', '"expires": "soon"', text)


@pytest.mark.parametrize("form", [PLAIN, TYPED, "application/jsonl"])
@pytest.mark.parametrize("steps", TRANSACTIONS)
def test_transaction_goes_alike(
    steps: list[tuple[str, str, Any]], form: str, ours: TestClient, theirs: httpx.Client
) -> None:
    """A transaction that reads is begun, used, committed, rolled back and ended as Neo4j does."""
    one, other = (one_transaction(client, form, {}, steps) for client in (ours, theirs))
    assert one == other


@pytest.mark.parametrize("form", [PLAIN, "application/jsonl"])
@pytest.mark.parametrize("begin", BEGINNINGS)
def test_transaction_begins_alike(
    begin: Any, form: str, ours: TestClient, theirs: httpx.Client
) -> None:
    """What a transaction may begin with, a first statement too, is taken as Neo4j takes it."""
    steps = [("POST", "/{}", X)]
    one, other = (one_transaction(client, form, begin, steps) for client in (ours, theirs))
    assert one == other


def test_write_in_transaction_is_refused(ours: TestClient) -> None:
    """Each statement of a transaction is guarded, whatever its beginning said, and ends it."""
    begun = ours.post(PATH + "/tx", json={"accessMode": "WRITE"}).json()["transaction"]["id"]
    answer = ours.post(f"{PATH}/tx/{begun}", json={"statement": "CREATE (n)"})
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["code"] == "Neo.ClientError.Statement.AccessMode"
    assert ours.post(f"{PATH}/tx/{begun}", json=X).status_code == 404


def test_bookmarks_are_waited_for(neo4j_itself: Harness, theirs: httpx.Client) -> None:
    """What a bookmark stands for is seen; one that is never reached is told in words."""
    with (
        Database(neo4j_itself.bolt, "neo4j", "there is none", time_limit=2) as database,
        TestClient(create_app(database)) as client,
    ):
        statement = {"statement": "MATCH (n:Cell) RETURN count(n) AS n"}
        known = client.post(PATH, json=statement).json()["bookmarks"]
        answer = client.post(PATH, json={**statement, "bookmarks": known})
        assert answer.json()["data"]["values"] == [[1]]
        raw = base64.b64decode(known[0].removeprefix("FB:"))
        future = "FB:" + base64.b64encode(raw[:-2] + bytes([0x7F, 0x90])).decode()
        late = {**statement, "bookmarks": [future], "maxExecutionTime": 1}
        for path, body in ((PATH, late), (PATH + "/tx", late)):
            answer = client.post(path, json=body)
            assert answer.status_code == 504
            error = answer.json()["errors"][0]
            assert error["code"] == "Neo.TransientError.Transaction.BookmarkTimeout"
            assert "has not reached the bookmarks within 1 s" in error["message"]


def test_ping_is_answered_at_system(ours: TestClient, theirs: httpx.Client) -> None:
    """Drivers ask `system` whether the server is there; nothing else is answered there."""
    request: dict[str, Any] = {
        "url": "/db/system/query/v2",
        "json": {"statement": "CALL db.ping()"},
    }
    one, other = (client.post(**request).json() for client in (ours, theirs))
    assert one["data"] == other["data"]
    request["json"] = {"statement": "SHOW USERS"}
    answer = ours.post(**request)
    assert answer.status_code == 403
    assert "only CALL db.ping()" in answer.json()["errors"][0]["message"]


@pytest.mark.parametrize(
    ("path", "accept", "is_document"),
    [
        ("/", None, True),
        ("/", "application/json", True),
        ("/", "*/*", True),
        ("/", "application/json, text/html;q=0.5", True),
        ("/", "text/html", False),
        ("/", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", False),
    ],
)
def test_discovery_names_the_query_api(
    path: str, accept: str | None, is_document: bool, ours: TestClient, theirs: httpx.Client
) -> None:
    """`/` gives the document that Neo4j gives, unless HTML is asked for."""
    headers = {} if accept is None else {"Accept": accept}
    ours.headers.pop("Accept", None)
    one, other = (client.get(path, headers=headers) for client in (ours, theirs))
    assert (other.status_code == 200) is is_document
    assert ("query" in one.text) is is_document
    if is_document:
        for name in ("neo4j_version", "neo4j_edition"):
            assert one.json()[name] == other.json()[name]
        tail = "/db/{databaseName}/query/v2"
        assert one.json()["query"] == f"{ours.base_url}{tail}"
        assert other.json()["query"].endswith(tail)


def test_discovery_is_of_the_name_asked_for(ours: TestClient) -> None:
    """Two clients that know the server by two names are each sent to their own."""
    for host in ("localhost:9", "127.0.0.1:8"):
        answer = ours.get("/", headers={"Host": host, "Accept": PLAIN})
        assert answer.json()["query"].startswith(f"http://{host}/db/")


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", PATH, 405),
        ("DELETE", PATH, 405),
        ("GET", "/db/neo4j", 404),
        ("POST", "/db/neo4j/query/v3", 404),
        ("POST", f"/db/{'x' * 300}/query/v2", 422),
    ],
)
def test_every_error_below_db_has_neo4js_form(
    method: str, path: str, status: int, ours: TestClient
) -> None:
    """Whatever is wrong below /db, Neo4j's clients can read it."""
    answer = ours.request(
        method, path, json={"statement": "RETURN 1"} if method == "POST" else None
    )
    assert answer.status_code == status
    assert answer.headers["content-type"] == PLAIN
    assert answer.json()["errors"][0]["code"] == "Neo.ClientError.Request.Invalid"


def test_older_api_leads_to_this_one(ours: TestClient) -> None:
    """A client of Neo4j's older HTTP API is told where statements go."""
    for path in ("/db/neo4j/tx", "/db/neo4j/tx/commit", "/db/neo4j/tx/1/commit"):
        answer = ours.post(path, json={"statements": []})
        assert answer.status_code == 404
        assert "/db/neo4j/query/v2" in answer.json()["errors"][0]["message"]


def test_rows_left_out_are_told(ours: TestClient) -> None:
    """An answer that was cut off says so in its notifications."""
    answer = ours.post(PATH, json={"statement": "UNWIND range(1, 20000) AS x RETURN x"}).json()
    assert len(answer["data"]["values"]) == 10_000
    assert [item["title"] for item in answer["notifications"]] == ["Rows were left out."]
