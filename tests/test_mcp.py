"""The MCP server, asked by the SDK's own client over standard input and output."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import anyio
import anyio.to_thread
import pytest
from mcp import Client, MCPError, StdioServerParameters, stdio_client
from mcp.types import CallToolResult, PromptReference

from api.mcp.server import create_server, run_cancellable
from graph.catalogue import catalogue, run, split
from graph.database import Database
from graph.settings import settings
from graph.version import graph_version
from tests.transactions import running

pytestmark = pytest.mark.usefixtures("_fresh_settings")

Work = Callable[[Client], Awaitable[None]]
MEETING = "secretaries-competition-2007"


@pytest.fixture
def _fresh_settings() -> Iterator[None]:
    """Settings are read again after a test that has changed them."""
    yield
    settings.cache_clear()


def over_stdio(env: dict[str, str], work: Work, log: Path) -> None:
    """Start `partycell mcp` as a client would, and do some work with it."""
    command = StdioServerParameters(
        command=str(Path(sys.executable).parent / "partycell"), args=["mcp"], env=env
    )

    async def main() -> None:
        with log.open("w", encoding="utf-8") as errors:
            async with Client(stdio_client(command, errlog=errors)) as client:
                await work(client)

    anyio.run(main)


def in_process(database: Database, work: Work) -> None:
    """The same without a process."""

    async def main() -> None:
        async with Client(create_server(database)) as client:
            await work(client)

    anyio.run(main)


async def told(client: Client, tool: str, **arguments: Any) -> dict[str, Any]:
    """A tool's answer; it must be one."""
    answer = await client.call_tool(tool, arguments)
    assert isinstance(answer, CallToolResult)
    assert not answer.is_error, answer.content
    content: Any = answer.structured_content
    assert isinstance(content, dict)
    found: dict[str, Any] = content.get("result", content)
    return found


async def refused(client: Client, tool: str, **arguments: Any) -> str:
    """What a tool says where it refuses."""
    answer = await client.call_tool(tool, arguments)
    assert answer.is_error
    return " ".join(getattr(part, "text", "") for part in answer.content)


def test_who_disagrees_about_the_2007_meeting(
    database: Database, server_env: dict[str, str], tmp_path: Path
) -> None:
    """By tools alone: the meeting's id, the questions about it, their claims and sources."""

    async def work(client: Client) -> None:
        names = {tool.name for tool in (await client.list_tools()).tools}
        assert names == {"schema", "ask", "disagreements", "cypher"}
        found = await told(client, "ask", query="search", arguments={"text": "2007"})
        assert found["graph_version"] == graph_version(database)
        answer = await told(client, "disagreements", about=MEETING, text="2007")
        questions = {row["question"]: row for row in answer["disagreements"]}
        sides = questions["opening-2007"]["sides"]
        groups = {side["group"]: side["fits_all"] for side in sides}
        assert groups == {1: False, 2: False, 3: True}  # the 26th, the 27th, and the month
        claims = {claim["id"]: claim for claim in answer["claims"]}
        for side in sides:
            for claim in side["claims"]:
                assert claims[claim]["source"] in side["sources"]
                assert claims[claim]["locator"]
            assert set(side["sources"]) <= answer["sources"].keys()
        assert all(source["title"] for source in answer["sources"].values())
        assert answer["graph_version"] == graph_version(database)
        read = await client.read_resource(f"partycell://claims/{sides[-1]['claims'][0]}")
        claim = json.loads(read.contents[0].text)  # type: ignore[union-attr]
        assert claim["subject"] == MEETING
        assert set(claim["sources"]) == {claim["source"]}
        read = await client.read_resource(f"partycell://sources/{claim['source']}")
        assert json.loads(read.contents[0].text)["facts"]  # type: ignore[union-attr]

    log = tmp_path / "log"
    over_stdio({**os.environ, **server_env}, work, log)
    assert "Traceback" not in log.read_text(encoding="utf-8")


