"""Requests to `/v1/cypher`, from the URL or from the body."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from fastapi import Request
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from api.cypher.formats import FORMATS
from api.request_headers import choose_format
from graph.errors import BadInputError, BadParameterError
from graph.guard import Limits
from graph.guard.statement import ParsedStatement

_PREFIX = "param."
_KNOWN = ("query", "format", "explain", "limit")
# Functions whose value is another each time, whatever the graph; dates only where they say now.
_NONDETERMINISTIC = frozenset(["rand", "randomuuid", "timestamp", "uuid"])
_CLOCKS = frozenset(
    [
        "date",
        "datetime",
        "localdatetime",
        "localtime",
        "time",
        "zoned_datetime",
        "zoned_time",
        "local_datetime",
        "local_time",
    ]
)


class CypherBody(BaseModel):
    """The body of a POST."""

    model_config = ConfigDict(extra="forbid")

    query: str = Field(description="One Cypher statement that reads.")
    parameters: dict[str, Any] = Field(
        default_factory=dict, description="Its parameters, as JSON values."
    )
    format: str | None = Field(None, description="json, jsonl, csv, graphml or graph.")
    explain: bool = Field(False, description="Give the plan; do not run it.")
    limit: int | None = Field(None, ge=1, description="Rows at most.")


@dataclass(frozen=True)
class CypherRequest:
    """A statement, and how it is answered.

    Attributes:
        query: The statement.
        parameters: Its parameters.
        format: One of `FORMATS`.
        explain: Whether only the plan is wanted.
        limits: The settings' limits, with fewer rows where the request has a lower limit.
    """

    query: str
    parameters: Mapping[str, Any] = field(default_factory=dict)
    format: str = "json"
    explain: bool = False
    limits: Limits = field(default_factory=Limits.of_settings)

    def is_nondeterministic(self) -> bool:
        """Whether the answer may be another although the graph is the same."""
        statement = ParsedStatement(self.query)
        for call in statement.calls():
            name = call.name.lower()
            if name in _NONDETERMINISTIC or name.endswith(
                (".realtime", ".statement", ".transaction")
            ):
                return True
            if name in _CLOCKS and statement.text_at(call.position + 2) in {")", "{"}:
                return True
        return False


def parse_url(request: Request) -> CypherRequest:
    """The request of `?query=...&param.NAME=...`.

    A parameter's value is JSON where it can be read as such (`param.year=2007`,
    `param.ids=["kcna"]`), and text otherwise.

    Raises:
        BadParameterError: A parameter is unknown, missing, given twice or ill-typed.
    """
    texts: dict[str, str] = {}
    for name, value in request.query_params.multi_items():
        if name in texts:
            raise BadParameterError(name, f"{name} is given twice.")
        if name not in _KNOWN and not name.startswith(_PREFIX):
            raise BadParameterError(
                name,
                f"There is no parameter {name!r} here.",
                hint=f"There are: {', '.join(_KNOWN)}, and {_PREFIX}NAME for $NAME.",
            )
        texts[name] = value
    if "query" not in texts:
        raise BadParameterError("query", "query is missing.", hint="It is a Cypher statement.")
    parameters = {
        name.removeprefix(_PREFIX): parse_value(value)
        for name, value in texts.items()
        if name.startswith(_PREFIX)
    }
    rest = {name: value for name, value in texts.items() if not name.startswith(_PREFIX)}
    return _validate({**rest, "parameters": parameters}, request)


def parse_body(request: Request, body: bytes) -> CypherRequest:
    """The request in a JSON body.

    Raises:
        BadInputError: The body is not JSON.
        BadParameterError: A member is unknown, missing or ill-typed.
    """
    try:
        members = json.loads(body, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise BadInputError(f"The body is not JSON: {error}.") from error
    return _validate(members, request)


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON")


def parse_value(text: str) -> Any:
    """A parameter's value from text: JSON where it can be read as such, text otherwise."""
    try:
        return json.loads(text, parse_constant=_refuse_constant)
    except (ValueError, RecursionError):
        return text


def _validate(members: Any, request: Request) -> CypherRequest:
    try:
        body = CypherBody.model_validate(members)
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"]) or "body"
        raise BadParameterError(name, f"{name}: {first['msg']}.") from error
    limits = Limits.of_settings()
    if body.limit is not None:
        limits = Limits(min(body.limit, limits.rows), limits.bytes, limits.seconds)
    return CypherRequest(
        body.query,
        body.parameters,
        choose_format(body.format, request.headers.get("accept", ""), FORMATS),
        body.explain,
        limits,
    )
