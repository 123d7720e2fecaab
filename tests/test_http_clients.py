"""HTTP as other people's clients expect it: methods, parts, encodings, names, forms, quotas."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from urllib.parse import unquote

import brotli
import polars as pl
import pytest
from starlette.testclient import TestClient

from benchmarks.measuring import served
from exporters import FORMATS, Content, chunks
from graph.database import Database
from graph.settings import settings
from tests.markup import BROWSER
from web.site import create_site

KEY = "0123456789abcdef"
ORIGIN = "https://pages.example"
EXPORT = "/v1/export?format=graphml"
GOT = ["/", "/people", "/v1/tiers", "/v1/claims?format=csv", "/healthz", "/readyz", "/docs", EXPORT]


@pytest.fixture
def client(database: Database) -> Iterator[TestClient]:
    with TestClient(create_site(database), headers=BROWSER) as client:
        yield client


@pytest.mark.parametrize("path", [*GOT, "/openapi.json", "/v1/cypher?query=RETURN 1 AS x"])
def test_head_is_get_without_body(path: str, client: TestClient) -> None:
    """HEAD has the status and the headers of GET, the length too, on every resource."""
    plain = {"Accept-Encoding": "identity"}
    got, head = client.get(path, headers=plain), client.head(path, headers=plain)
    assert (head.status_code, head.content) == (200, b"")
    assert int(head.headers["content-length"]) == len(got.content)
    for name in ("content-type", "etag", "content-disposition", "vary"):
        assert head.headers.get(name) == got.headers.get(name), name


def test_head_of_nothing_has_its_status(client: TestClient) -> None:
    """HEAD says of a wrong path or parameter what GET says, without the words."""
    for path, status in (("/v1/tiers/none", 404), ("/v1/tiers?x=1", 422), ("/db/neo4j", 404)):
        answer = client.head(path)
        assert (answer.status_code, answer.content) == (status, b"")
    etag = client.get("/v1/tiers").headers["etag"]
    assert client.head("/v1/tiers", headers={"If-None-Match": etag}).status_code == 304


@pytest.mark.parametrize("path", ["/v1/claims?format=csv&limit=50", EXPORT, "/v1/tiers"])
def test_parts_are_of_the_whole(path: str, client: TestClient) -> None:
    """Ranges give the bytes that they name, and together the whole."""
    whole = client.get(path, headers={"Accept-Encoding": "identity"})
    assert whole.headers["accept-ranges"] == "bytes"
    size = len(whole.content)
    for text, start, end in (
        ("bytes=0-9", 0, 10),
        ("bytes=10-", 10, size),
        ("bytes=-7", size - 7, size),
        (f"bytes=5-{size + 99}", 5, size),
    ):
        answer = client.get(path, headers={"Range": text})
        assert answer.status_code == 206
        assert answer.content == whole.content[start:end]
        assert answer.headers["content-range"] == f"bytes {start}-{end - 1}/{size}"
        assert "content-encoding" not in answer.headers
        assert answer.headers["etag"] == whole.headers["etag"]
    beyond = client.get(path, headers={"Range": f"bytes={size}-"})
    assert (beyond.status_code, beyond.content) == (416, b"")
    assert beyond.headers["content-range"] == f"bytes */{size}"


def test_part_of_another_version_is_the_whole(client: TestClient) -> None:
    """If-Range with another ETag gives all; a range that is none is as if it were not there."""
    etag = client.get(EXPORT, headers={"Accept-Encoding": "identity"}).headers["etag"]
    part = {"Range": "bytes=0-9"}
    assert client.get(EXPORT, headers={**part, "If-Range": etag}).status_code == 206
    for headers in (
        {**part, "If-Range": '"another"'},
        {"Range": "bytes=9-0-1"},
        {"Range": "bytes=-"},
        {"Range": "bytes=0-1,4-5"},
        {"Range": "lines=0-1"},
    ):
        answer = client.get(EXPORT, headers=headers)
        assert answer.status_code == 200, headers
        assert len(answer.content) > 10
    assert client.get(EXPORT, headers={**part, "If-None-Match": etag}).status_code == 304


def test_export_is_made_once_for_its_parts(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who reads a file part by part has it written once, as long as the graph is the same."""
    made: list[str] = []

    def counted(content: Content, name: str, table: str | None) -> Iterator[bytes]:
        made.append(name)
        return chunks(content, name, table)

    monkeypatch.setattr("api.exports.chunks", counted)
    path = "/v1/export?format=parquet&table=edges"
    size = int(client.head(path, headers={"Accept-Encoding": "identity"}).headers["content-length"])
    for start in range(0, size, size // 5 + 1):
        answer = client.get(path, headers={"Range": f"bytes={start}-{start + size // 5}"})
        assert answer.status_code == 206
    assert len(made) == 1


def test_encodings_have_etags_of_their_own(client: TestClient) -> None:
    """The compressed response has another ETag, known again by it, and always says what varies."""
    path = "/v1/claims?limit=200"
    encodings = ("identity", "gzip", "br")
    found = {name: client.get(path, headers={"Accept-Encoding": name}) for name in encodings}
    plain = found["identity"]
    for name in ("gzip", "br"):
        assert found[name].headers["content-encoding"] == name
    # The client unpacks them.
    assert plain.content == found["gzip"].content == brotli.decompress(raw(client, path, "br"))
    assert len({answer.headers["etag"] for answer in found.values()}) == len(encodings)
    for encoding, known in found.items():
        headers = {"Accept-Encoding": encoding, "If-None-Match": known.headers["etag"]}
        again = client.get(path, headers=headers)
        assert again.status_code == 304
        assert again.headers["etag"] == known.headers["etag"]
        assert again.headers["vary"] == known.headers["vary"] == "Accept, Accept-Encoding"
    for accepted, encoding in (
        ("gzip;q=0, identity", ""),
        ("gzip, deflate, br, zstd", "br"),
        ("br;q=0.5, gzip", "gzip"),
        ("*", "br"),
        ("deflate", ""),
    ):
        answer = client.get(path, headers={"Accept-Encoding": accepted})
        assert answer.headers.get("content-encoding", "") == encoding, accepted


def raw(client: TestClient, path: str, encoding: str) -> bytes:
    """A response as it is sent."""
    with client.stream("GET", path, headers={"Accept-Encoding": encoding}) as answer:
        return b"".join(answer.iter_raw())


def test_whole_compressed_export_is_the_export(client: TestClient) -> None:
    """A streamed export may come compressed, and is the same once unpacked."""
    plain = client.get(EXPORT, headers={"Accept-Encoding": "identity"}).content
    assert gzip.decompress(raw(client, EXPORT, "gzip")) == plain
    assert brotli.decompress(raw(client, EXPORT, "br")) == plain


@pytest.mark.parametrize(
    ("path", "allow"),
    [
        ("/v1/tiers", "GET, HEAD, OPTIONS"),
        ("/v1/cypher", "GET, HEAD, POST, OPTIONS"),
        ("/db/neo4j/query/v2", "POST, OPTIONS"),
        ("/db/neo4j/query/v2/tx/1", "DELETE, POST, OPTIONS"),
        ("/people", "GET, HEAD, OPTIONS"),
    ],
)
def test_options_tells_the_methods(path: str, allow: str, client: TestClient) -> None:
    """OPTIONS, and a method that is not there, tell which there are."""
    answer = client.options(path)
    assert (answer.status_code, answer.headers["allow"]) == (204, allow)
    answer = client.put(path)
    assert (answer.status_code, answer.headers["allow"]) == (405, allow)


@pytest.fixture
def keyed(database: Database, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    """A server that wants keys, and lets the pages of one site in."""
    monkeypatch.setenv("PARTYCELL_API_KEYS", f"ana={KEY}")
    monkeypatch.setenv("PARTYCELL_KEYS_REQUIRED", "true")
    monkeypatch.setenv("PARTYCELL_CORS_ORIGINS", ORIGIN)
    settings.cache_clear()
    with TestClient(create_site(database)) as client:
        yield client
    monkeypatch.undo()
    settings.cache_clear()


@pytest.mark.parametrize("path", ["/v1/tiers", "/v1/cypher", "/db/neo4j/query/v2", "/v1/export"])
def test_page_of_another_site_can_show_its_key(path: str, keyed: TestClient) -> None:
    """A browser asks beforehand without a key, and may then send one, and any other header."""
    wanted = "authorization, content-type, if-none-match, range, x-api-key, x-other"
    answer = keyed.options(
        path,
        headers={
            "Origin": ORIGIN,
            "Access-Control-Request-Method": "POST",
            "Access-Control-Request-Headers": wanted,
        },
    )
    assert answer.status_code == 200
    assert answer.headers["access-control-allow-origin"] == ORIGIN
    assert answer.headers["access-control-allow-headers"] == wanted


def test_page_of_another_site_can_read_answers(keyed: TestClient) -> None:
    """It may read the answer, the headers that matter, and also that a key is wanted."""
    answer = keyed.get("/v1/tiers", headers={"Origin": ORIGIN, "X-API-Key": KEY})
    assert answer.status_code == 200
    wanted = keyed.get("/v1/tiers", headers={"Origin": ORIGIN})
    assert wanted.status_code == 401
    for one in (answer, wanted):
        assert one.headers["access-control-allow-origin"] == ORIGIN
    exposed = answer.headers["access-control-expose-headers"]
    assert {"ETag", "Link", "RateLimit", "Content-Disposition"} <= set(exposed.split(", "))
    other = keyed.get("/v1/tiers", headers={"Origin": "https://evil.example", "X-API-Key": KEY})
    assert "access-control-allow-origin" not in other.headers


def test_file_names_tell_files_apart(client: TestClient) -> None:
    """Every file has a name with its format, the graph's version and the lens."""
    version = client.get("/v1/graph").json()["graph_version"]
    names = {}
    for name, form in FORMATS.items():
        source = "&source=kcna-2013-01-28" if form.of_source else "&as_of=2013"
        answer = client.head(f"/v1/export?format={name}{source}")
        if answer.status_code == 501:
            continue
        assert answer.status_code == 200, name
        found = re.fullmatch(
            r'attachment; filename="([^"]+)"', answer.headers["content-disposition"]
        )
        assert found is not None
        names[name] = found[1]
        assert version in found[1]
        assert found[1].endswith(form.suffix)
        assert form.of_source or "as_of-2013" in found[1]
    assert len(set(names.values())) == len(names)
    for path, start in (
        ("/v1/claims?format=csv", "partycell-claims-"),
        ("/v1/queries/tiers?format=jsonl", "partycell-tiers-"),
        ("/v1/cypher?query=RETURN 1 AS x&format=csv", "partycell-cypher-"),
    ):
        assert f'filename="{start}{version}' in client.get(path).headers["content-disposition"]


def test_file_name_in_any_letters(client: TestClient) -> None:
    """Letters beyond ASCII are in the name as RFC 6266 has it, with a plain one beside."""
    from api.file_names import content_disposition

    header = content_disposition("당 세포.csv")
    assert header.isascii()
    assert unquote(header.partition("UTF-8''")[2]) == "당 세포.csv"
    assert 'filename="_ __.csv"' in header


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("text/csv;q=0, application/json", "application/json"),
        ("text/csv;q=0.5, application/json;q=0.9", "application/json"),
        ("text/csv;q=0.1, application/json", "application/json"),
        ("text/csv", "text/csv; charset=utf-8"),
        ("application/x-ndjson", "application/jsonl"),
        ("*/*", "application/json"),
        ("application/xml, */*;q=0.1", "application/json"),
        ("application/xml", None),
        ("application/json;q=0", None),
    ],
)
def test_form_is_the_one_accepted(accept: str, kind: str | None, client: TestClient) -> None:
    """Qualities count; what is not there is 406, with what is."""
    for path in ("/v1/sources?limit=1", "/v1/cypher?query=RETURN 1 AS x"):
        answer = client.get(path, headers={"Accept": accept})
        if kind is None:
            assert answer.status_code == 406
            assert "text/csv" in answer.json()["detail"]
        else:
            assert (answer.status_code, answer.headers["content-type"]) == (200, kind)


