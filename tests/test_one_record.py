"""Rows that come in one record are those that come one by one, in their order."""

from __future__ import annotations

from typing import Any

import pytest

from api.cypher.formats import _json_block_encoder, _json_row_encoder
from graph.catalogue import bind, catalogue, read_rows
from graph.database import Database
from graph.errors import StatementError
from graph.guard import Limits, admit, read
from graph.guard.one_record import ROWS, in_one_record
from graph.guard.statement import ParsedStatement
from graph.json_values import to_json
from graph.lens import EVERYTHING

_LIMITS = Limits(rows=50, bytes=1_000_000, seconds=30)


@pytest.mark.parametrize(
    ("statement", "columns", "expected"),
    [
        (
            "MATCH (n) RETURN n.name, count(*)",
            ["n.name", "count(*)"],
            "MATCH (n) WITH   n.name AS `n.name`, count(*) AS `count(*)`\nLIMIT $partycell_rows\n"
            "RETURN collect([`n.name`, `count(*)`]) AS rows",
        ),
        (
            "MATCH (n) RETURN DISTINCT n AS x ORDER BY x.limit SKIP 2 LIMIT 7; // seven",
            ["x"],
            "MATCH (n) WITH   DISTINCT n AS x ORDER BY x.limit SKIP 2 LIMIT 7\n"
            "RETURN collect([`x`]) AS rows",
        ),
        (
            "MATCH (n)-[r]->() RETURN *",
            ["n", "r"],
            "MATCH (n)-[r]->() WITH   *\nLIMIT $partycell_rows\nRETURN collect([`n`, `r`]) AS rows",
        ),
        (
            "RETURN [x IN [1, 2] | x], CASE WHEN true THEN 1 END AS `a``b`",
            ["[x IN [1, 2] | x]", "a`b"],
            "WITH   [x IN [1, 2] | x] AS `[x IN [1, 2] | x]`, CASE WHEN true THEN 1 END AS `a``b`\n"
            "LIMIT $partycell_rows\nRETURN collect([`[x IN [1, 2] | x]`, `a``b`]) AS rows",
        ),
    ],
)
def test_last_return_is_collected(statement: str, columns: list[str], expected: str) -> None:
    """Items without a name get that of their column, and a LIMIT is put where there is none."""
    one = in_one_record(ParsedStatement(statement), columns)
    assert one is not None
    assert one.text == expected


@pytest.mark.parametrize(
    "statement",
    [
        "RETURN 1 AS x UNION RETURN 2 AS x",
        "PROFILE RETURN 1 AS x",
        "EXPLAIN RETURN 1 AS x",
        "SHOW INDEXES",
        "CALL () { RETURN 1 AS x } ",
        f"RETURN ${ROWS} AS x",
    ],
)
def test_other_statements_stay_as_they_are(statement: str) -> None:
    """What has several queries, gives a plan, or has no RETURN of its own is asked row by row."""
    assert in_one_record(ParsedStatement(statement), ["x"]) is None


@pytest.mark.parametrize(
    ("statement", "parameters", "within"),
    [
        ("RETURN 1 AS x", {}, True),
        ("RETURN 1 AS x LIMIT 50", {}, True),
        ("RETURN 1 AS x LIMIT 51", {}, False),
        ("RETURN 1 AS x LIMIT $most", {"most": 50}, True),
        ("RETURN 1 AS x LIMIT $most", {"most": 51}, False),
        ("RETURN 1 AS x LIMIT $most", {}, False),
        ("RETURN 1 AS x LIMIT toInteger(rand())", {}, False),
    ],
)
def test_only_short_lists_are_collected(
    statement: str, parameters: dict[str, Any], within: bool
) -> None:
    """A statement that allows itself more rows than an answer may have is read row by row."""
    one = in_one_record(ParsedStatement(statement), ["x"])
    assert one is not None
    assert one.is_within(50, parameters) is within


def both(database: Database, statement: str, parameters: dict[str, Any] | None = None) -> Any:
    """What a statement gives, in one record and row by row: columns, rows, and whether cut."""
    found = []
    for streamed in (False, True):
        plan = admit(database, statement, parameters, time_limit=30)
        with read(database, plan, limits=_LIMITS, streamed=streamed) as answer:
            rows = [[to_json(value) for value in row] for row in answer]
        found.append((answer.columns, rows, answer.truncated, answer.rows))
    assert found[0] == found[1]
    return found[0]


