"""The query catalogue on the founding text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.catalogue import bind, catalogue, find, run, split
from graph.database import Database
from graph.errors import BadParameterError, UnknownIdError
from graph.lens import CERTAINTIES, EVERYTHING
from graph.parameters import Parameter

NAMES = sorted(catalogue())


def test_catalogue_has_what_was_promised() -> None:
    """Every query that the interface names is there."""
    promised = (
        "tier_chain chain_of_command subtree members affiliations duties rules posts timeline "
        "event origin neighborhood path search claims sources counts"
    )
    assert set(promised.split()) <= set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_example_gives_the_rows_said(name: str, database: Database) -> None:
    """A query's example gives as many rows as its header says, with the columns it says."""
    query = catalogue()[name]
    lens = {"sources": "dailynk-en-party-cell"}
    answer = run(database, name, *split({**query.example, **lens}))
    assert answer.columns == query.columns
    assert len(answer.rows) == query.rows


@pytest.mark.parametrize("name", NAMES)
def test_every_parameter_is_declared_and_used(name: str) -> None:
    """What a file declares and what its Cypher uses are the same, but for what all are given."""
    query = catalogue()[name]
    used = set(re.findall(r"\$(\w+)\b(?!\()", query.template)) - {"lens", "page"}
    used = {re.sub(r"_(from|until|folded|quoted|same|near|sound)$", "", item) for item in used}
    assert used == {parameter.name for parameter in query.parameters}


@pytest.mark.parametrize("name", NAMES)
def test_every_query_reads_through_the_lens(name: str) -> None:
    """No query answers past the lens; `thing` only says what an id is of."""
    assert name == "thing" or "$lens." in catalogue()[name].cypher(EVERYTHING.bind())


def test_unknown_query_is_refused_by_name() -> None:
    """An unknown query is named, with those there are."""
    with pytest.raises(UnknownIdError, match="no query 'nonsense'"):
        find("nonsense")


@pytest.mark.parametrize(
    ("name", "arguments", "parameter"),
    [
        ("duties", {}, "tier"),
        ("duties", {"tier": "party-cell", "colour": "red"}, "colour"),
        ("subtree", {"organization": "kcna", "depth": "deep"}, "depth"),
        ("subtree", {"organization": "kcna", "depth": "13"}, "depth"),
        ("timeline", {"start": "yesterday"}, "start"),
        ("tiers", {"as_of": "2007-02-30"}, "as_of"),
        ("tiers", {"certainty": "maybe"}, "certainty"),
        ("search", {"text": "((("}, "text"),
        ("claims", {"subject": "x" * 2000}, "subject"),
        ("claims", {"subject": "a\x00b"}, "subject"),
        ("things", {"kind": "Place", "value": "province"}, "property"),
    ],
)
def test_bad_argument_is_refused_by_name(
    name: str, arguments: dict[str, str], parameter: str
) -> None:
    """An unknown, missing or ill-typed argument is refused, and named."""
    with pytest.raises(BadParameterError) as caught:
        bind(find(name), arguments)
    assert caught.value.name == parameter


def test_unknown_id_is_not_an_empty_answer(database: Database) -> None:
    """An id of nothing is an error; a known one of which nothing is said is an empty answer."""
    with pytest.raises(UnknownIdError, match="nothing has this id"):
        run(database, "duties", {"tier": "no-such-tier"})
    assert run(database, "duties", {"tier": "central-committee"}).rows == []


def test_chain_makes_nothing_up(database: Database) -> None:
    """KCNA's cell has an institution above it, and levels of the party whose units are unknown."""
    rows = run(database, "chain_of_command", {"organization": "kcna-no5-bureau-no2-cell"}).rows
    institution = [row["id"] for row in rows if row["part"] == "institution"]
    party = [row for row in rows if row["part"] == "party"]
    assert institution == ["kcna-no5-bureau-no2-cell", "kcna-no5-bureau", "kcna"]
    assert [(row["depth"], row["id"]) for row in party] == [
        (1, "branch-primary-party"),
        (1, "sectional-party-committee"),
        (2, "primary-party-committee"),
        (3, "city-county-committee"),
        (4, "provincial-committee"),
        (5, "central-committee"),
    ]
    assert {row["unit"] for row in party} == {"unknown"}
    assert all(row["claims"] for row in rows)


@pytest.mark.parametrize("text", ["Kim Jong", "kim jong-il", "KIMJONG", "jong"])
def test_search_folds_what_people_type(text: str, database: Database) -> None:
    """Case, hyphens, joined words and beginnings of words do not matter."""
    found = [row["id"] for row in run(database, "search", {"text": text}).rows]
    assert "kim-jong-il" in found


