"""The two routes: GET, whose link can be shared and whose response cached, and POST."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Annotated, Any

import orjson
from fastapi import APIRouter, Query, Request
from fastapi.responses import Response
from pydantic import BaseModel, Field

from api.background import read_body, request_id, run_cancellable
from api.cypher.formats import FORMATS, SUFFIXES, encode
from api.cypher.request import CypherBody, CypherRequest, parse_body, parse_url
from api.errors import RESPONSES
from api.file_names import content_disposition, file_name
from api.operations import operation_id
from api.request_headers import require_modified
from api.schemas import enum
from api.snapshot_cache import SnapshotCache
from graph.database import Database
from graph.guard import Plan, Stream, admit, read
from graph.lens import EVERYTHING
from graph.notices import notices_of
from graph.suggestions import with_suggestions

router = APIRouter(
    prefix="/v1", responses=RESPONSES, tags=["cypher"], generate_unique_id_function=operation_id
)


class AppliedLimits(BaseModel):
    """The limits of an answer."""

    rows: int = Field(description="Rows.")
    bytes: int = Field(description="Bytes of rows.")
    seconds: float = Field(description="Seconds in the database.")


class Notification(BaseModel):
    """What Neo4j noticed about a statement."""

    message: str = Field(description="All of it as one text.")
    code: str = Field(description="Neo4j's code.")
    severity: str = Field(description="WARNING or INFORMATION.")
    description: str = Field(description="In words.")
    line: int | None = Field(None, description="Where in the statement, from 1.")
    column: int | None = Field(None, description="Where in the line, from 1.")
    name: str | None = Field(None, description="The label, type or property that is not there.")
    kind: str | None = Field(None, description="label, relationship type or property.")
    did_you_mean: list[str] = Field(default_factory=list, description="Names that are there.")


class CypherAnswer(BaseModel):
    """The answer in JSON."""

    data: Any = Field(description="The rows, one object each; or the plan.")
    notifications: list[Notification] = Field(
        description="What Neo4j noticed, such as a label that is not there."
    )
    columns: list[str] = Field(description="The columns, in order.")
    truncated: bool = Field(description="Whether rows were left out for a limit.")
    limits: AppliedLimits = Field(description="The limits.")
    elapsed: float = Field(description="Seconds that it took in the database.")
    graph_version: str = Field(description="Changes whenever the graph does.")


_CONTENT: dict[str, dict[str, Any]] = {
    media: {"schema": {"type": "string"}}
    for media in FORMATS.values()
    if media != "application/json"
}
_ANSWERS: dict[int | str, dict[str, Any]] = {
    200: {"content": _CONTENT},
    304: {"description": "The client has this answer already."},
    400: {**RESPONSES[422], "description": "Neo4j refused the statement"},
    413: {**RESPONSES[422], "description": "Too large"},
    415: {**RESPONSES[422], "description": "The body is not JSON by its Content-Type"},
}
_BODY = {
    "requestBody": {
        "required": True,
        "content": {"application/json": {"schema": CypherBody.model_json_schema()}},
    }
}


# What `param.NAME` is: an object whose members are written as parameters of their own.
_PARAMETERS = {
    "parameters": [
        {
            "name": "parameters",
            "in": "query",
            "required": False,
            "style": "form",
            "explode": True,
            "description": "`param.NAME` gives $NAME: JSON where it can be read so, else text.",
            "schema": {
                "type": "object",
                "patternProperties": {"^param\\\\.": {"type": "string"}},
                "additionalProperties": {"type": "string"},
            },
            "example": {"param.id": "party-cell"},
        }
    ]
}


@router.get("/cypher", response_model=CypherAnswer, responses=_ANSWERS, openapi_extra=_PARAMETERS)
async def get_cypher(
    request: Request,
    query: Annotated[str | None, Query(description="One Cypher statement that reads.")] = None,
    format: Annotated[  # noqa: A002
        str | None,
        Query(
            description="The form of the answer; else by Accept.", json_schema_extra=enum(FORMATS)
        ),
    ] = None,
    explain: Annotated[
        str | None, Query(description="true gives the plan, and does not run the statement.")
    ] = None,
    limit: Annotated[str | None, Query(description="Rows at most.")] = None,
) -> Response:
    """Run Cypher by a link that can be shared; its response has an ETag.

    `param.NAME` in the URL gives `$NAME`: JSON where it can be read as such, text otherwise.
    """
    return await _answer(request, parse_url(request))


@router.post("/cypher", response_model=CypherAnswer, responses=_ANSWERS, openapi_extra=_BODY)
async def post_cypher(request: Request) -> Response:
    """Run Cypher, with the statement and its parameters in a JSON body."""
    return await _answer(request, parse_body(request, await read_body(request)))


async def _answer(request: Request, wanted: CypherRequest) -> Response:
    database: Database = request.app.state.database()
    snapshots: SnapshotCache = request.app.state.snapshots
    version = (await snapshots.get_async()).version
    headers = _headers(request, wanted, version)
    require_modified(request, headers)
    identifier = request_id(request)
    request.state.statement, request.state.parameters = wanted.query, dict(wanted.parameters)

    def work() -> Response:
        plan = admit(
            database,
            wanted.query,
            wanted.parameters,
            time_limit=wanted.limits.seconds,
            request=identifier,
        )
        if wanted.explain or plan.explained:
            return _plan_response(plan, wanted, version, headers)
        with read(
            database, plan, limits=wanted.limits, request=identifier, warnings=True
        ) as answer:
            body = encode(wanted.format, answer, lambda: _metadata(database, answer, version))
        request.state.rows, request.state.truncated = answer.rows, answer.truncated
        # Where the form has no place for them; in JSON they have suggestions too.
        warned = [str(notice) for notice in notices_of(answer.summary) if notice.is_warning]
        if warned:
            headers["Partycell-Warnings"] = json.dumps(warned)
        headers["Partycell-Truncated"] = str(answer.truncated).lower()
        if wanted.format in SUFFIXES:
            name = file_name("cypher", version, EVERYTHING, SUFFIXES[wanted.format])
            headers["Content-Disposition"] = content_disposition(name)
        return Response(body, headers=headers, media_type=FORMATS[wanted.format])

    return await run_cancellable(request, database, work)


def _metadata(database: Database, answer: Stream, version: str) -> dict[str, Any]:
    notices = with_suggestions(database, notices_of(answer.summary))
    return {
        "notifications": [notice.to_json() for notice in notices],
        "columns": answer.columns,
        "truncated": answer.truncated,
        "limits": vars(answer.limits),
        "elapsed": round(answer.elapsed, 6),
        "graph_version": version,
    }


def _plan_response(
    plan: Plan, wanted: CypherRequest, version: str, headers: dict[str, str]
) -> Response:
    body = {
        "data": _operator_tree(plan.tree),
        "notifications": [],
        "columns": [],
        "truncated": False,
        "limits": vars(wanted.limits),
        "elapsed": 0.0,
        "graph_version": version,
    }
    return Response(orjson.dumps(body), headers=headers, media_type=FORMATS["json"])


def _operator_tree(node: Mapping[str, Any]) -> dict[str, Any]:
    """A plan's operator and those below it."""
    arguments = node["args"]
    return {
        "operator": node["operatorType"].split("@")[0],
        "details": str(arguments.get("Details", "")),
        "estimated_rows": arguments.get("EstimatedRows"),
        "identifiers": list(node.get("identifiers", ())),
        "children": [_operator_tree(child) for child in node.get("children", ())],
    }


def _headers(request: Request, wanted: CypherRequest, version: str) -> dict[str, str]:
    """An ETag of the request and the graph's version, where the answer depends on no more."""
    if request.method != "GET" or wanted.is_nondeterministic():
        return {"Cache-Control": "no-store", "Vary": "Accept"}
    text = repr((wanted, version))
    tag = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:24]
    return {"ETag": f'"{tag}"', "Cache-Control": "no-cache", "Vary": "Accept"}
