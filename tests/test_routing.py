"""An address of a cluster, `neo4j://`: routed, and in order by bookmarks."""

from __future__ import annotations

import json

import pytest

from graph import local
from graph.database import Database
from graph.errors import PartycellError
from graph.settings import settings
from graph.version import graph_version
from tests.command import partycell


def routed(endpoint: local.Endpoint) -> Database:
    """The run's Neo4j by the address that a cluster has."""
    uri = endpoint.uri.replace("bolt://", "neo4j://")
    return Database(uri, endpoint.username, endpoint.password, time_limit=60)


def test_reads_are_routed(endpoint: local.Endpoint, database: Database) -> None:
    """Through routing the same graph is read as without."""
    with routed(endpoint) as cluster:
        assert graph_version(cluster) == graph_version(database)


@pytest.mark.writes
def test_bookmarks_order_processes(
    endpoint: local.Endpoint, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a process has written is read by another that is given its bookmarks."""
    with routed(endpoint) as writer:
        assert writer.bookmarks() == []
        writer.run("CREATE (:Routed {by: 'bookmark'})", write=True)
        marks = writer.bookmarks()
    assert marks
    monkeypatch.setenv("PARTYCELL_BOOKMARKS", json.dumps(marks))
    settings.cache_clear()
    try:
        with routed(endpoint) as reader:
            assert reader.bookmarks() == marks
            found = reader.run("MATCH (n:Routed) RETURN n.by").records
            reader.run("MATCH (n:Routed) DELETE n", write=True)
    finally:
        monkeypatch.undo()
        settings.cache_clear()
    assert found == [["bookmark"]]


def test_a_bookmark_that_is_none(endpoint: local.Endpoint, monkeypatch: pytest.MonkeyPatch) -> None:
    """A bookmark that Neo4j does not know is refused with its own words, not with a traceback."""
    monkeypatch.setenv("PARTYCELL_BOOKMARKS", '["nonsense"]')
    settings.cache_clear()
    try:
        with routed(endpoint) as reader, pytest.raises(PartycellError, match="bookmark"):
            reader.run("RETURN 1")
    finally:
        monkeypatch.undo()
        settings.cache_clear()


def test_command_by_routing(server_env: dict[str, str], database: Database) -> None:
    """A command asks a cluster's address as it asks any other."""
    env = {**server_env, "NEO4J_URI": server_env["NEO4J_URI"].replace("bolt://", "neo4j://")}
    done = partycell("query", "tiers", "--format", "csv", env=env)
    assert done.returncode == 0, done.stderr
    assert "party-cell" in done.stdout


def test_a_load_says_its_bookmarks(server_env: dict[str, str], empty: Database) -> None:
    """A load into a cluster prints what readers there must be given, ready for the environment."""
    env = {**server_env, "NEO4J_URI": server_env["NEO4J_URI"].replace("bolt://", "neo4j://")}
    done = partycell("load", env=env)
    assert done.returncode == 0, done.stderr
    (line,) = [line for line in done.stderr.splitlines() if "PARTYCELL_BOOKMARKS=" in line]
    assert json.loads(line.partition("='")[2].rstrip("'"))