@pytest.mark.parametrize("text", ["a AND", 'x" OR "y', "a\\", "foo~2^5", "[a TO b]", "*"])
def test_search_takes_operators_as_text(text: str, database: Database) -> None:
    """What a search engine would take for operators neither fails nor means anything."""
    if any(letter.isalnum() for letter in text):
        run(database, "search", {"text": text})
    else:
        with pytest.raises(BadParameterError):
            run(database, "search", {"text": text})


DATES = st.sampled_from(["1957", "2008", "today", "XXXX", "2021/..", "../1990", "199X", "9999"])
SOURCES = {
    "known_at": DATES,
    "sources": st.sampled_from(["dailynk-en-party-cell", "kcna-2013-01-28,nobody", "nobody"]),
}


def _lens(number: int) -> st.SearchStrategy[dict[str, str]]:
    """Any lens of the kinds that fall to one query, since Neo4j plans it anew for each of them.

    Every query is asked with and without a date; the ways to take it, and whether sources are
    chosen, go round.
    """
    return st.fixed_dictionaries(
        {"certainty": st.just(CERTAINTIES[number % len(CERTAINTIES)])},
        optional={
            "as_of": DATES,
            "recorded_at": st.sampled_from(["2020", "today"]),
            **(SOURCES if number % 2 else {}),
        },
    )


OTHERS = {"edtf": DATES, "search": st.sampled_from(["kim", "김", "a AND"])}


def _value(parameter: Parameter, ids: Sequence[str]) -> st.SearchStrategy[str]:
    if parameter.type in {"id", "ids"}:
        return st.sampled_from(ids)
    if parameter.type == "integer":
        high = min(parameter.maximum or 3, 3)
        return st.integers(parameter.minimum or 0, high).map(str)
    return OTHERS.get(parameter.type, st.sampled_from(["date", "Person", "contested"]))


@pytest.mark.parametrize("name", NAMES)
def test_any_thing_through_any_lens_is_answered_or_refused(name: str, database: Database) -> None:
    """For every known id and every lens a query answers, or refuses what it was given."""
    rows = database.run("MATCH (n) WHERE n:Thing OR n:Source OR n:Claim RETURN n.id").records
    ids = sorted(record[0] for record in rows)
    query = catalogue()[name]
    required = {item.name: _value(item, ids) for item in query.parameters if item.required}
    optional = {item.name: _value(item, ids) for item in query.parameters if not item.required}

    lenses = _lens(NAMES.index(name))

    @settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.fixed_dictionaries(required, optional=optional), lenses)
    def ask(arguments: dict[str, str], lens: dict[str, str]) -> None:
        with suppress(UnknownIdError, BadParameterError):
            answer = run(database, name, *split({**arguments, **lens}))
            assert answer.columns == query.columns

    ask()


def test_lens_hides_what_was_not_known(database: Database) -> None:
    """Before the founding text can have appeared, nothing is known of the cell's duties."""
    duties = {"tier": "party-cell"}
    assert len(run(database, "duties", *split({**duties, "known_at": "2007-10-28"})).rows) == 9
    assert run(database, "duties", *split({**duties, "known_at": "2007-10-27"})).rows == []
    assert run(database, "duties", *split({**duties, "recorded_at": "2020-01-01"})).rows == []
    assert run(database, "duties", *split({**duties, "sources": "kcna-2013-01-28"})).rows == []


def test_as_of_carries_the_nearest_attestation_forward(database: Database) -> None:
    """What an undated source says is possible from the day that it cannot be older than."""
    post = {"tier": "party-cell", "sources": "dailynk-en-party-cell"}
    after = run(database, "posts", *split({**post, "as_of": "2008"})).rows
    assert [(row["title"], row["status"]) for row in after] == [("secretary", "possible")]
    assert run(database, "posts", *split({**post, "as_of": "1957"})).rows == []
    assert (
        run(database, "posts", *split({**post, "as_of": "2008", "certainty": "certain"})).rows == []
    )
    possible = run(
        database, "posts", *split({**post, "as_of": "1957", "certainty": "possible"})
    ).rows
    assert [row["status"] for row in possible] == ["possible"]


def test_events_are_as_of_their_own_date(database: Database) -> None:
    """The place of the competition of 1994 holds in March 1994 and not in 2000."""
    event = {"event": "secretaries-competition-1994", "sources": "dailynk-en-party-cell"}

    def places(as_of: str) -> list[str]:
        rows = run(database, "event", *split({**event, "as_of": as_of})).rows
        return [row["object"] for row in rows if row["predicate"] == "HELD_AT"]

    assert places("1994") == ["pyongyang-gymnasium"]
    assert places("2000") == []
