"""Responses of the Query API: one JSON document, or events line by line; and its errors."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

import orjson
from fastapi.responses import Response
from neo4j import ResultSummary

from api.errors import RETRY_SECONDS, neo4j_code, retry_after, status_of
from api.query_api.request import INVALID, MediaType
from api.query_api.values import UnsupportedTypeError, plain, typed
from graph.errors import (
    BookmarksNotReachedError,
    BusyError,
    CypherError,
    PartycellError,
    StatementRefusedError,
)
from graph.guard import Stream
from graph.json_values import are_of_json

_COUNTERS = (
    ("nodesCreated", "nodes_created"),
    ("nodesDeleted", "nodes_deleted"),
    ("propertiesSet", "properties_set"),
    ("relationshipsCreated", "relationships_created"),
    ("relationshipsDeleted", "relationships_deleted"),
    ("labelsAdded", "labels_added"),
    ("labelsRemoved", "labels_removed"),
    ("indexesAdded", "indexes_added"),
    ("indexesRemoved", "indexes_removed"),
    ("constraintsAdded", "constraints_added"),
    ("constraintsRemoved", "constraints_removed"),
)
_PROFILE_COLUMNS = {
    "dbHits": "dbHits",
    "records": "rows",
    "pageCacheHits": "pageCacheHits",
    "pageCacheMisses": "pageCacheMisses",
    "pageCacheHitRatio": "pageCacheHitRatio",
}


# What the end of an answer says of its transaction, once all rows have been read.
Ending = Callable[[], Mapping[str, Any]]


def encode(media_type: MediaType, answer: Stream, ending: Ending, *, counters: bool) -> bytes:
    """The whole answer as one document; an error after the first row stands at its end."""
    rows: list[bytes] = []
    errors: list[dict[str, str]] = []
    try:
        row, block = _row_encoder(media_type), _block_encoder(media_type)
        for piece in answer.encoded_in_blocks(block, row):
            rows.append(piece)
    except (PartycellError, UnsupportedTypeError) as error:
        errors = [error_body(error)]
    head = b'{"data":{"fields":' + orjson.dumps(answer.columns) + b',"values":['
    tail = (
        {"errors": errors}
        if errors
        else {**_summary(answer, media_type, counters=counters), **ending()}
    )
    return head + b",".join(rows) + b"]}," + orjson.dumps(tail)[1:]


def encode_events(
    media_type: MediaType, answer: Stream, ending: Ending, *, counters: bool
) -> Iterator[bytes]:
    """The answer event by event, as its rows come; the last is Summary, or Error where it fails."""
    yield _event("Header", {"fields": answer.columns})
    try:
        for row in answer.encoded(_row_encoder(media_type)):
            yield b'{"$event":"Record","_body":' + row + b"}\n"
    except (PartycellError, UnsupportedTypeError) as error:
        yield _event("Error", [error_body(error)])
    else:
        summary = _summary(answer, media_type, counters=counters)
        yield _event("Summary", {**summary, **ending()})


def encode_ending(media_type: MediaType, ending: Mapping[str, Any]) -> bytes:
    """An answer without a statement: only what becomes of its transaction."""
    if media_type.lines:
        return _event("Header", {}) + _event("Summary", ending)
    return orjson.dumps(ending)


def _value_encoder(media_type: MediaType) -> Callable[[Any], Any]:
    return partial(typed, vectors=media_type.vectors) if media_type.typed else plain


def _row_encoder(media_type: MediaType) -> Callable[[list[Any]], bytes]:
    encode = _value_encoder(media_type)

    def encode_row(values: list[Any]) -> bytes:
        if not media_type.typed and are_of_json(values):
            return orjson.dumps(values)
        return orjson.dumps([encode(item) for item in values])

    return encode_row


def _block_encoder(media_type: MediaType) -> Callable[[list[list[Any]]], bytes | None]:
    def encode_block(rows: list[list[Any]]) -> bytes | None:
        if media_type.typed or not are_of_json([value for values in rows for value in values]):
            return None
        return orjson.dumps(rows)[1:-1]

    return encode_block


def _event(name: str, body: Any) -> bytes:
    return orjson.dumps({"$event": name, "_body": body}) + b"\n"


def _summary(answer: Stream, media_type: MediaType, *, counters: bool) -> dict[str, Any]:
    summary = answer.summary
    assert summary is not None  # noqa: S101  (all rows were read)
    found: dict[str, Any] = {}
    if summary.profile:
        found["profiledQueryPlan"] = _plan(
            summary.profile, _value_encoder(media_type), profiled=True
        )
    elif summary.plan:
        found["queryPlan"] = _plan(summary.plan, _value_encoder(media_type), profiled=False)
    if counters:
        found["counters"] = _counters(summary)
    notifications = _notifications(summary) + _truncation(answer)
    if notifications:
        found["notifications"] = notifications
    found["queryType"] = summary.query_type
    found["resultAvailableAfter"] = summary.result_available_after
    found["resultConsumedAfter"] = summary.result_consumed_after
    return found


def _counters(summary: ResultSummary) -> dict[str, Any]:
    counters = summary.counters
    return {
        "containsUpdates": counters.contains_updates,
        **{name: getattr(counters, attribute) for name, attribute in _COUNTERS},
        "containsSystemUpdates": counters.contains_system_updates,
        "systemUpdates": counters.system_updates,
    }


def _notifications(summary: ResultSummary) -> list[dict[str, Any]]:
    """What Neo4j noticed, in the older of its two forms, which the Query API has."""
    found = []
    for status in summary.metadata.get("statuses", ()):
        if "neo4j_code" not in status:
            continue
        record = status["diagnostic_record"]
        notification = {
            "code": status["neo4j_code"],
            "description": status.get("description"),
            "severity": record.get("_severity"),
            "title": status.get("title"),
            "position": record.get("_position"),
            "category": record.get("_classification"),
        }
        found.append({name: value for name, value in notification.items() if value is not None})
    return found


def _truncation(answer: Stream) -> list[dict[str, Any]]:
    """A notification where rows were left out; Neo4j itself has no such limit."""
    if not answer.truncated:
        return []
    limits = answer.limits
    return [
        {
            "code": "Partycell.Notification.Truncated",
            "description": f"Only the first {answer.rows:,} rows: an answer has at most "
            f"{limits.rows:,} rows and {limits.bytes:,} bytes.",
            "severity": "WARNING",
            "title": "Rows were left out.",
        }
    ]


def _plan(
    node: Mapping[str, Any], encode: Callable[[Any], Any], *, profiled: bool
) -> dict[str, Any]:
    found: dict[str, Any] = {
        "operatorType": node["operatorType"],
        "arguments": {name: encode(value) for name, value in node["args"].items()},
        "identifiers": list(node.get("identifiers", ())),
    }
    if profiled:
        found |= {name: node.get(theirs, 0) for name, theirs in _PROFILE_COLUMNS.items()}
        found["hasPageCacheStats"] = bool(node.get("pageCacheHits") or node.get("pageCacheMisses"))
    children = node.get("children", ())
    return {**found, "children": [_plan(child, encode, profiled=profiled) for child in children]}


def error_body(error: Exception) -> dict[str, str]:
    """An error as Neo4j's code and a message."""
    match error:
        case CypherError():
            return {"code": error.code, "message": error.message}
        case BookmarksNotReachedError():
            code = "Neo.TransientError.Transaction.BookmarkTimeout"
        case StatementRefusedError() if error.writes:
            code = "Neo.ClientError.Statement.AccessMode"
        case BusyError():
            code = "Neo.TransientError.Request.NoThreadsAvailable"
        case PartycellError():
            code = neo4j_code(status_of(error)[0])
        case _:
            code = INVALID
    return {"code": code, "message": str(error)}


def partycell_error_response(error: PartycellError, media_type: MediaType) -> Response:
    """An error before any row: a status, and the error in the negotiated form."""
    status = status_of(error)[0]
    if status == 422 or (isinstance(error, StatementRefusedError) and error.writes):
        status = 400
    after = retry_after(error)
    return error_response(error_body(error), status, media_type, retry_after=after)


def error_response(
    error: dict[str, str],
    status: int,
    media_type: MediaType,
    *,
    retry_after: str = RETRY_SECONDS,
) -> Response:
    """An error as the whole answer."""
    body = _event("Error", [error]) if media_type.lines else orjson.dumps({"errors": [error]})
    headers = {"Retry-After": retry_after} if status in {429, 503} else None
    return Response(body, status, headers=headers, media_type=media_type.name)
