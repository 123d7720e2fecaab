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
# The other forms of a list, for `responses`.
ANSWERS: dict[int | str, dict[str, Any]] = {
    200: {
        "content": {
            "application/jsonl": {"schema": {"type": "string"}},
            "text/csv": {"schema": {"type": "string"}},
        },
        "headers": {
            "ETag": {"schema": {"type": "string"}, "description": "Of this answer."},
            "Link": {"schema": {"type": "string"}, "description": "The next page, rel=next."},
        },
    },
    304: {"description": "The client has this answer already."},
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
        app.openapi_schema = found
    return app.openapi_schema