def test_catalogue_is_asked_as_everywhere(database: Database) -> None:
    """The tool lists every query, and gives the rows that the catalogue gives."""

    async def work(client: Client) -> None:
        tools = {tool.name: tool for tool in (await client.list_tools()).tools}
        for query in catalogue().values():
            assert f"- {query.name}(" in (tools["ask"].description or "")
            assert query.summary in (tools["ask"].description or "")
        arguments = {"tier": "party-cell", "as_of": "2007"}
        answer = await told(client, "ask", query="duties", arguments=arguments)
        assert answer["rows"] == run(database, "duties", *split(arguments)).rows
        named = {claim for row in answer["rows"] for claim in row["claims"]}
        assert {claim["id"] for claim in answer["claims"]} <= named
        assert {claim["source"] for claim in answer["claims"]} <= answer["sources"].keys()
        few = await told(client, "ask", query="tiers", limit=2)
        assert (len(few["rows"]), few["truncated"]) == (2, True)

    in_process(database, work)


def test_cypher_is_guarded_and_tells_the_claims_it_names(database: Database) -> None:
    """Statements that read are run, with the sources of the claims they name; others refused."""

    async def work(client: Client) -> None:
        statement = (
            "MATCH (c:Claim)-[:SUBJECT]->(t {id: $id}) WHERE c.predicate = 'opened' "
            "RETURN c.id AS claim ORDER BY claim"
        )
        answer = await told(client, "cypher", statement=statement, parameters={"id": MEETING})
        assert [row["claim"] for row in answer["rows"]] == [
            claim["id"] for claim in answer["claims"]
        ]
        assert answer["sources"]
        many = await told(client, "cypher", statement="UNWIND range(1, 9) AS n RETURN n", limit=3)
        assert (many["rows"], many["truncated"]) == ([{"n": 1}, {"n": 2}, {"n": 3}], True)
        assert "writes" in await refused(client, "cypher", statement="CREATE (n:Thing)")
        assert "LoadCSV" in await refused(
            client, "cypher", statement="LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line"
        )

    in_process(database, work)


def test_what_is_wrong_is_told(database: Database) -> None:
    """A refusal says what is wrong and what there is; an unknown resource is an error."""

    async def work(client: Client) -> None:
        assert "There is no query 'nothing'" in await refused(client, "ask", query="nothing")
        assert "tier" in await refused(client, "ask", query="duties")
        assert "nothing has this id" in await refused(client, "disagreements", about="nobody")
        assert "limit=0" in await refused(client, "ask", query="tiers", limit=0)
        assert "RETURN" in await refused(client, "cypher", statement="MATCH (n)")
        for address in ("partycell://claims/c-0", "partycell://sources/nothing"):
            with pytest.raises(MCPError, match=r"is no (claim|source)|nothing has this id"):
                await client.read_resource(address)

    in_process(database, work)


def test_schema_says_what_the_words_mean(database: Database) -> None:
    """Labels and relations come with their meaning, and the size of the graph."""

    async def work(client: Client) -> None:
        answer = await told(client, "schema")
        assert answer["relations"]["MAY_STAND_UNDER"]["from"] == ["Tier"]
        assert "Organization" in answer["labels"]
        assert answer["counts"]["nodes"] > 0

    in_process(database, work)


