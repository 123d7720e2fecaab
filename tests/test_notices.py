"""What Neo4j warns of reaches people and programs, with what they may have meant."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from api.mcp import tools
from graph.database import Database
from graph.guard import fetch_all
from graph.notices import Notice
from tests.command import partycell
from tests.markup import BROWSER, parse
from web.site import create_site

WRONG = "MATCH (n:Teir)-[:MAY_STAND_UNDR]->() RETURN n.nmae"
MEANT = {"Teir": "Tier", "MAY_STAND_UNDR": "MAY_STAND_UNDER", "nmae": "name"}


@pytest.fixture
def client(database: Database) -> Iterator[TestClient]:
    with TestClient(create_site(database), headers=BROWSER) as client:
        yield client


def test_misspelt_names_are_found(database: Database) -> None:
    """Each name that is not there is told with its place and with the name that was meant."""
    notices = {notice.name: notice for notice in fetch_all(database, WRONG).notices}
    assert set(notices) == set(MEANT)
    for name, meant in MEANT.items():
        notice = notices[name]
        assert notice.did_you_mean[0] == meant
        assert notice.is_warning
        assert notice.line == 1
        assert WRONG[(notice.column or 0) - 1 :].startswith((name, f":{name}"))
        assert f"Did you mean {meant}" in str(notice)
    assert {notice.kind for notice in notices.values()} == {
        "label",
        "relationship type",
        "property",
    }


def test_odd_names_are_told_too(database: Database) -> None:
    """A name with spaces, or one like nothing, has no wrong suggestion."""
    statement = "MATCH (n:Tier) RETURN n.`a b c d`, n.qqqqqqqqq"
    notices = {notice.name: notice for notice in fetch_all(database, statement).notices}
    assert set(notices) == {"a b c d", "qqqqqqqqq"}
    assert notices["qqqqqqqqq"].did_you_mean == ()
    assert "Did you mean" not in str(notices["qqqqqqqqq"])


def test_right_statement_has_no_warning(database: Database) -> None:
    """What is there is not warned of."""
    assert fetch_all(database, "MATCH (n:Tier) RETURN n.name").notices == ()


def test_hint_is_no_warning() -> None:
    """Hints on performance are for programs; people are shown warnings."""
    assert not Notice("code", "INFORMATION", "A cartesian product").is_warning


@pytest.mark.parametrize("command", [["cypher"], ["console"]])
def test_command_and_console_warn(command: list[str], server_env: dict[str, str]) -> None:
    """On standard error, so that pipes get rows alone."""
    statement = WRONG if command == ["cypher"] else f"{WRONG};"
    done = partycell(*command, statement, "--format", "csv", env=server_env)
    said = " ".join(done.stderr.split())
    assert (done.returncode, done.stdout) == (0, "n.nmae\n")
    for name, meant in MEANT.items():
        assert f"{name!r} in the database" in said
        assert f"Did you mean {meant}" in said


def test_warnings_can_be_left_out(server_env: dict[str, str]) -> None:
    """`--no-notifications` has the console say nothing of them."""
    done = partycell("console", f"{WRONG};", "--no-notifications", env=server_env)
    assert "Did you mean" not in done.stderr


def test_answer_over_http_has_them(client: TestClient) -> None:
    """JSON has them in its envelope, other forms in a header; a right statement has none."""
    answer = client.post("/v1/cypher", json={"query": WRONG}).json()
    found = {item["name"]: item for item in answer["notifications"]}
    assert {name: item["did_you_mean"][0] for name, item in found.items()} == MEANT
    assert found["Teir"]["severity"] == "WARNING"
    assert found["Teir"]["message"].endswith("Did you mean Tier?")
    table = client.post("/v1/cypher", json={"query": WRONG, "format": "csv"})
    assert len(json.loads(table.headers["partycell-warnings"])) == 3
    right = {"query": "MATCH (t:Tier) RETURN t.name", "format": "csv"}
    assert "partycell-warnings" not in client.post("/v1/cypher", json=right).headers
    right["format"] = "json"
    assert client.post("/v1/cypher", json=right).json()["notifications"] == []


def test_model_is_warned(database: Database) -> None:
    """A language model is told, so that it does not conclude that there is nothing."""
    answer = tools.cypher(database, WRONG, {}, 10, "request")
    assert answer["rows"] == []
    assert any("Did you mean Tier" in text for text in answer["warnings"])
    assert "warnings" not in tools.cypher(database, "MATCH (t:Tier) RETURN t.id", {}, 10, "request")


def test_page_warns(client: TestClient) -> None:
    """The console's page says it above the empty table."""
    page = client.get("/console", params={"query": WRONG, "run": "yes"})
    warned = [tag.text for tag in parse(page.text).all("p") if "warning" in str(tag.attributes)]
    assert len(warned) == 3
