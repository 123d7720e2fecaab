"""Ten questions as a language model asks them: how many calls each takes, and how much it reads."""

from __future__ import annotations

import json
from typing import Any

import pytest
from mcp import Client
from mcp.types import CallToolResult, PromptReference, ResourceTemplateReference, TextContent

from api.mcp.sizes import CLAIMS, ROWS, SOURCES, fit
from graph.catalogue import names, run
from graph.database import Database
from graph.model import DisagreementKind
from graph.row_windows import WHOLE
from tests.test_mcp import MEETING, in_process, refused, told

# What an answer may have in all, sources and the like included: some 10,000 tokens.
MOST = 40_000
DAY = "2013-01-28"
ASK = "ask"
# Each with its calls, and words that the last answer must have.
QUESTIONS: list[tuple[str, list[tuple[str, dict[str, Any]]], list[str]]] = [
    (
        "Which sources disagree about the 2007 meeting?",
        [("disagreements", {"text": "2007"})],
        ["opening-2007", "dailynk"],
    ),
    (
        "What must a party cell do?",
        [(ASK, {"query": "duties", "arguments": {"tier": "party-cell"}})],
        ["cell-duty"],
    ),
    (
        "What is above the cell of KCNA's second bureau?",
        [
            (ASK, {"query": "search", "arguments": {"text": "KCNA"}, "fields": ["id", "name"]}),
            (
                ASK,
                {
                    "query": "chain_of_command",
                    "arguments": {"organization": "kcna-no5-bureau-no2-cell"},
                },
            ),
        ],
        ["kcna-no5-bureau", "central-committee"],
    ),
    (
        "Who sat in the Presidium in January 2013?",
        [
            (
                ASK,
                {
                    "query": "members",
                    "arguments": {"organization": "political-bureau-presidium", "as_of": DAY},
                },
            )
        ],
        ["choe-ryong-hae"],
    ),
    (
        "What happened from 1990 to 2007?",
        [(ASK, {"query": "timeline", "arguments": {"start": 1990, "end": 2007}})],
        [MEETING],
    ),
    (
        "Where did the Party Cell of Loyalty come from?",
        [(ASK, {"query": "origin", "arguments": {"concept": "party-cell-of-loyalty"}})],
        ["party-cell-of-loyalty"],
    ),
    (
        "What posts did Kim Jong Un hold?",
        [
            (ASK, {"query": "search", "arguments": {"text": "김정은"}}),
            (ASK, {"query": "tenures", "arguments": {"person": "kim-jong-un"}}),
        ],
        ["kim-jong-un"],
    ),
    (
        "How many members may a cell have?",
        [(ASK, {"query": "rules", "arguments": {"tier": "party-cell"}})],
        ["cell-size"],
    ),
    (
        "Who says all this?",
        [(ASK, {"query": "sources", "fields": ["id", "title"]})],
        ["kcna-2013-01-28"],
    ),
    (
        "How many things of each kind are there?",
        [
            (
                "cypher",
                {"statement": "MATCH (t:Thing) RETURN labels(t) AS labels, count(*) AS things"},
            )
        ],
        ["Tier"],
    ),
]


def test_ten_questions_are_answered_within_what_a_model_reads(database: Database) -> None:
    """Each takes a call or two, and no answer is longer than its limit."""

    async def work(client: Client) -> None:
        for question, calls, wanted in QUESTIONS:
            assert len(calls) <= 2
            text = ""
            for tool, arguments in calls:
                answer = await client.call_tool(tool, arguments)
                assert isinstance(answer, CallToolResult)
                assert not answer.is_error, (question, answer.content)
                (part,) = answer.content
                assert isinstance(part, TextContent)
                text = part.text
                assert len(text) <= MOST, question
                assert json.loads(text) == answer.structured_content
                assert text.startswith('{"summary":')
            assert all(word in text for word in wanted), question

    in_process(database, work)


@pytest.mark.parametrize(
    ("query", "arguments"),
    [
        ("claims", {"subject": MEETING}),
        ("things", {"kind": "Person"}),
        ("timeline", {"end": "2000"}),
        ("contested", {}),
    ],
)
def test_next_leads_to_every_row_once(
    query: str, arguments: dict[str, Any], database: Database
) -> None:
    """Called again as `next` says until there is none, a query gives all of its rows, in order."""
    expected = run(database, query, arguments, page=WHOLE).rows
    assert len(expected) > 7

    async def work(client: Client) -> None:
        found: list[Any] = []
        call: dict[str, Any] | None = {"query": query, "arguments": arguments}
        calls = 0
        while call is not None:
            answer = await told(client, "ask", **call, limit=7)
            assert answer["truncated"] == (answer["next"] is not None)
            found += answer["rows"]
            call = answer["next"]
            calls += 1
        assert found == expected
        assert calls >= len(expected) / 7

    in_process(database, work)


def test_next_of_another_state_of_the_graph_is_refused(database: Database) -> None:
    """Rows of two states are not put together: whoever goes on is told to begin anew."""

    async def work(client: Client) -> None:
        for tool, arguments in (("ask", {"query": "things"}), ("disagreements", {})):
            given = {**arguments, "offset": 7, "graph_version": "of-before"}
            answer = await client.call_tool(tool, given)
            assert answer.is_error
            assert "The graph has changed since of-before" in str(answer.content)

    in_process(database, work)


