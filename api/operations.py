"""What the OpenAPI document says of all operations: ids, tags, forms of answers, keys, errors."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute

from api.errors import Problem

TAGS = {
    "catalogue": "Every query of the catalogue, by its name.",
    "hierarchy": "Levels, organisations, posts and who stands under whom.",
    "people": "People, and what they belong to.",
    "events": "Events, and the ideas that they gave rise to.",
    "rules": "What the party's rules demand, and whether it is kept.",
    "claims": "What sources say, and where they differ.",
    "graph": "The graph as a whole: search, ways, neighbours, exports.",
    "cypher": "The graph in Cypher, read-only.",
    "query api": "Neo4j's own Query API, read-only: its drivers work by changing the address.",
    "service": "Whether the server runs.",
}
_SCHEMES = {
    "ApiKey": {"type": "apiKey", "in": "header", "name": "X-API-Key"},
    "Bearer": {"type": "http", "scheme": "bearer"},
    "Basic": {
        "type": "http",
        "scheme": "basic",
        "description": "The key is the password, as Neo4j's clients send it.",
    },
}
# The other forms of what `format` chooses, and what comes with each.
_FORMS = {"application/jsonl": {"type": "string"}, "text/csv": {"type": "string"}}
_HEADERS = {
    "ETag": {"schema": {"type": "string"}, "description": "Of this answer."},
    "Link": {"schema": {"type": "string"}, "description": "The next page, rel=next."},
}


def operation_id(route: APIRoute) -> str:
    """An operation's id: the name of the function that does it."""
    return route.name


def openapi_document(app: FastAPI) -> dict[str, Any]:
    """The document, made once."""
    if app.openapi_schema is None:
        found = get_openapi(
            title=app.title,
            version=app.version,
            summary=app.summary,
            description="Every value is what some source says.",
            license_info=app.license_info,
            routes=app.routes,
            tags=[{"name": name, "description": text} for name, text in TAGS.items()],
            servers=[{"url": "/"}],
        )
        schemas = found.setdefault("components", {}).setdefault("schemas", {})
        for unused in ("HTTPValidationError", "ValidationError"):
            schemas.pop(unused, None)
        schemas["Problem"] = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
        found["components"]["securitySchemes"] = _SCHEMES
        # Without a key too, unless the server wants one.
        found["security"] = [{}, *({name: []} for name in _SCHEMES)]
        for item in found["paths"].values():
            for operation in item.values():
                _describe(operation)
        app.openapi_schema = found
    return app.openapi_schema


def _describe(operation: dict[str, Any]) -> None:
    """Say what FastAPI does not: parameters are given or not, never null; forms besides JSON."""
    parameters = operation.get("parameters", ())
    for schema in (parameter["schema"] for parameter in parameters):
        kinds = [kind for kind in schema.get("anyOf", ()) if kind != {"type": "null"}]
        if len(kinds) == 1:
            del schema["anyOf"]
            schema.update(kinds[0])
    answer = operation["responses"].get("200", {})
    content = answer.get("content", {})
    if list(content) == ["application/json"] and any(
        parameter["name"] == "format" for parameter in parameters
    ):
        content.update({form: {"schema": schema} for form, schema in _FORMS.items()})
        answer["headers"] = _HEADERS
