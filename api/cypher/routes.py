"""The two ways to ask: GET, whose link can be sent and kept, and POST."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Annotated, Any

import orjson
from fastapi import APIRouter, Query, Request
from fastapi.responses import Response
from pydantic import BaseModel, Field

from api.background import read_body, request_id, watched
from api.cypher.forms import FORMS, write
from api.cypher.request import Asked, CypherBody, from_body, from_url
from api.errors import RESPONSES
from api.graph_version import Watch
from graph.database import Database
from graph.guard import Plan, Stream, admit, read

router = APIRouter(prefix="/v1", responses=RESPONSES, tags=["cypher"])


class LimitsSaid(BaseModel):
    """What an answer was held to."""

    rows: int = Field(description="Rows.")
    bytes: int = Field(description="Bytes of rows.")
    seconds: float = Field(description="Seconds in the database.")


class CypherAnswer(BaseModel):
    """The answer in JSON."""

    data: Any = Field(description="The rows, one object each; or the plan.")
    columns: list[str] = Field(description="The columns, in order.")
    truncated: bool = Field(description="Whether rows were left out for a limit.")
    limits: LimitsSaid = Field(description="The limits.")
    elapsed: float = Field(description="Seconds that it took in the database.")
    graph_version: str = Field(description="Changes whenever the graph does.")


_CONTENT: dict[str, dict[str, Any]] = {
    media: {} for media in FORMS.values() if media != "application/json"
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


@router.get("/cypher", response_model=CypherAnswer, responses=_ANSWERS)
async def get_cypher(
    request: Request,
    query: Annotated[str | None, Query(description="One Cypher statement that reads.")] = None,
    format: Annotated[  # noqa: A002
        str | None, Query(description=f"{', '.join(FORMS)}; else by Accept.")
    ] = None,
    explain: Annotated[
        str | None, Query(description="true gives the plan, and does not run the statement.")
    ] = None,
    limit: Annotated[str | None, Query(description="Rows at most.")] = None,
) -> Response:
    """Ask in Cypher by a link that can be sent; its answer is kept and asked for anew by ETag.

    `param.NAME` in the URL gives `$NAME`: JSON where it can be read as such, text otherwise.
    """
    return await _answer(request, from_url(request))


@router.post("/cypher", response_model=CypherAnswer, responses=_ANSWERS, openapi_extra=_BODY)
async def post_cypher(request: Request) -> Response:
    """Ask in Cypher, with the statement and its parameters in a JSON body."""
    return await _answer(request, from_body(request, await read_body(request)))


async def _answer(request: Request, asked: Asked) -> Response:
    database: Database = request.app.state.database()
    watch: Watch = request.app.state.watch
    identifier = request_id(request)
    request.state.statement, request.state.parameters = asked.query, dict(asked.parameters)

    def work() -> Response:
        version = watch.latest().version
        headers = _headers(request, asked, version)
        if headers.get("ETag") in _theirs(request):
            return Response(status_code=304, headers=headers)
        plan = admit(
            database,
            asked.query,
            asked.parameters,
            time_limit=asked.limits.seconds,
            request=identifier,
        )
        if asked.explain or plan.explained:
            return _explained(plan, asked, version, headers)
        with read(database, plan, limits=asked.limits, request=identifier) as answer:
            body = write(asked.form, answer, lambda: _about(answer, version))
        request.state.rows, request.state.truncated = answer.rows, answer.truncated
        headers["Partycell-Truncated"] = str(answer.truncated).lower()
        return Response(body, headers=headers, media_type=FORMS[asked.form])

    return await watched(request, database, work)


def _about(answer: Stream, version: str) -> dict[str, Any]:
    return {
        "columns": answer.columns,
        "truncated": answer.truncated,
        "limits": vars(answer.limits),
        "elapsed": round(answer.elapsed, 6),
        "graph_version": version,
    }


def _explained(plan: Plan, asked: Asked, version: str, headers: dict[str, str]) -> Response:
    body = {
        "data": _tree(plan.tree),
        "columns": [],
        "truncated": False,
        "limits": vars(asked.limits),
        "elapsed": 0.0,
        "graph_version": version,
    }
    return Response(orjson.dumps(body), headers=headers, media_type=FORMS["json"])


def _tree(node: Mapping[str, Any]) -> dict[str, Any]:
    """A plan's operator and those below it, in our words."""
    arguments = node["args"]
    return {
        "operator": node["operatorType"].split("@")[0],
        "details": str(arguments.get("Details", "")),
        "estimated_rows": arguments.get("EstimatedRows"),
        "identifiers": list(node.get("identifiers", ())),
        "children": [_tree(child) for child in node.get("children", ())],
    }


def _headers(request: Request, asked: Asked, version: str) -> dict[str, str]:
    """An ETag of the graph's version and all that is asked, where the answer depends on no more."""
    if request.method != "GET" or asked.changes_by_itself():
        return {"Cache-Control": "no-store", "Vary": "Accept"}
    of = repr((asked, version))
    tag = hashlib.sha256(of.encode("utf-8", "surrogatepass")).hexdigest()[:24]
    return {"ETag": f'"{tag}"', "Cache-Control": "no-cache", "Vary": "Accept"}


def _theirs(request: Request) -> set[str]:
    given = request.headers.get("if-none-match", "")
    return {tag.strip().removeprefix("W/") for tag in given.split(",")}
