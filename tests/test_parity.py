"""One question, one answer: over HTTP, on the command line, and in Cypher."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from graph.catalogue import run, split
from graph.database import Database
from graph.json_values import to_json
from graph.paths import DATA
from graph.version import EMPTY, graph_version
from loaders.dataset.reader import DatasetFile, read_file
from loaders.dataset.records import claim_records
from tests.command import partycell
from tests.markup import BROWSER, parse
from web.site import create_site

FOUNDING = "dailynk-en-party-cell"


def over_http(database: Database, name: str, arguments: dict[str, str]) -> list[dict[str, Any]]:
    with TestClient(create_app(database)) as client:
        answer = client.get(f"/v1/queries/{name}", params={"limit": "1000", **arguments})
    assert answer.status_code == 200, answer.text
    rows: list[dict[str, Any]] = answer.json()["data"]
    return rows


def on_the_command_line(
    env: dict[str, str], name: str, arguments: dict[str, str]
) -> list[dict[str, Any]]:
    words = [f"{key}={value}" for key, value in arguments.items()]
    done = partycell("query", name, *words, "--format", "json", env=env)
    assert done.returncode == 0, done.stderr
    rows: list[dict[str, Any]] = json.loads(done.stdout)
    return rows


def test_every_claim_of_the_founding_text_is_the_same_everywhere(
    database: Database, server_env: dict[str, str]
) -> None:
    """HTTP, command line and Cypher give the same claims, and they are the file's."""
    asked = {"source": FOUNDING, "limit": "1000"}
    http = over_http(database, "claims", asked)
    assert on_the_command_line(server_env, "claims", asked) == http
    cypher = database.run(
        "MATCH (s:Source {id: $id})<-[in:STATED_IN]-(c:Claim)-[:SUBJECT]->(t) "
        "WHERE c.retired.year = 9999 OPTIONAL MATCH (c)-[:OBJECT]->(o) "
        "RETURN c.id, t.id, c.predicate, c.says, o.id, in.locator, c.fact ORDER BY c.id",
        {"id": FOUNDING},
    ).records
    columns = ("id", "subject", "predicate", "value", "object", "locator", "fact")
    assert [[row[column] for column in columns] for row in http] == to_json(cypher)
    file = read_file(DATA / f"{FOUNDING}.yaml")
    assert isinstance(file, DatasetFile)
    written = sorted(
        (record.id, record.about, record.properties["predicate"], record.object)
        for record in claim_records(file)
    )
    found = [(row["id"], row["subject"], row["predicate"], row["object"]) for row in http]
    assert found == written


# One question of each kind that the sources were asked: the query, what it is asked, and the page
# that answers it, with the column that stands there.
PRESIDIUM = "organization=political-bureau-presidium"
QUESTIONS = [
    ("chain_of_command", "organization=kcna-no5-bureau-no2-cell&as_of=2008", None),
    ("tiers", "as_of=1957", ("/hierarchy?as_of=1957", "name")),
    ("members", f"{PRESIDIUM}&as_of=2013-01-28",
     ("/organizations/political-bureau-presidium?as_of=2013-01-28", "name")),
    ("members", f"{PRESIDIUM}&as_of=2013-01-28&certainty=certain",
     ("/organizations/political-bureau-presidium?as_of=2013-01-28&certainty=certain", "name")),
    ("members", f"{PRESIDIUM}&as_of=2016-01-28&carry=3",
     ("/organizations/political-bureau-presidium?as_of=2016-01-28&carry=3", "name")),
    ("members", f"{PRESIDIUM}&as_of=2016-01-28&carry=2",
     ("/organizations/political-bureau-presidium?as_of=2016-01-28&carry=2", "name")),
    ("posts", "tier=party-cell&as_of=2018", ("/tiers/party-cell?as_of=2018", "title")),
    ("duties", f"tier=party-cell&as_of=2008&sources={FOUNDING}",
     (f"/tiers/party-cell?as_of=2008&sources={FOUNDING}", "text")),
    ("rules", f"tier=party-cell&as_of=2008&sources={FOUNDING}", None),
    ("timeline", "start=2015&end=2016", ("/timeline?start=2015&end=2016", "name")),
    ("timeline", "start=1990&end=2013&known_at=2008-01-01",
     ("/timeline?start=1990&end=2013&known_at=2008-01-01", "name")),
    ("origin", "concept=party-cell-of-loyalty&as_of=1995", None),
    ("places", "place=jagang", ("/places/jagang", "name")),
    ("places", "within=north-korea&as_of=2018", None),
    ("numbers", "thing=workers-party-of-korea", ("/numbers?thing=workers-party-of-korea", "name")),
    ("numbers", "property=delegates&as_of=2021/2026",
     ("/numbers?property=delegates&as_of=2021/2026", "name")),
    ("contested", "known_at=2022", None),
    ("headcount", "organization=workers-party-of-korea&as_of=1994", None),
    ("affiliations", "person=kim-jong-un&as_of=2013-01-28", None),
    ("claims", "subject=party-cell&predicate=in_use&as_of=1957&certainty=possible", None),
]  # fmt: skip


@pytest.mark.parametrize(("name", "asked", "page"), QUESTIONS)
def test_answers_are_the_same_everywhere(
    name: str,
    asked: str,
    page: tuple[str, str] | None,
    database: Database,
    server_env: dict[str, str],
) -> None:
    """Python, HTTP and the command line give a question the same rows; its page has them too."""
    arguments = dict(parse_qsl(asked))
    http = over_http(database, name, arguments)
    assert run(database, name, *split(arguments)).rows == http
    assert on_the_command_line(server_env, name, arguments) == http
    if page is not None:
        address, column = page
        with TestClient(create_site(database), headers=BROWSER) as client:
            text = next(parse(client.get(address).text).all("main")).text
        assert {row[column] for row in http if row[column] not in text} == set()


def test_killed_load_leaves_nothing_half(
    empty: Database, server_env: dict[str, str], tmp_path: Path
) -> None:
    """A load that is killed in the middle leaves no claim and no version; the next one is whole."""
    facts = "".join(
        f"  - id: {number}\n    locator: line {number}\n    gist: Number {number}.\n    claims:\n"
        f"      - {{about: a-place, predicate: name, value: Name {number}}}\n"
        for number in range(1, 4001)
    )
    file = tmp_path / "long.yaml"
    file.write_text(
        "source: {id: long, title: T, publisher: P, language: en, published: 2000, kind: press, "
        f"trust: made up}}\nthings:\n  - {{id: a-place, label: Place}}\nfacts:\n{facts}",
        encoding="utf-8",
    )
    command = [str(Path(sys.executable).parent / "partycell"), "load", str(file)]
    process = subprocess.Popen(command, env=server_env, stdout=subprocess.PIPE)
    writing = (
        "SHOW TRANSACTIONS YIELD currentQuery WHERE currentQuery CONTAINS 'UNWIND $claims' "
        "RETURN count(*)"
    )
    while process.poll() is None and empty.run(writing).records == [[0]]:
        pass
    was_running = process.poll() is None
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert was_running, "the load ended before it could be killed"
    assert empty.run("MATCH (n:Claim|Thing|Load) RETURN count(n)").records == [[0]]
    assert graph_version(empty) == EMPTY
    done = partycell("load", str(file), env=server_env)
    assert done.returncode == 0, done.stderr
    assert empty.run("MATCH (c:Claim) RETURN count(c)").records == [[4000]]
