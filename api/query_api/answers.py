"""Answers of the Query API: one JSON document, or events line by line; and its errors."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

import orjson
from fastapi.responses import Response
from neo4j import ResultSummary

from api.errors import RETRY_SECONDS, retry_after, status_of
from api.query_api.request import INVALID, Form
from api.query_api.values import UnsupportedTypeError, plain, typed
from graph.errors import (
    CypherError,
    DatabaseUnavailableError,
    PartycellError,
    QueryTimeoutError,
    StatementRefusedError,
    TooMuchError,
)
from graph.guard import Stream

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
_PROFILED = {
    "dbHits": "dbHits",
    "records": "rows",
    "pageCacheHits": "pageCacheHits",
    "pageCacheMisses": "pageCacheMisses",
    "pageCacheHitRatio": "pageCacheHitRatio",
}


def write(form: Form, answer: Stream, *, counters: bool) -> bytes:
    """The whole answer as one document; an error after the first row is told at its end."""
    rows: list[bytes] = []
    errors: list[dict[str, str]] = []
    try:
        for piece in answer.encoded(_row(form)):
            rows.append(piece)
    except (PartycellError, UnsupportedTypeError) as error:
        errors = [described(error)]
    head = b'{"data":{"fields":' + orjson.dumps(answer.columns) + b',"values":['
    tail = {"errors": errors} if errors else _summary(answer, form, counters=counters)
    return head + b",".join(rows) + b"]}," + orjson.dumps(tail)[1:]


def events(form: Form, answer: Stream, *, counters: bool) -> Iterator[bytes]:
    """The answer event by event, as its rows come; the last is Summary, or Error where it fails."""
    yield _event("Header", {"fields": answer.columns})
    try:
        for row in answer.encoded(_row(form)):
            yield b'{"$event":"Record","_body":' + row + b"}\n"
    except (PartycellError, UnsupportedTypeError) as error:
        yield _event("Error", [described(error)])
    else:
        yield _event("Summary", _summary(answer, form, counters=counters))


def _encode(form: Form) -> Callable[[Any], Any]:
    return partial(typed, vectors=form.vectors) if form.typed else plain


def _row(form: Form) -> Callable[[list[Any]], bytes]:
    encode = _encode(form)
    return lambda values: orjson.dumps([encode(item) for item in values])


def _event(name: str, body: Any) -> bytes:
    return orjson.dumps({"$event": name, "_body": body}) + b"\n"


def _summary(answer: Stream, form: Form, *, counters: bool) -> dict[str, Any]:
    summary = answer.summary
    assert summary is not None  # noqa: S101  (all rows were read)
    found: dict[str, Any] = {}
    if summary.profile:
        found["profiledQueryPlan"] = _plan(summary.profile, _encode(form), profiled=True)
    elif summary.plan:
        found["queryPlan"] = _plan(summary.plan, _encode(form), profiled=False)
    if counters:
        found["counters"] = _counters(summary)
    notifications = _notifications(summary) + _cut_off(answer)
    if notifications:
        found["notifications"] = notifications
    found["queryType"] = summary.query_type
    found["resultAvailableAfter"] = summary.result_available_after
    found["resultConsumedAfter"] = summary.result_consumed_after
    found["bookmarks"] = answer.bookmarks
    return found


def _counters(summary: ResultSummary) -> dict[str, Any]:
    seen = summary.counters
    return {
        "containsUpdates": seen.contains_updates,
        **{name: getattr(seen, ours) for name, ours in _COUNTERS},
        "containsSystemUpdates": seen.contains_system_updates,
        "systemUpdates": seen.system_updates,
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


def _cut_off(answer: Stream) -> list[dict[str, Any]]:
    """Where rows were left out, a notification says so; Neo4j itself has no such limit."""
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
        found |= {name: node.get(theirs, 0) for name, theirs in _PROFILED.items()}
        found["hasPageCacheStats"] = bool(node.get("pageCacheHits") or node.get("pageCacheMisses"))
    children = node.get("children", ())
    return {**found, "children": [_plan(child, encode, profiled=profiled) for child in children]}


def described(error: Exception) -> dict[str, str]:
    """An error as Neo4j's code and a message."""
    match error:
        case CypherError():
            return {"code": error.code, "message": error.message}
        case QueryTimeoutError():
            code = "Neo.ClientError.Transaction.TransactionTimedOutClientConfiguration"
        case StatementRefusedError() if error.writes:
            code = "Neo.ClientError.Statement.AccessMode"
        case StatementRefusedError():
            code = "Neo.ClientError.Security.Forbidden"
        case TooMuchError():
            code = "Neo.TransientError.Request.NoThreadsAvailable"
        case DatabaseUnavailableError():
            code = "Neo.TransientError.General.DatabaseUnavailable"
        case _:
            code = INVALID
    return {"code": code, "message": str(error)}


def refusal(error: PartycellError, media_type: str, *, lines: bool) -> Response:
    """An error before any row: a status, and the error in the form that was asked for."""
    status = status_of(error)[0]
    if status == 422 or (isinstance(error, StatementRefusedError) and error.writes):
        status = 400
    after = retry_after(error)
    return failure(described(error), status, media_type, lines=lines, retry_after=after)


def failure(
    error: dict[str, str],
    status: int,
    media_type: str,
    *,
    lines: bool,
    retry_after: str = RETRY_SECONDS,
) -> Response:
    """An error as the whole answer."""
    body = _event("Error", [error]) if lines else orjson.dumps({"errors": [error]})
    headers = {"Retry-After": retry_after} if status in {429, 503} else None
    return Response(body, status, headers=headers, media_type=media_type)
