"""Requests to our HTTP and to Neo4j's own, as bytes that are ready to be sent."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from urllib.parse import quote, urlencode

from api.query_api.values import typed
from benchmarks.load import Requests

QUERY_API = "/db/neo4j/query/v2"
_TYPED = "application/vnd.neo4j.query"
_PLAIN = "application/json"
# A moment in the far future, in which a request's number takes the place of the seconds.
_SECONDS = b"SS.SSSSSS"
_FAR_FUTURE = f"9999-01-01T00:00:{_SECONDS.decode()}"


def in_turn(requests: Sequence[bytes]) -> Requests:
    """One after another, again and again; those of `catalogue` ask for another moment each time."""

    def request(number: int) -> bytes:
        seconds, rest = divmod(number % 60_000_000, 1_000_000)
        chosen = requests[number % len(requests)]
        return chosen.replace(_SECONDS, b"%02d.%06d" % (seconds, rest))

    return request


def catalogue(name: str, arguments: Mapping[str, str]) -> bytes:
    """A question to our catalogue that no kept answer answers."""
    return get(path(f"/v1/queries/{name}", {**arguments, "recorded_at": _FAR_FUTURE}))


def path(where: str, arguments: Mapping[str, str]) -> str:
    """A path with its query."""
    return f"{where}?{urlencode(arguments, quote_via=quote)}"


def get(where: str, etag: str | None = None) -> bytes:
    """GET, with the ETag of an answer that the client has."""
    known = "" if etag is None else f"If-None-Match: {etag}\r\n"
    return f"GET {where} HTTP/1.1\r\nHost: localhost\r\n{known}\r\n".encode()


def cypher(statement: str, parameters: Mapping[str, Any], where: str = "/v1/cypher") -> bytes:
    """POST to our `/v1/cypher`, or to what takes the same elsewhere."""
    return _post(where, {"query": statement, "parameters": parameters}, _PLAIN)


def query_api(statement: str, parameters: Mapping[str, Any]) -> bytes:
    """POST to the Query API, ours or Neo4j's."""
    return _post(QUERY_API, {"statement": statement, "parameters": parameters}, _PLAIN)


def query_api_typed(statement: str, parameters: Mapping[str, Any]) -> bytes:
    """As `query_api`, for parameters that plain JSON has not."""
    values = {name: _typed(value) for name, value in parameters.items()}
    return _post(QUERY_API, {"statement": statement, "parameters": values}, _TYPED)


def _post(where: str, body: Mapping[str, Any], kind: str) -> bytes:
    content = json.dumps(body).encode()
    head = (
        f"POST {where} HTTP/1.1\r\nHost: localhost\r\nContent-Type: {kind}\r\n"
        f"Accept: {_PLAIN}\r\nContent-Length: {len(content)}\r\n\r\n"
    )
    return head.encode() + content


def _typed(value: Any) -> dict[str, Any]:
    match value:
        case datetime():
            return {"$type": "OffsetDateTime", "_value": value.isoformat()}
        case date():
            return {"$type": "Date", "_value": value.isoformat()}
        case dict():
            return {"$type": "Map", "_value": {name: _typed(item) for name, item in value.items()}}
        case list():
            return {"$type": "List", "_value": [_typed(item) for item in value]}
    return typed(value, vectors=False)
