"""RDF and Popolo, each read by a tool that is not ours, and loaded again."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyshacl
import pytest
import rdflib
from rdflib.namespace import ORG, PROV, RDF, RDFS, SKOS, XSD

from exporters import FORMATS, Content, chunks, from_database
from exporters.rdf import Literal, date_literal, predicate_name
from exporters.rdf_vocabulary import FILE as VOCABULARY
from exporters.rdf_vocabulary import vocabulary
from exporters.records import accepted_value, partial_date, partial_interval
from graph.database import Database
from graph.errors import BadInputError
from graph.lens import Lens
from graph.paths import ROOT
from graph.settings import settings
from loaders.foreign.importer import ForeignFormat, load_foreign
from tests.extras import skip_without

SHAPES = ROOT / "exporters" / "shapes.ttl"
# rdflib's own parsers and pyshacl use what rdflib has deprecated: once a statement, 76,000 times.
pytestmark = pytest.mark.filterwarnings(
    r"ignore:(Dataset\.\w+|ConjunctiveGraph) is deprecated:DeprecationWarning"
)
PC = rdflib.Namespace("urn:partycell:term:")
EXAMPLES = Path(__file__).parent / "examples"


@pytest.fixture
def content(database: Database) -> Content:
    """The curated graph, whole."""
    return from_database(database)


@pytest.fixture(scope="module")
def parsed() -> dict[str, rdflib.Dataset]:
    """What rdflib has read already."""
    return {}


@pytest.fixture
def read(
    content: Content, parsed: dict[str, rdflib.Dataset]
) -> Callable[[str, str], rdflib.Dataset]:
    """An export as rdflib reads it, once."""

    def reading(name: str, form: str) -> rdflib.Dataset:
        if name not in parsed:
            found = rdflib.Dataset()
            found.parse(data=written(content, name), format=form)
            parsed[name] = found
        return parsed[name]

    return reading


def _copied(name: str, folder: Path) -> Path:
    """An example in a folder of its own: what is refused is written beside it."""
    return Path(shutil.copy(EXAMPLES / name, folder))


def written(content: Content, name: str) -> bytes:
    return b"".join(chunks(content, name))


def quads(dataset: rdflib.Dataset) -> set[tuple[Any, ...]]:
    return {(s, p, o, str(graph)) for s, p, o, graph in dataset.quads()}


def test_rdflib_reads_the_same_from_every_rdf(
    read: Callable[[str, str], rdflib.Dataset],
) -> None:
    """N-Quads and JSON-LD are the same statements in the same graphs; Turtle the same in one."""
    lines = quads(read("nquads", "nquads"))
    assert lines == quads(read("jsonld", "json-ld"))
    assert {quad[:3] for quad in quads(read("turtle", "turtle"))} == {quad[:3] for quad in lines}


def test_each_claim_has_source_and_graph(
    content: Content, read: Callable[[str, str], rdflib.Dataset]
) -> None:
    """Every claim is a statement with a source; one that counts says it in a graph of its name."""
    dataset = read("nquads", "nquads")
    everything = dataset.default_graph
    assert content.record is not None
    claims = list(content.record.claims())
    subjects = set(everything.subjects(RDF.type, PC.Claim))
    assert {str(name) for name in subjects} == {f"urn:partycell:claim:{c['id']}" for c in claims}
    silent = {c["id"] for c in claims if c["polarity"] == "denied" or c["rank"] == "deprecated"}
    assert silent
    doubted = {c["id"] for c in claims if not content.record.counts(c)}
    assert doubted - silent
    silent |= doubted
    for claim in claims:
        name = rdflib.URIRef(f"urn:partycell:claim:{claim['id']}")
        source = rdflib.URIRef(f"urn:partycell:source:{claim['source']}")
        assert (name, PROV.hadPrimarySource, source) in everything
        said = (
            everything.value(name, RDF.subject),
            everything.value(name, RDF.predicate),
            everything.value(name, RDF.object),
        )
        assert (said in dataset.graph(name)) == (claim["id"] not in silent)
    assert (None, ORG.unitOf, None) not in everything
    assert any(dataset.quads((None, ORG.unitOf, None, None)))


def test_shapes_hold_and_can_fail(read: Callable[[str, str], rdflib.Dataset]) -> None:
    """The curated graph keeps to our shapes; a claim without a source does not."""
    graph = rdflib.Graph()
    for statement in read("turtle", "turtle").triples((None, None, None)):
        graph.add(statement)
    conforms, _, told = pyshacl.validate(graph, shacl_graph=str(SHAPES))
    assert conforms, told
    broken = rdflib.Graph()
    broken.add((rdflib.URIRef("urn:partycell:claim:c-1"), RDF.type, PC.Claim))
    assert not pyshacl.validate(broken, shacl_graph=str(SHAPES))[0]


@pytest.mark.parametrize(
    ("text", "datatype"),
    [
        ("1994", "xsd:gYear"),
        ("1994-03", "xsd:gYearMonth"),
        ("1994-03-31", "xsd:date"),
        ("1994~", "edtf:EDTF"),
        ("199X", "edtf:EDTF"),
        ("1994-21", "edtf:EDTF"),
        ("1990/1994", "edtf:EDTF"),
    ],
)
def test_date_is_as_exact_as_it_was_said(text: str, datatype: str) -> None:
    """A partial date has the datatype that holds no more than it says."""
    assert date_literal(text) == Literal(text, datatype)


def test_membership_has_its_dates(empty: Database, tmp_path: Path) -> None:
    """A dated membership is an org:Membership during an interval, its year a gYear."""
    load_foreign(empty, _copied("popolo.json", tmp_path), ForeignFormat.POPOLO)
    dataset = rdflib.Dataset(default_union=True)
    dataset.parse(data=written(from_database(empty), "nquads"), format="nquads")
    membership = dataset.value(predicate=RDF.type, object=ORG.Membership)
    interval = dataset.value(membership, ORG.memberDuring)
    start = dataset.value(interval, rdflib.TIME.hasBeginning)
    year = dataset.value(start, rdflib.TIME.inXSDgYear)
    assert year == rdflib.Literal("2007", datatype=XSD.gYear)
    end = dataset.value(interval, rdflib.TIME.hasEnd)
    assert str(dataset.value(end, rdflib.TIME.inXSDgYearMonth)) == "2010-06"
    assert predicate_name("birth_date") == "pc:birthDate"


def test_partial_dates_and_disputes() -> None:
    """Vague dates are no partial dates; disputed values are left out, but for a preferred one."""
    assert [partial_date(text) for text in ("1994", "1994-03?", "199X", None)] == [
        "1994",
        "1994-03",
        None,
        None,
    ]
    assert partial_interval("2007/2010-06") == ("2007", "2010-06")
    assert partial_interval("2007/..") == ("2007", None)
    assert partial_interval("2007") == ("2007", "2007")

    def row(*ranks: str) -> dict[str, Any]:
        return {
            "claims": [
                {"predicate": "gender", "value": str(number), "object": None, "rank": rank}
                for number, rank in enumerate(ranks)
            ]
        }

    assert accepted_value(row("normal"), "gender") == "0"
    assert accepted_value(row("normal", "normal"), "gender") is None
    assert accepted_value(row("normal", "preferred"), "gender") == "1"
    assert accepted_value(row(), "gender") is None


KEPT = ("persons", "organizations", "areas", "posts", "events", "memberships")


def popolo(database: Database, sources: str | None = None) -> dict[str, list[dict[str, Any]]]:
    lens = {} if sources is None else {"sources": sources}
    found: dict[str, list[dict[str, Any]]] = json.loads(
        written(from_database(database, Lens.parse(lens)), "popolo")
    )
    return found


def comparable(value: Any, prefix: str) -> Any:
    """Without what a load changes: the ids' prefix, claims' ids, and whose they are."""
    if isinstance(value, dict):
        return {
            key: comparable(inner, prefix)
            for key, inner in value.items()
            if key != "sources" and not str(inner).startswith("c-")
        }
    if isinstance(value, list):
        items = [comparable(item, prefix) for item in value]
        return sorted(items, key=lambda item: json.dumps(item, sort_keys=True))
    return value.removeprefix(prefix) if isinstance(value, str) else value


def test_popolo_comes_back(empty: Database, tmp_path: Path) -> None:
    """What Popolo holds is the same after an export, a load and another export."""
    load_foreign(empty, _copied("popolo.json", tmp_path), ForeignFormat.POPOLO)
    before = popolo(empty)
    assert {name: len(before[name]) for name in KEPT} == {
        "persons": 3,
        "organizations": 2,
        "areas": 1,
        "posts": 1,
        "events": 1,
        "memberships": 2,
    }
    file = tmp_path / "again.json"
    file.write_text(json.dumps(before), encoding="utf-8")
    outcome = load_foreign(empty, file, ForeignFormat.POPOLO)
    assert not list(outcome.report.refused)
    after = popolo(empty, "again")
    assert comparable(after, "again-") == comparable(before, "")


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=skip_without(FORMATS[name].package))
        for name in ("popolo", "ftm", "ftm-statements")
    ],
)
def test_curated_people_come_back(
    name: str, database: Database, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """The curated people, posts and memberships are the same after an export and a load."""
    before = popolo(database)
    suffix = "json" if name == "popolo" else "jsonl"
    file = tmp_path / f"again.{suffix}"
    file.write_bytes(written(from_database(database), name))
    empty = request.getfixturevalue("empty")
    form = ForeignFormat.POPOLO if name == "popolo" else ForeignFormat.FTM
    outcome = load_foreign(empty, file, form)
    # A source that names no event, but says something of it, makes an entity without a name there.
    assert {note.field for note in outcome.report.refused} <= {"name"}
    assert name == "ftm-statements" or not list(outcome.report.refused)
    prefix = "again-"
    after = popolo(empty)
    for kind in ("persons", "posts", "memberships"):
        assert names(after[kind], prefix) == names(before[kind], "")


def names(rows: list[dict[str, Any]], prefix: str) -> list[str]:
    """What identifies people, posts and memberships, whatever else is said of them."""
    fields = ("id", "person_id", "organization_id", "post_id", "role")
    found = [
        {
            "names": sorted([row.get("name") or row.get("label") or "", *others(row)]),
            **{
                field: str(row[field]).removeprefix(prefix)
                for field in fields
                if field in row and not str(row[field]).startswith("c-")
            },
        }
        for row in rows
    ]
    return sorted(json.dumps(row, sort_keys=True) for row in found)


def others(row: dict[str, Any]) -> list[str]:
    return [other["name"] for other in row.get("other_names", [])]


def test_texts_have_their_language(
    content: Content, read: Callable[[str, str], rdflib.Dataset]
) -> None:
    """What a claim says in a language is a literal with its tag; names too; dates have none."""
    graph = read("nquads", "nquads").default_graph
    assert content.record is not None
    tagged = 0
    for row in content.record.claims():
        value = graph.value(rdflib.URIRef(f"urn:partycell:claim:{row['id']}"), RDF.object)
        if isinstance(value, rdflib.Literal) and value.datatype in {None, RDF.langString}:
            assert value.language == row["language"]
            tagged += value.language is not None
    assert tagged > 100
    labels = {*graph.objects(None, SKOS.prefLabel), *graph.objects(None, SKOS.altLabel)}
    found = {label.language for label in labels if isinstance(label, rdflib.Literal)}
    assert {"en", "ko-Hang", "ko-Latn-KP", "ko-Latn-MR"} <= found


def test_every_membership_has_its_time(read: Callable[[str, str], rdflib.Dataset]) -> None:
    """A membership that is attested at a moment lasts an interval with that moment inside."""
    graph = read("turtle", "turtle").default_graph
    memberships = set(graph.subjects(RDF.type, ORG.Membership))
    dated = [item for item in memberships if graph.value(item, ORG.memberDuring)]
    assert len(dated) > len(memberships) / 2
    for item in dated:
        interval = graph.value(item, ORG.memberDuring)
        assert (interval, RDF.type, rdflib.TIME.Interval) in graph


def test_base_is_a_setting(
    content: Content, monkeypatch: pytest.MonkeyPatch, read: Callable[[str, str], rdflib.Dataset]
) -> None:
    """With another base every name of ours has it, and the graph is the same otherwise."""
    before = {str(part) for quad in quads(read("nquads", "nquads")) for part in quad}
    monkeypatch.setenv("PARTYCELL_BASE_IRI", "https://example.org/wpk/")
    settings.cache_clear()
    dataset = rdflib.Dataset()
    dataset.parse(data=written(content, "nquads"), format="nquads")
    after = {str(part) for quad in quads(dataset) for part in quad}
    monkeypatch.undo()
    settings.cache_clear()
    assert not any(name.startswith("urn:partycell:") for name in after)
    assert "https://example.org/wpk/thing/kcna" in after
    assert len(after) == len(before)


@pytest.mark.parametrize("text", ["example.org/", "https://example.org", "urn:x", "https://a b/"])
def test_base_is_an_iri(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """PARTYCELL_BASE_IRI takes what names can be put behind, and nothing else."""
    monkeypatch.setenv("PARTYCELL_BASE_IRI", text)
    settings.cache_clear()
    with pytest.raises(BadInputError, match="PARTYCELL_BASE_IRI"):
        settings()
    monkeypatch.undo()
    settings.cache_clear()


def test_every_term_is_defined(read: Callable[[str, str], rdflib.Dataset]) -> None:
    """The vocabulary file is that of the code, and says of each term in use what it means."""
    text = "".join(vocabulary())
    assert text == VOCABULARY.read_text(encoding="utf-8"), "Run `make tables`."
    known = rdflib.Graph()
    known.parse(data=text, format="turtle")
    used = {
        name
        for quad in quads(read("nquads", "nquads"))
        for name in quad[:3]
        if isinstance(name, rdflib.URIRef) and str(name).startswith(str(PC))
    }
    assert used
    for name in used:
        assert known.value(name, RDFS.comment), name
        assert known.value(name, RDF.type), name
