"""What the guard lets strangers run."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.catalogue import bind, catalogue
from graph.database import Database
from graph.errors import BadInputError, CypherError, StatementRefusedError
from graph.guard import Limits, admit, fetch_all, read
from graph.guard.admission import PlanCache
from graph.guard.allowed import is_operator
from graph.lens import EVERYTHING
from tests.ordinary import ORDINARY, PARAMETERS

ROOT = Path(__file__).resolve().parents[1]
LIMITS = Limits(rows=10, bytes=10_000, seconds=5)

# Every operator that the catalogue is planned with by the version that is locked, and those
# that stand for one of them where the planner estimates differently: which of the semi-apply
# family it takes depends on what is counted in the graph.
SEEN = frozenset(
    """
    AntiConditionalApply AntiSemiApply Apply Argument CacheProperties CartesianProduct
    ConditionalApply DirectedRelationshipTypeScan Distinct DynamicLabelNodeLookup Eager
    EagerAggregation EmptyRow Expand(All) Expand(Into) Filter LetAntiSemiApply
    LetSelectOrAntiSemiApply LetSelectOrSemiApply LetSemiApply Limit NodeByLabelScan
    NodeHashJoin NodeIndexScan NodeIndexSeek NodeIndexSeekByRange NodeLeftOuterHashJoin
    NodeRightOuterHashJoin NodeUniqueIndexSeek NodeUniqueIndexSeekByRange Optional
    OptionalExpand(All) OrderedAggregation OrderedDistinct PartialSort PartialTop ProcedureCall
    ProduceResults Projection RollUpApply SelectOrAntiSemiApply SelectOrSemiApply SemiApply
    ShortestPath Skip Sort Top TriadicSelection Union UnionNodeByLabelsScan Unwind ValueHashJoin
    VarLengthExpand(All)
    """.split()  # noqa: SIM905
) | {"Repeat(All, Trail)"}


def test_catalogue_is_admitted(database: Database) -> None:
    """Whoever copies a query of ours may run it; no operator is new to us."""
    seen: set[str] = set()
    for query in catalogue().values():
        bound = bind(query, query.example)
        seen |= set(admit(database, query.cypher(bound["lens"]), bound).operators)
    assert all(map(is_operator, seen))
    assert seen <= SEEN, f"new operators: look at what they do: {sorted(seen - SEEN)}"


@pytest.mark.parametrize("statement", ORDINARY)
def test_ordinary_statement_is_admitted(statement: str, database: Database) -> None:
    """What scholars write is let through: bounds are for what nobody asks in earnest."""
    assert admit(database, statement, PARAMETERS).operators


def test_examples_of_the_console_are_admitted(database: Database) -> None:
    """What the console's page offers to begin with is let through."""
    examples = sorted((ROOT / "cypher" / "examples").glob("*.cypher"))
    parameters = {"start": "party-cell", "end": "workers-party-of-korea", "person": "kim-il-sung"}
    for file in examples:
        assert admit(database, file.read_text(encoding="utf-8"), parameters).operators
    assert examples


@pytest.mark.parametrize(
    ("statement", "operator", "line", "column"),
    [
        ("LOAD CSV FROM 'file:///etc/passwd' AS row RETURN row", "LoadCSV", 1, 1),
        ("RETURN [x IN [1] |\n COLLECT { LOAD CSV FROM $f AS row RETURN row }]", "LOAD CSV", 2, 12),
        ("MATCH (t:Tier)\nSET t.rank = 1", "SetProperty", 2, 1),
        ("CALL dbms.listConfig()", "dbms.listConfig", 1, 1),
        ("SHOW SETTINGS", "ShowSettings", 1, 1),
        ("CYPHER 25 planner=dp RETURN 1", "CYPHER", 1, 18),
        ("PROFILE CREATE (n)", "Create", 1, 9),
        ("\\u0050ROFILE RETURN 1", "\\u0050", 1, 1),
    ],
)
def test_refusal_says_what_and_where(
    statement: str, operator: str, line: int, column: int, database: Database
) -> None:
    """A refusal names the operator, clause or procedure, and its place."""
    with pytest.raises(StatementRefusedError) as caught:
        admit(database, statement, {"f": "file:///etc/passwd"})
    assert (caught.value.operator, caught.value.line, caught.value.column) == (
        operator,
        line,
        column,
    )


