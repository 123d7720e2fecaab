"""FollowTheMoney's exports, read by its own library."""

# ruff: noqa: E402  (what is imported depends on what is installed)

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.extras import require

require("followthemoney")

from followthemoney import EntityProxy, Statement, StatementEntity, model
from followthemoney.dataset import Dataset

from exporters import Content, chunks, from_database
from graph.database import Database


@pytest.fixture
def content(database: Database) -> Content:
    """The curated graph, whole."""
    return from_database(database)


def written(content: Content, name: str) -> bytes:
    return b"".join(chunks(content, name))


def test_follow_the_money_reads_entities(content: Content) -> None:
    """Every entity keeps to FollowTheMoney's own schema, and refers to entities that are there."""
    found = [json.loads(line) for line in written(content, "ftm").splitlines()]
    ids = {data["id"] for data in found}
    assert len(ids) == len(found)
    for data in found:
        proxy = EntityProxy.from_dict(data)
        proxy.schema.validate(data)
        for prop, value in proxy.itervalues():
            assert prop.type.validate(value), (prop, value)
            if prop.type.name == "entity":
                assert value in ids
    people = {row["id"] for row in content.nodes() if row["kind"] == "Person"}
    assert {data["id"] for data in found if data["schema"] == "Person"} == people
    assert content.record is not None
    held = {row["id"] for row in content.record.claims() if row["predicate"] == "HOLDS"}
    occupancies = [data for data in found if data["schema"] == "Occupancy"]
    assert {data["id"] for data in occupancies} <= held
    assert {data["properties"]["holder"][0] for data in occupancies} <= people


def test_follow_the_money_reads_statements(content: Content) -> None:
    """Statements make the same entities by the library's own hand, each value with its source."""
    statements = [
        Statement.from_dict(json.loads(line))
        for line in written(content, "ftm-statements").splitlines()
    ]
    for statement in statements:
        assert statement.id == statement.generate_key()
    by_entity: dict[str, list[Statement]] = {}
    for statement in statements:
        by_entity.setdefault(statement.canonical_id, []).append(statement)
    dataset = Dataset.make({"name": "partycell", "title": "Partycell"})
    made = {
        identifier: StatementEntity.from_statements(dataset, group)
        for identifier, group in by_entity.items()
    }
    assert content.record is not None
    claims = {row["id"] for row in content.record.claims()}
    assert {statement.origin for statement in statements} <= claims
    for line in written(content, "ftm").splitlines():
        data = json.loads(line)
        entity = made[data["id"]]
        assert sorted(entity.datasets) == data["datasets"]
        for name, values in data["properties"].items():
            assert set(entity.get(name)) == set(values)
    assert model.get("Occupancy") is not None


def test_languages_are_followthemoneys(content: Content, tmp_path: Path) -> None:
    """Statements have languages of ISO 639-3, and followthemoney's own command reads the file."""
    lines = written(content, "ftm-statements").splitlines()
    assert {json.loads(line)["lang"] for line in lines} <= {None, "eng", "kor", "jpn", "zho", "deu"}
    file, entities = tmp_path / "s.jsonl", tmp_path / "e.jsonl"
    file.write_bytes(b"\n".join(lines))
    command = [str(Path(sys.executable).parent / "ftm"), "aggregate-statements"]
    arguments = ["-i", str(file), "-f", "json", "-o", str(entities)]
    done = subprocess.run([*command, *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    made = entities.read_text(encoding="utf-8").splitlines()
    assert len(made) == len(written(content, "ftm").splitlines())
