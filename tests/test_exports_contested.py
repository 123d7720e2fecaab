"""What is disputed, asked of every format: it is left out, or it is marked."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import igraph
import networkx as nx
import polars as pl
import pytest
import rdflib

from analysis.networks import from_query, whole_graph
from exporters import FORMATS, Content, chunks, from_database
from exporters.base import MARKS, NO_QUESTIONS, UNMARKED
from exporters.columns import Row
from exporters.rdf import predicate_name
from exporters.records import partial_interval
from graph.contests import Contested, ContestedClaim, Contests
from graph.database import Database
from graph.errors import BadParameterError
from graph.lens import Lens
from tests.extras import skip_without

pytestmark = pytest.mark.filterwarnings(
    r"ignore:(Dataset\.\w+|ConjunctiveGraph) is deprecated:DeprecationWarning"
)
QUESTIONS = (
    "opening-2007",
    "jang-song-thaek-presidium",
    "cell-upper-bound",
    "first-meeting",
    "party-founded",
)
EDGES = ("graphml", "gexf", "gephi", "json", "pajek", "dl", "csv", "parquet", "neo4j")
CLAIMS = ("turtle", "nquads", "jsonld", "ftm", "popolo")
ASKED = [pytest.param(name, marks=skip_without(FORMATS[name].package)) for name in EDGES + CLAIMS]
# What each format calls the properties that the five questions are about.
NAMES = {
    "date": "date",
    "startDate": "date",
    "start_date": "date",
    "incorporationDate": "founded",
    "founding_date": "founded",
}
MEETINGS = "cell-secretaries-meetings"


class Said(NamedTuple):
    """What a file states as it is: of what, what (None: the format does not say), which value."""

    subject: str
    predicate: str | None
    value: str
    disputed: bool = False
    weight: float = 1.0


def written(content: Content, name: str, table: str | None = None) -> bytes:
    return b"".join(chunks(content, name, table))


def stated(content: Content, name: str, folder: Path) -> list[Said]:
    """All that a file states, as a program that is not ours reads it."""
    return list(_READERS[name](written(content, name), name, folder))


def _networkx(data: bytes, name: str, _: Path) -> Iterator[Said]:
    if name == "json":
        network = nx.node_link_graph(json.loads(data), edges="edges")
    else:
        network = (nx.read_graphml if name == "graphml" else nx.read_gexf)(io.BytesIO(data))
    for start, end, row in network.edges(data=True):
        yield Said(start, row.get("type", row.get("label")), end, row["disputed"])


def _pajek(data: bytes, _: str, folder: Path) -> Iterator[Said]:
    file = folder / "g.net"
    file.write_bytes(data)
    for start, end, row in nx.read_pajek(file).edges(data=True):
        yield Said(start, row["l"], end, weight=row["weight"])


def _dl(data: bytes, _: str, folder: Path) -> Iterator[Said]:
    file = folder / "g.dl"
    file.write_bytes(data)
    network = igraph.Graph.Read_DL(str(file))
    names = network.vs["name"]
    for edge in network.es:
        yield Said(names[edge.source], None, names[edge.target])


def _rdf(data: bytes, name: str, _: Path) -> Iterator[Said]:
    dataset = rdflib.Dataset(default_union=True)
    dataset.parse(data=data, format="json-ld" if name == "jsonld" else name)
    for subject, predicate, value in dataset.triples((None, None, None)):
        if ":thing:" in str(subject):
            yield Said(_local(subject), _local(predicate), _local(value))


def _local(term: Any) -> str:
    return str(term).removeprefix("urn:partycell:thing:")


def _tables(data: bytes, name: str, _: Path) -> Iterator[Said]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        file = archive.read("edges.parquet" if name == "parquet" else "edges.csv")
    frame = pl.read_parquet(file) if name == "parquet" else pl.read_csv(file, infer_schema=False)
    ends = {
        "gephi": ("Source", "Kind", "Target", "disputed"),
        "neo4j": (":START_ID(Thing)", ":TYPE", ":END_ID(Thing)", "disputed:boolean"),
    }.get(name, ("start", "type", "end", "disputed"))
    for start, kind, end, disputed in frame.select(ends).iter_rows():
        yield Said(start, kind, end, disputed in {True, "true"})


def _ftm(data: bytes, _: str, __: Path) -> Iterator[Said]:
    for line in data.splitlines():
        yield from _entity(json.loads(line))


def _entity(data: dict[str, Any]) -> Iterator[Said]:
    values = data["properties"]
    if data["schema"] == "Membership":
        yield Said(values["member"][0], "MEMBER_OF", values["organization"][0])
        return
    for name, found in values.items():
        for value in found:
            yield Said(data["id"], NAMES.get(name, name), value)


def _popolo(text: bytes, _: str, __: Path) -> Iterator[Said]:
    data = json.loads(text)
    for row in data["memberships"]:
        if "person_id" in row and "organization_id" in row:
            yield Said(row["person_id"], "MEMBER_OF", row["organization_id"])
    for row in data["organizations"] + data["events"]:
        for name, value in row.items():
            yield Said(row["id"], NAMES.get(name, name), str(value))


_READERS: dict[str, Callable[[bytes, str, Path], Iterator[Said]]] = {
    **dict.fromkeys(("graphml", "gexf", "json"), _networkx),
    **dict.fromkeys(("gephi", "csv", "parquet", "neo4j"), _tables),
    "pajek": _pajek,
    "dl": _dl,
    **dict.fromkeys(("turtle", "nquads", "jsonld"), _rdf),
    "ftm": _ftm,
    "popolo": _popolo,
}


def disputed_claims(content: Content) -> dict[str, list[Row]]:
    """By question: the asserted claims of it that others contradict."""
    assert content.record is not None
    claims = {row["id"]: row for row in content.record.claims()}
    return {
        row["question"]: [
            claims[claim]
            for claim in row["claims"]
            if claims[claim]["disputed"] and claims[claim]["polarity"] == "asserted"
        ]
        for row in content.record.questions()
        if row["question"] in QUESTIONS and row["kind"] == "contested"
    }


def is_said(claim: Row, said: list[Said]) -> list[Said]:
    """What of a file says what a claim says."""
    value = str(claim["value"]) if claim["object"] is None else claim["object"]
    values = {value, partial_interval(value)[0]} - {None}
    name = predicate_name(claim["predicate"]).partition(":")[2]
    predicates = {claim["predicate"], name}
    return [
        one
        for one in said
        if one.subject == claim["subject"]
        and one.value in values
        and (
            one.predicate is None
            or one.predicate.rpartition(":")[2].rpartition("#")[2] in predicates
        )
    ]


@pytest.mark.parametrize("name", ASKED)
def test_disputed_facts_are_left_out_or_marked(
    name: str, database: Database, tmp_path: Path
) -> None:
    """No format states a side of five disputed facts; asked for all, it has what it can, marked."""
    asked = disputed_claims(from_database(database))
    assert set(asked) == set(QUESTIONS)
    assert all(asked.values())
    accepted = stated(from_database(database), name, tmp_path)
    assert accepted
    for question, claims in asked.items():
        for claim in claims:
            assert not is_said(claim, accepted), question
    everything = stated(from_database(database, contested="all"), name, tmp_path)
    found = {
        question: [one for claim in claims for one in is_said(claim, everything)]
        for question, claims in asked.items()
    }
    # Edges are no values of properties, and a rumour makes none; Popolo has one value a property.
    has = {question for question, said in found.items() if said}
    if name in EDGES:
        assert has == {"first-meeting"}
    elif name in {"ftm", "popolo"}:
        assert "jang-song-thaek-presidium" in has
    else:
        assert has == set(QUESTIONS)
    if name in EDGES and FORMATS[name].marks:
        assert all(one.disputed for said in found.values() for one in said)


@pytest.mark.parametrize("name", ASKED)
def test_marks_of_a_format_are_true(name: str, database: Database) -> None:
    """A format has the marks that it is said to have, and says so where it has none."""
    form = FORMATS[name]
    content = from_database(database, Lens(as_of="2013"), contested="all")
    data = written(content, name)
    if form.suffix == ".zip":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = [part for part in archive.namelist() if part != "README.txt"]
            data = b"".join(archive.read(part) for part in parts)
    body = data.decode("utf-8", "replace")
    for mark in MARKS:
        first, *rest = mark.split("_")
        words = (mark, "".join([first, *map(str.capitalize, rest)]), "Question")
        if mark in form.marks:
            assert any(word in body for word in words[: 3 if mark == "questions" else 2]), mark
    assert "resolved" not in body or form.marks
    assert (UNMARKED in form.loses) == (not form.marks)
    assert (NO_QUESTIONS in form.loses) == ("questions" not in form.marks and bool(form.marks))


@pytest.mark.parametrize("name", ["json", "turtle"])
def test_questions_have_kinds_and_sides(name: str, database: Database) -> None:
    """JSON and RDF have each question with its kind, its sides and the claims on each side."""
    content = from_database(database)
    assert content.record is not None
    rows = list(content.record.questions())
    data = written(content, name)
    if name == "json":
        found = json.loads(data)["graph"]["questions"]
        for row, told in zip(rows, found, strict=True):
            assert (told["question"], told["kind"]) == (row["question"], row["kind"])
            assert told["disputed"] is row["disputed"]
            for side, said in zip(row["sides"], told["sides"], strict=True):
                assert (said["side"], said["claims"]) == (side["side"], side["claims"])
        return
    graph = rdflib.Graph()
    graph.parse(data=data, format="turtle")
    answers = graph.query(
        """
        PREFIX pc: <urn:partycell:term:>
        SELECT ?answer (COUNT(?claim) AS ?claims) WHERE {
          ?question rdfs:label "How many members may a party cell have at most?"@en ;
                    pc:kind "contested" ; pc:disputed true ; pc:side ?side .
          ?side pc:answer ?answer ; pc:givenBy ?claim .
        } GROUP BY ?answer
        """
    )
    sides = next(row["sides"] for row in rows if row["question"] == "cell-upper-bound")
    assert {(str(answer), int(claims)) for answer, claims in answers} == {  # type: ignore[misc]
        (side["side"], len(side["claims"])) for side in sides
    }


def test_weighted_edges_have_their_share(database: Database, tmp_path: Path) -> None:
    """Weighted, an edge has its share of voices, in files and in Python, and the rest 1."""
    content = from_database(database, contested="weighted")
    network = whole_graph(database, contested="weighted")
    shares = {e: row["weight"] for _, e, row in network.out_edges(MEETINGS, data=True)
              if row["type"] == "BEGAN_WITH"}  # fmt: skip
    assert shares == {
        "secretaries-competition-1994": pytest.approx(0.8),
        "cell-secretaries-course-1991": pytest.approx(0.2),
    }
    for said in stated(content, "pajek", tmp_path):
        here = said.subject == MEETINGS and said.predicate == "BEGAN_WITH"
        assert said.weight == pytest.approx(shares[said.value] if here else 1)


def test_query_takes_the_choice_too(database: Database) -> None:
    """The edges of a query are left out, kept or weighed as those of the graph."""
    counts = [
        from_query(database, "neighborhood", {"id": MEETINGS}, contested=choice).out_degree(
            MEETINGS
        )
        for choice in Contested
    ]
    assert counts[1] == counts[2] == counts[0] + 2


def test_disputed_is_what_nothing_settles(database: Database) -> None:
    """An edge or claim is disputed just where nothing resolves it."""
    content = from_database(database, contested="all")
    assert content.record is not None
    for row in (*content.edges(), *content.record.claims()):
        assert row["disputed"] == (row["resolved_by"] is None)


def test_unknown_choice_is_refused(database: Database) -> None:
    """A choice that there is not is named, with those there are; a workbook has none."""
    with pytest.raises(BadParameterError, match="accepted, all, weighted"):
        from_database(database, contested="most")
    with pytest.raises(BadParameterError, match="contested and source"):
        from_database(database, source="joongang-2007", contested="all")


def test_share_of_the_best_claim() -> None:
    """Three voices against one have three quarters; a claim that nobody contests has all."""

    def one(claim: str, side: str, voice: str, against: set[str]) -> ContestedClaim:
        return ContestedClaim(
            claim, "q", "", side, voice, "s", False, True, True, frozenset(against)
        )

    b = {f"b{n}": [one(f"b{n}", "b", f"v{n}", {"c"})] for n in range(3)}
    contests = Contests({**b, "c": [one("c", "c", "w", set(b))]})
    assert contests.sides == {"q": {"b": 0.75, "c": 0.25}}
    assert [contests.share(claims) for claims in (["b0"], ["c"], ["c", "free"], [])] == [
        0.75,
        0.25,
        1.0,
        1.0,
    ]


@pytest.mark.parametrize(
    ("one_counts", "other_counts", "expected"),
    [(True, False, {"a": 1, "b": 0}), (False, False, {"a": 0.5, "b": 0.5})],
)
def test_low_confidence_has_no_share_where_others_speak(
    one_counts: bool, other_counts: bool, expected: dict[str, float]
) -> None:
    """A voice of low confidence counts where all are; beside another it has no share."""
    contests = Contests(
        {
            side: [
                ContestedClaim(
                    side, "q", "", side, side, "s", False, counts, True, frozenset({other})
                )
            ]
            for side, other, counts in (("a", "b", one_counts), ("b", "a", other_counts))
        }
    )
    assert contests.sides == {"q": expected}