@pytest.mark.parametrize(
    ("statement", "rows", "truncated"),
    [
        ("UNWIND range(1, 50) AS x RETURN x", 50, False),
        ("UNWIND range(1, 51) AS x RETURN x", 50, True),
        ("UNWIND range(1, 1000000) AS x RETURN x ORDER BY x DESC", 50, True),
        ("UNWIND range(1, 60) AS x RETURN x LIMIT 60", 50, True),
        ("UNWIND range(1, 60) AS x RETURN x SKIP 55", 5, False),
        ("MATCH (t:Tier) RETURN t ORDER BY t.id", 10, False),
        (
            "MATCH p = (t:Tier)-[r:MAY_STAND_UNDER]->(u) RETURN p, u.name ORDER BY r.claims",
            16,
            False,
        ),
        (
            "MATCH (n:Claim) RETURN n.predicate, count(*) ORDER BY count(*) DESC, n.predicate",
            50,
            True,
        ),
        (
            "MATCH (n:Claim) WITH n.predicate AS return RETURN DISTINCT return ORDER BY return",
            50,
            True,
        ),
        ("RETURN 1 AS x, null AS y, date('1994-03-31') AS z, duration('P1M') AS d", 1, False),
        ("RETURN point({x: 1, y: 2}) AS p, [1, [2, null]] AS list, {a: [1]} AS map", 1, False),
        ("MATCH (n:Nothing) RETURN n", 0, False),
        ("RETURN 1 AS x UNION ALL RETURN 2 AS x", 2, False),
        ("CYPHER 5 UNWIND [2, 1] AS x RETURN x AS `a b`, x + 1", 2, False),
    ],
)
def test_rows_are_the_same(statement: str, rows: int, truncated: bool, database: Database) -> None:
    """Values of all types, in order, and whether rows were left out, are the same both ways."""
    _, found, was_truncated, counted = both(database, statement)
    assert (len(found), was_truncated, counted) == (rows, truncated, rows)


def test_rows_before_an_error_are_given(database: Database) -> None:
    """A statement that fails at a row gives the rows before it, and then the error."""
    plan = admit(database, "UNWIND [1, 2, 0, 3] AS x RETURN 6 / x AS y")
    assert plan.one_record is not None
    with read(database, plan, limits=_LIMITS) as answer:
        rows = iter(answer)
        assert [next(rows), next(rows)] == [[6], [3]]
        with pytest.raises(StatementError, match="zero"):
            next(rows)


def test_list_too_large_for_a_record_comes_by_rows(database: Database) -> None:
    """What would be one message of more than is read comes in several, up to the byte limit."""
    limits = Limits(rows=1_000, bytes=20_000_000, seconds=60)
    plan = admit(database, "UNWIND range(1, 1000) AS x RETURN $text AS t", {"text": "a" * 30_000})
    assert plan.one_record is not None
    with read(database, plan, limits=limits) as answer:
        assert sum(1 for _ in answer) == answer.rows > 600
        assert answer.truncated


def test_rows_that_no_order_tells_apart_keep_theirs() -> None:
    """A list is cut after the sort where a page must not depend on its size."""
    one = in_one_record(
        ParsedStatement("MATCH (n) RETURN n AS x ORDER BY n.name"), ["x"], stable=True
    )
    assert one is not None
    assert one.text.endswith("ORDER BY n.name\nRETURN collect([`x`])[..$partycell_rows] AS rows")


def test_every_query_of_the_catalogue_has_the_form() -> None:
    """Each ends with one RETURN of its own columns."""
    for query in catalogue().values():
        assert query.one_record(EVERYTHING.bind()), query.name


def test_parameters_of_a_query_are_in_one_map(database: Database) -> None:
    """One statement serves whichever parameters are given, and answers as the query's file does."""
    query = catalogue()["claims"]
    lens = EVERYTHING.bind()
    one = query.one_record(lens)
    assert one is not None
    for text in (one.text, query.cypher_with_map(lens)):
        assert set(ParsedStatement(text).parameters()) <= {"lens", "page", "given", ROWS}
        assert "$given.subject" in text
    for arguments in ({"subject": "party-cell"}, {"source": "kcna-2013-01-28"}):
        bound = bind(query, arguments)
        told = database.run(query.cypher(lens), bound, limit=20).records
        for most in (20, 20_000):
            assert read_rows(database, query, bound, most).records[:20] == told


UNEVEN = """
UNWIND range(1, 450) AS number
RETURN number, 'text ' + number AS text, [number, 'part'] AS parts,
       CASE WHEN number = $odd THEN 0.0 / 0.0 ELSE null END AS odd
"""


@pytest.mark.parametrize("odd", [0, 1, 100, 250, 450])
@pytest.mark.parametrize(
    "limits", [Limits(1000, 1_000_000, 30), Limits(120, 1_000_000, 30), Limits(1000, 9_000, 30)]
)
def test_rows_written_at_once_are_those_written_one_by_one(
    odd: int, limits: Limits, database: Database
) -> None:
    """Whatever stands among them, and wherever a limit cuts, blocks have the same rows."""
    found = []
    for in_blocks in (False, True):
        with read(database, UNEVEN, {"odd": odd}, limits) as stream:
            row = _json_row_encoder(stream.columns)
            block = _json_block_encoder(stream.columns)
            pieces = stream.encoded_in_blocks(block, row) if in_blocks else stream.encoded(row)
            content = b",".join(pieces)
            found.append((content, stream.rows, stream.bytes, stream.truncated))
    assert found[0][:2] == found[1][:2]
    assert found[0][3] == found[1][3] == (limits.rows < 450 or limits.bytes < 10_000)


def test_large_rows_come_one_by_one(database: Database) -> None:
    """Neo4j does not count the message of one record, so that large rows are not put in one."""
    statement = "UNWIND range(1, 3000) AS x RETURN x, $long AS long"
    small, large = (admit(database, statement, {"long": "a" * size}) for size in (10, 50_000))
    assert small.row_bytes < 200
    assert large.row_bytes > 50_000
    limits = Limits(rows=10_000, bytes=1_000_000, seconds=30)
    with read(database, large, limits=limits) as stream:
        assert stream.summary is None
        assert len(list(stream)) == 19
        assert stream.truncated