def test_cancelled_statement_ends_in_the_database(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a client no longer wants is stopped where it runs, long before its time is over."""
    monkeypatch.setenv("PARTYCELL_TIME_LIMIT", "120")
    settings.cache_clear()
    statement = "UNWIND range(1, 1000000000000) AS cancelled RETURN count(cancelled) AS n"

    async def until(runs: bool) -> None:
        with anyio.fail_after(30):
            while await anyio.to_thread.run_sync(running, database, "cancelled") is not runs:
                pass

    async def work(client: Client) -> None:
        async with anyio.create_task_group() as group:
            group.start_soon(client.call_tool, "cypher", {"statement": statement})
            await until(True)
            group.cancel_scope.cancel()
        await until(False)

    in_process(database, work)


def test_client_has_a_share(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever has used its query seconds up is told when to come back, whatever it asks."""
    monkeypatch.setenv("PARTYCELL_QUERY_SECONDS", "0.000001")
    settings.cache_clear()

    async def work(client: Client) -> None:
        await told(client, "schema")
        for tool, arguments in (
            ("schema", {}),
            ("ask", {"query": "tiers"}),
            ("cypher", {"statement": "RETURN 1 AS x"}),
        ):
            assert "query seconds" in await refused(client, tool, **arguments)
        with pytest.raises(MCPError, match="query seconds"):
            await client.list_resources()
        with pytest.raises(MCPError, match="query seconds"):
            await client.complete(PromptReference(name="career"), {"name": "person", "value": "k"})

    in_process(database, work)


def test_a_call_cancelled_before_it_began_ends(database: Database) -> None:
    """Cancelled before its thread starts, a call runs nothing and keeps nothing waiting."""
    ran: list[str] = []

    async def cancelled() -> bool:
        with anyio.CancelScope() as scope:
            scope.cancel()
            await run_cancellable(database, ran.append)
        return scope.cancelled_caught

    assert anyio.run(cancelled)
    assert ran == []


@pytest.mark.parametrize(
    ("query", "written", "meant"),
    [
        ("timeline", {"start": 1990, "end": 2007.0}, {"start": "1990", "end": "2007"}),
        ("timeline", {"as_of": 2007, "kind": None}, {"as_of": "2007"}),
        ("claims", {"limit": "5"}, {"limit": 5}),
        ("claims", {"limit": 5.0}, {"limit": 5}),
        ("claims", {"limit": "5.0", "predicate": ""}, {"limit": 5}),
        ("subtree", {"organization": ["kcna"], "depth": "2"}, {"organization": "kcna", "depth": 2}),
        (
            "timeline",
            {"sources": '["kcna-2013-01-28", "joongang-2007"]'},
            {"sources": "kcna-2013-01-28,joongang-2007"},
        ),
        (
            "timeline",
            {"sources": ["kcna-2013-01-28", "joongang-2007"]},
            {"sources": "kcna-2013-01-28,joongang-2007"},
        ),
        ("connections", {"ids": '["kcna"]'}, {"ids": ["kcna"]}),
        ("connections", {"ids": "kcna"}, {"ids": ["kcna"]}),
    ],
)
def test_arguments_are_taken_as_models_write_them(
    query: str, written: dict[str, Any], meant: dict[str, Any], database: Database
) -> None:
    """Numbers as text, text as numbers, lists as JSON and nulls are what was meant by them."""

    async def work(client: Client) -> None:
        one = await told(client, "ask", query=query, arguments=written)
        other = await told(client, "ask", query=query, arguments=meant)
        assert one["rows"] == other["rows"] != []
        # The whole object as JSON, as some clients send it.
        again = await told(client, "ask", query=query, arguments=json.dumps(written))
        assert again["rows"] == one["rows"]

    in_process(database, work)


def test_numbers_are_words_to_look_for(database: Database) -> None:
    """A year given as a number is looked for as a word; a limit may be text."""

    async def work(client: Client) -> None:
        one = await told(client, "disagreements", text=2007)
        assert (
            one["disagreements"]
            == (await told(client, "disagreements", text="2007"))["disagreements"]
        )
        rows = await told(client, "cypher", statement="UNWIND range(1, 9) AS x RETURN x", limit="3")
        assert len(rows["rows"]) == 3

    in_process(database, work)


def test_wrong_arguments_are_told_plainly(database: Database) -> None:
    """What is wrong names the argument and what it should be, and nothing of our libraries."""

    async def work(client: Client) -> None:
        said = await refused(client, "disagreements", kind="foo")
        assert "kind='foo': it should be 'contested'" in said
        said += await refused(client, "cypher", statement=5, limit="many")
        assert "limit='many'" in said
        said += await refused(client, "ask")
        assert "query: it" in said
        said += await refused(client, "ask", query="timeline", arguments={"start": {"a": 1}})
        assert "pydantic" not in said

    in_process(database, work)
