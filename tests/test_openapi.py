"""The OpenAPI document: a schema for each row, kept by the answers; ids, keys, errors, examples."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import jsonschema
import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.operations import TAGS
from api.row_types import COLUMNS, EXCEPTIONS
from api.schemas import column_type, row_model
from benchmarks.measuring import served
from graph.catalogue import catalogue, run
from graph.database import Database
from graph.row_windows import WHOLE
from tests import clients
from tests.missing import missing

METHODS = {"get", "post", "delete"}
# Paths with parameters beside their ids.
MORE = {
    "/v1/paths": "?start=kcna&end=kim-jong-il",
    "/v1/search": "?text=kim",
    "/v1/neighborhood/{identifier}": "?depth=2",
    "/v1/events": "?as_of=2013",
}
# What gives no JSON, or needs a body or a query of its own.
OTHER = {"/v1/export", "/v1/export/vocabulary", "/v1/citations/{identifier}", "/v1/cypher"}


@pytest.fixture
def client(database: Database) -> Iterator[TestClient]:
    with TestClient(create_app(database)) as client:
        yield client


@pytest.fixture
def document(client: TestClient) -> dict[str, Any]:
    found: dict[str, Any] = client.get("/openapi.json").json()
    return found


def operations(document: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, item in document["paths"].items():
        for method, operation in item.items():
            if method in METHODS:
                yield path, method, operation


def filled(path: str, operation: dict[str, Any]) -> str:
    """A path with the examples of its parameters."""
    examples = {
        item["name"]: item["schema"].get("examples", item.get("examples"))
        for item in operation.get("parameters", [])
    }
    return re.sub(r"\{(\w+)\}", lambda match: str(examples[match[1]][0]), path)


def test_answers_keep_to_their_schemas(client: TestClient, document: dict[str, Any]) -> None:
    """Each answer to an example validates, ids of claims and whole claims alike."""
    seen = 0
    for path, method, operation in operations(document):
        if method != "get" or not path.startswith("/v1/") or path in OTHER:
            continue
        if path == "/v1/queries/{name}":
            continue
        schema = operation["responses"]["200"]["content"]["application/json"]["schema"]
        whole = {**schema, "components": document["components"]}
        address = filled(path, operation) + MORE.get(path, "")
        for more in ("", "provenance=true"):
            mark = "&" if "?" in address else "?"
            answer = client.get(f"{address}{mark}{more}" if more else address)
            assert answer.status_code == 200, (address, answer.text)
            jsonschema.validate(answer.json(), whole)
            seen += 1
    assert seen > 50


@pytest.mark.parametrize("name", list(catalogue()))
def test_every_column_has_a_type(name: str, database: Database) -> None:
    """Each column of the catalogue is said to hold something, and its example holds just that."""
    model = row_model(name)
    assert set(model.model_fields) >= set(catalogue()[name].columns)
    for row in run(database, name, catalogue()[name].example, page=WHOLE).rows:
        model.model_validate(row, strict=True)


def test_no_type_is_of_nothing() -> None:
    """Every type that is declared is of a column that there is."""
    from graph.checks import COLUMNS as CHECKS
    from graph.proposals import COLUMNS as PROPOSALS

    used = {column for query in catalogue().values() for column in query.columns}
    assert set(COLUMNS) - used - set(CHECKS) - set(PROPOSALS) == set()
    for query, column in EXCEPTIONS:
        assert column_type(query, column) is EXCEPTIONS[query, column]


def test_operations_are_named_and_grouped(document: dict[str, Any]) -> None:
    """Ids are short and unique, each operation has a described tag and a summary."""
    found = list(operations(document))
    ids = [operation["operationId"] for _, _, operation in found]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"[a-z]+(_[a-z]+)*", name) for name in ids)
    assert {tag["name"] for tag in document["tags"]} == set(TAGS)
    for path, _, operation in found:
        assert operation["tags"][0] in TAGS, path
        assert operation["description"], path


def test_keys_can_be_shown(document: dict[str, Any]) -> None:
    """Three ways to show a key are declared, and none is needed unless the server wants one."""
    schemes = document["components"]["securitySchemes"]
    assert {item["type"] for item in schemes.values()} == {"apiKey", "http"}
    assert document["security"] == [{}, *({name: []} for name in schemes)]


def test_errors_are_problem_documents_alone(client: TestClient, document: dict[str, Any]) -> None:
    """No error of /v1 is said to have another form, and one has the form that is said."""
    for path, _, operation in operations(document):
        if not path.startswith("/v1"):
            continue
        for status, answer in operation["responses"].items():
            if int(status) >= 400:
                assert set(answer["content"]) == {"application/problem+json"}, (path, status)
    schemas = document["components"]["schemas"]
    assert not {"HTTPValidationError", "ValidationError"} & set(schemas)
    answer = client.get("/v1/tiers/none")
    jsonschema.validate(answer.json(), schemas["Problem"])


def test_parameters_say_what_they_may_be(document: dict[str, Any]) -> None:
    """Parameters with few values have them as an enum, and ids have examples."""
    enums: dict[str, list[str]] = {}
    for path, _, operation in operations(document):
        for item in operation.get("parameters", []):
            if values := item["schema"].get("enum"):
                enums.setdefault(item["name"], values)
            if item["in"] == "path" and path.startswith("/v1") and item["name"] != "name":
                assert item["schema"].get("examples"), (path, item["name"])
            # Nobody can give a parameter that is null.
            assert "null" not in str(item["schema"]), (path, item["name"])
    assert {"format", "certainty", "finding", "style"} <= set(enums)
    assert enums["certainty"] == ["best", "certain", "possible"]


def test_forms_and_headers_are_said(document: dict[str, Any]) -> None:
    """What `format` may be is among the forms of the answer, JSON first, with its headers."""
    forms = {"json": "application/json", "jsonl": "application/jsonl", "csv": "text/csv"}
    chosen = 0
    for path, _, operation in operations(document):
        for item in operation.get("parameters", []):
            if item["name"] == "format" and path not in OTHER and path.startswith("/v1"):
                answer = operation["responses"]["200"]
                assert list(answer["content"]) == list(forms.values()), path
                assert set(answer["headers"]) == {"ETag", "Link"}
                chosen += set(forms) <= set(item["schema"]["enum"])
    assert chosen > 25


def test_typescript_client_answers(database: Database, tmp_path: Path) -> None:
    """The client generated for TypeScript compiles strictly and answers five questions."""
    try:
        folder = clients.install("typescript", tmp_path)
    except RuntimeError as error:
        missing(f"openapi-typescript: {str(error).strip().splitlines()[-1]}")
    with served(database) as address:
        document = tmp_path / "openapi.json"
        document.write_bytes(httpx.get(f"{address}/openapi.json", timeout=60).content)
        assert clients.typescript_answers(folder, document, address) == clients.ANSWERS