def test_what_is_left_is_told(client: TestClient) -> None:
    """Cypher's answers say how many query seconds are left, and of how many."""
    for path in ("/v1/cypher?query=RETURN 1 AS x", "/v1/cypher?query=RETRUN 1"):
        headers = client.get(path).headers
        assert headers["ratelimit-policy"] == '"query-seconds";q=60;w=60'
        found = re.fullmatch(r'"query-seconds";r=(\d+);t=0', headers["ratelimit"])
        assert found is not None
        assert 50 <= int(found[1]) <= 60
    assert "ratelimit" not in client.get("/v1/tiers").headers


def test_search_takes_q(client: TestClient) -> None:
    """`q` is the same as `text`, over HTTP and on the page; both at once are refused."""
    assert client.get("/v1/search?q=loyalty").json() == client.get("/v1/search?text=loyalty").json()
    assert "loyalty" in client.get("/search?q=loyalty").text
    assert client.get("/v1/search?q=a&text=b").status_code == 422
    answer = client.get("/v1/search")
    assert (answer.status_code, answer.json()["parameter"]) == (422, "text")


def test_polars_reads_by_address(database: Database) -> None:
    """Polars reads lists as CSV and exports as Parquet right from the server, whole and in part."""
    with served(database, create_site) as address:
        claims = pl.read_csv(f"{address}/v1/claims?format=csv&limit=1000", infer_schema=False)
        lazily = pl.scan_csv(f"{address}/v1/claims?format=csv&limit=1000", infer_schema=False)
        edges = pl.scan_parquet(f"{address}/v1/export?format=parquet&table=edges")
        assert claims.height > 700
        assert lazily.select("id").collect().equals(claims.select("id"))
        assert edges.select("start").collect().height > 200