def test_what_cannot_both_be_so_comes_first(database: Database) -> None:
    """Of the disagreements those that nothing settles lead, and the pages give each once."""
    expected = {row["question"] for row in run(database, "contested", {}).rows}

    async def work(client: Client) -> None:
        found: list[Any] = []
        offset: int | None = 0
        while offset is not None:
            answer = await told(client, "disagreements", offset=offset)
            assert answer["total"] == len(expected)
            found += answer["disagreements"]
            offset = answer["next"] and answer["next"]["offset"]
        assert {row["question"] for row in found} == expected
        assert len(found) == len(expected)
        kinds = [row["kind"] == DisagreementKind.CONTESTED for row in found]
        assert kinds == sorted(kinds, reverse=True)
        first = found[: sum(kinds)]
        settled = [row["resolved_by"] is not None for row in first]
        assert settled == sorted(settled)

    in_process(database, work)


def test_columns_are_chosen(database: Database) -> None:
    """Only the fields that are wanted come, in the query's order; another is refused by name."""

    async def work(client: Client) -> None:
        answer = await told(client, "ask", query="tiers", fields=["name", "id"])
        assert [list(row) for row in answer["rows"]] == [["id", "name"]] * len(answer["rows"])
        assert "claims" not in answer
        wide = await told(client, "ask", query="tiers", fields=["id", "claims"])
        assert wide["claims"]
        assert "nmae" in await refused(client, "ask", query="tiers", fields=["nmae"])
        assert "by its parameter after" in await refused(client, "ask", query="claims", offset=3)
        assert "less than 0" in await refused(client, "disagreements", offset=-1)

    in_process(database, work)


def test_names_sources_and_prompts_are_listed(database: Database) -> None:
    """The schema has the queries' names, the resources every source, the prompts their calls."""

    async def work(client: Client) -> None:
        tools = {tool.name: tool for tool in (await client.list_tools()).tools}
        assert tools["ask"].input_schema["properties"]["query"]["enum"] == list(names())
        listed = (await client.list_resources()).resources
        sources = run(database, "sources", {}).rows
        assert [str(item.uri) for item in listed] == [
            f"partycell://sources/{row['id']}" for row in sources
        ]
        assert all(item.title for item in listed)
        read = await client.read_resource(str(listed[0].uri))
        assert json.loads(read.contents[0].text)["id"] == listed[0].name  # type: ignore[union-attr]
        for prompt in (await client.list_prompts()).prompts:
            given = {item.name: "party-cell" for item in prompt.arguments or []}
            message = (await client.get_prompt(prompt.name, given)).messages[0].content
            assert isinstance(message, TextContent)
            assert "party-cell" in message.text
            queries = set(names()) | {"search"}
            quoted = {word for word in message.text.split("'")[1::2] if word != "party-cell"}
            assert quoted <= queries, quoted

    in_process(database, work)


def test_ids_are_completed(database: Database) -> None:
    """What begins an id, or finds a name, is completed; what finds nothing is not."""
    source = ResourceTemplateReference(uri="partycell://sources/{id}")
    claim = ResourceTemplateReference(uri="partycell://claims/{id}")
    career = PromptReference(name="career")
    level = PromptReference(name="duties_of_a_level")

    async def work(client: Client) -> None:
        async def complete(ref: Any, name: str, value: str) -> list[str]:
            found = await client.complete(ref, {"name": name, "value": value})
            return found.completion.values

        assert "kcna-2013-01-28" in await complete(source, "id", "kcna-2013")
        claims = await complete(claim, "id", "c-0")
        assert claims
        assert all(identifier.startswith("c-0") for identifier in claims)
        assert "kim-jong-un" in await complete(career, "person", "김정은")
        assert "party-cell" in await complete(level, "level", "party")
        assert len(claims) == 20
        assert await complete(career, "person", "(((") == []
        assert await complete(career, "nothing", "kim") == []

    in_process(database, work)


def test_as_many_as_fit() -> None:
    """The first are taken up to the size; one is given however long it is, where asked for."""
    assert fit(["a" * 10, "b" * 10, "c" * 10], 26) == ["a" * 10, "b" * 10]
    assert fit(["a" * 100], 10) == ["a" * 100]
    assert fit(["a" * 100], 10, least=0) == []
    assert fit([], 10) == []
    assert ROWS + CLAIMS + SOURCES < MOST


def test_node_says_first_what_it_is_called(database: Database) -> None:
    """A node begins with its id and name, and ends with what is there for an index alone."""

    async def work(client: Client) -> None:
        statement = "MATCH (t:Thing {id: 'party-cell'}) RETURN t"
        answer = await told(client, "cypher", statement=statement)
        properties = list(answer["rows"][0]["t"]["properties"])
        assert properties[:2] == ["id", "name"]
        assert set(properties[-2:]) == {"search", "spellings"}

    in_process(database, work)