def test_error_of_neo4j_is_at_its_place(database: Database) -> None:
    """The place of a syntax error is the one in the statement as it was written."""
    with pytest.raises(CypherError) as caught:
        admit(database, "MATCH (t:Tier)\nRETURN u.name")
    assert (caught.value.line, caught.value.column) == (2, 8)
    assert '(line 2, column 8 (offset: 22))\n"RETURN u.name"' in caught.value.message


def test_copied_query_is_led_to_its_name(database: Database) -> None:
    """Whoever copies a query without its parameters is told how to ask it."""
    with pytest.raises(CypherError, match=r"Expected parameter.*`partycell query NAME"):
        fetch_all(database, catalogue()["tiers"].cypher(EVERYTHING.bind()))
    with pytest.raises(CypherError) as caught:
        fetch_all(database, "RETURN $lenses")
    assert not caught.value.hint


@pytest.mark.parametrize("statement", ["", " // nothing\n", "RETURN " + "1 + " * 6000 + "1"])
def test_text_is_bounded(statement: str, database: Database) -> None:
    """No statement, and one that is too long, are bad input."""
    with pytest.raises(BadInputError):
        admit(database, statement)


def test_rows_are_cut_off(database: Database) -> None:
    """An answer ends at its row limit, and at its byte limit, and says so."""
    with read(database, "UNWIND range(1, 100) AS x RETURN x", limits=LIMITS) as answer:
        assert [row[0] for row in answer] == list(range(1, 11))
        assert answer.truncated
    long = "UNWIND range(1, 9) AS x RETURN $text AS text"
    with read(database, long, {"text": "x" * 4000}, LIMITS) as answer:
        assert len(list(answer)) == 2
        assert answer.truncated


def test_explain_gives_the_plan_alone(database: Database) -> None:
    """A statement that begins with EXPLAIN is not run."""
    with read(database, "EXPLAIN MATCH (t:Tier) RETURN t", limits=LIMITS) as answer:
        assert list(answer) == []
        assert answer.plan.explained


@pytest.mark.parametrize(
    ("statement", "small", "large"),
    [
        ("RETURN [i IN range(1, $n) | i] AS x", 3, 1_000_000_000),
        ("MATCH (t:Tier) WHERE t.name =~ $n RETURN t", "part.*", "(.*)*(.*)*z"),
        ("RETURN [j IN range(1, 9000) | $n + j] AS x", "a", "a" * 5000),
        (f"RETURN [j IN range(1, 9000) | {' + '.join(['$n'] * 20)}] AS x", "a", "a" * 200),
    ],
)
def test_admitted_statement_is_held_to_its_values(
    statement: str, small: object, large: object, database: Database
) -> None:
    """That a statement passed with one value does not let it pass with another."""
    admit(database, statement, {"n": small})
    with pytest.raises(StatementRefusedError):
        admit(database, statement, {"n": large})
    assert admit(database, statement, {"n": small}).parameters == {"n": small}


def test_admissions_are_forgotten() -> None:
    """They are kept for a minute, within their size, those used last the longest."""
    now = 0.0
    kept: PlanCache[str] = PlanCache(10, clock=lambda: now)
    for name in ("a", "b"):
        kept.put(name, name.upper(), 5)
    assert kept.get("a") == "A"
    kept.put("c", "C", 5)
    assert [kept.get(name) for name in ("a", "b", "c")] == ["A", None, "C"]
    kept.put("d", "D", 11)
    assert kept.get("d") is None
    now = 61.0
    assert kept.get("a") is None
    kept.put("a", "again", 10)
    assert kept.get("a") == "again"
