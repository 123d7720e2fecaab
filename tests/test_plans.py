"""No query of the catalogue reads the whole graph to answer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from graph import query_plans
from graph.catalogue import bind, catalogue, read_rows
from graph.database import Answer, Database
from graph.lens import EVERYTHING, NEVER_RETIRED, Lens
from graph.query_files import CatalogueQuery
from graph.statements import statement
from graph.vocabulary import MEMBER_GRADES, MORTAL
from loaders.load import load

BIG = {"Thing", "Person", "Organization", "Claim", "Post"}
# Which query may read what, and why.
EXCEPTIONS = {
    ("path", "CartesianProduct"): "of two things found by their ids: one row by one",
    ("tier_chain", "CartesianProduct"): "of one level found by its id",
    ("posts", "CartesianProduct"): "with one row, which holds the titles of all roles",
    ("things", "NodeByLabelScan"): "lists all things of a kind, a page at a time",
    ("statements", "NodeByLabelScan"): "gives all claims, each statement once, to be compared",
    ("chart", "NodeByLabelScan"): "what stands under nothing has no edge to be found by",
}


def operators(plan: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Each operator of a plan with what it says of itself."""
    yield plan["operatorType"].partition("@")[0], plan.get("args", {}).get("Details", "")
    for child in plan.get("children", []):
        yield from operators(child)


@pytest.mark.parametrize("lens", [EVERYTHING, Lens(as_of="2013", known_at="2020")], ids=str)
@pytest.mark.parametrize("name", catalogue())
def test_no_query_scans(name: str, lens: Lens, database: Database) -> None:
    """No plan scans all nodes, scans a label with millions of them, or crosses two sets."""
    query = catalogue()[name]
    bound = bind(query, query.example, lens)
    statement = f"EXPLAIN {query.cypher_with_map(bound['lens'])}"
    plan = database.run(statement, query.in_map(bound), time_limit=0).plan
    assert plan is not None
    for operator, details in operators(plan):
        if (name, operator) in EXCEPTIONS:
            continue
        assert operator not in {"AllNodesScan", "CartesianProduct"}, details
        if operator.endswith(("NodeByLabelScan", "NodeByLabelsScan")):
            labels = details.partition(":")[2].split("|")
            assert not BIG & set(labels), details


def test_every_query_is_planned_beforehand(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a graph is to take another's place, each query of the catalogue is asked once."""
    asked: list[str] = []

    def note(of: Database, query: CatalogueQuery, *rest: Any) -> Answer:
        asked.append(query.name)
        return read_rows(of, query, *rest)

    monkeypatch.setattr(query_plans, "read_rows", note)
    query_plans.warm_query_plans(database)
    assert asked == list(catalogue())


def test_a_first_load_plans_anew(empty: Database) -> None:
    """What was planned while the graph was empty is planned anew after the first load: by ids."""
    query = catalogue()["duties"]
    bound = bind(query, query.example)
    cypher, bound = query.cypher_with_map(bound["lens"]), query.in_map(bound)
    empty.run(cypher, bound)
    load(empty)
    plan = empty.run(f"EXPLAIN {cypher}", bound).plan
    assert plan is not None
    found = {operator for operator, _ in operators(plan)}
    assert "NodeUniqueIndexSeek" in found
    assert "NodeIndexScan" not in found


# What a step of a load may be found by: its ids, or the edition that it is a clause of.
BY = ("(id)", "(edition)", "(until_edition)")


@pytest.mark.parametrize("name", ["beginnings", "clear_conflicts", "edges", "endings", "names"])
def test_first_load_reads_only_its_things(name: str, empty: Database) -> None:
    """A load into an empty graph, of which Neo4j has no counts yet, starts at its things.

    From all claims of a predicate, once for each thing, it would take the square of the time.
    """
    given = {"subjects": ["a"], "never": NEVER_RETIRED, "mortal": MORTAL, "grades": MEMBER_GRADES}
    plan = empty.run(f"EXPLAIN // of nothing\n{statement(f'load/{name}')}", given, write=True).plan
    assert plan is not None
    for operator, details in operators(plan):
        assert "Scan" not in operator, details
        assert "Seek" not in operator or any(by in details for by in BY), details
        assert "HashJoin" not in operator, details
