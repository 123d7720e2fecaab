"""A thing as a resource: what it is, and everything said of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from fastapi.responses import Response

from api.reads import ReadRequest
from graph.errors import UnknownIdError


def thing(read: ReadRequest, kind: str, identifier: str) -> Response:
    """A thing of one kind with every statement about it."""
    answer = read.run("thing", id=identifier)
    (known,) = read.with_claims(answer.rows)
    if known["merged_into"] is not None:
        return read.redirect(identifier, known["merged_into"])
    if known["kind"] != kind:
        raise UnknownIdError(
            f"{identifier!r} is no {kind}: it is a {known['kind']}.",
        )
    answer = read.run("describe", id=identifier)
    statements = read.with_claims(answer.rows)
    return read.resource({**known, **_disputes(statements), "statements": statements}, rows=answer)


def _disputes(statements: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Whether anything said of a thing is disputed, and how each predicate is resolved.

    Predicates that nobody disagrees about are left out of `resolved_by`.
    """
    resolved: dict[str, str | None] = {}
    for row in statements:
        resolution = row["resolved_by"]
        name = row["predicate"]
        if resolution != "unanimous" and resolved.get(name, "") is not None:
            resolved[name] = resolution
    return {"disputed": any(row["disputed"] for row in statements), "resolved_by": resolved}
