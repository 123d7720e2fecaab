"""Loading the dataset: all or nothing, once is enough, and every refusal says where."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from graph.catalogue import run, split
from graph.checks import run_checks
from graph.database import Database
from graph.errors import PartycellError
from graph.paths import DATA, ROOT
from graph.version import graph_state, graph_version
from loaders.curated import ensure_loaded
from loaders.dataset import coverage
from loaders.dataset.schema import json_schema
from loaders.load import load
from loaders.problems import DatasetError
from loaders.schemas import SCHEMAS
from tests.graphs import OwnGraph

SMALL = """
source:
  id: small
  title: A small source
  publisher: Nobody
  language: en
  published: 2000-01-01
  kind: press
  trust: made up for a test
things:
  - {id: a-place, label: Place}
  - {id: an-event, label: Event}
facts:
  - id: 1
    locator: line 1
    gist: The event was in the place in 1999.
    claims:
      - {about: a-place, predicate: name, value: Somewhere}
      - {about: an-event, predicate: name, value: Something}
      - {about: an-event, predicate: date, value: 1999}
      - {about: an-event, predicate: HELD_AT, object: a-place}
"""


def made_up(name: str, published: str = "2020-01-01") -> dict[str, str]:
    """What a source for a test says of itself."""
    return {
        "id": name,
        "title": name,
        "publisher": "nobody",
        "language": "en",
        "kind": "press",
        "trust": "made up for a test",
        "published": published,
    }


def write(folder: Path, text: str, name: str = "small.yaml") -> Path:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


@pytest.mark.writes
def test_second_load_changes_nothing(database: Database) -> None:
    """Loading the same files again adds, changes and retires nothing."""
    state = graph_state(database)
    ((claims,),) = database.run("MATCH (c:Claim) RETURN count(c)").records
    second = load(database)
    assert second.changes_nothing
    assert (second.added, second.changed, second.retired) == (0, 0, 0)
    assert second.unchanged == claims > 0
    assert graph_state(database) == state


EXAMPLE = DATA / "nklw-2017-12-18.yaml"


@pytest.fixture
def all_but_example(own_graph: OwnGraph) -> Database:
    """The curated data without the source of the docs' walk-through."""
    files = [file for file in sorted(DATA.glob("*.yaml")) if file != EXAMPLE]
    return own_graph.become("all but the example", lambda empty: load(empty, files), of=None)


def test_new_edition_of_the_curated_data_comes_in_by_itself(all_but_example: Database) -> None:
    """Our own graph is given the curated data where it has not had this edition of them."""
    ensure_loaded(all_but_example)
    sources = run(all_but_example, "sources", {}).rows
    assert len(sources) == len(list(DATA.glob("*.yaml"))) - 1
    version = graph_version(all_but_example)
    ensure_loaded(all_but_example)
    assert graph_version(all_but_example) == version


def test_dry_run_writes_nothing(empty: Database, tmp_path: Path) -> None:
    """A dry run says what would be added, and leaves the graph without a node."""
    report = load(empty, [write(tmp_path, SMALL)], dry_run=True)
    assert report.added == 4
    assert report.dry_run
    assert empty.run("MATCH (n) RETURN count(n)").records == [[0]]


def test_changed_file_retires_and_adds(empty: Database, tmp_path: Path) -> None:
    """A claim no longer made is retired; the graph as it stood can still be read."""
    file = write(tmp_path, SMALL)
    load(empty, [file])
    before = empty.run("RETURN toString(datetime()) AS now").records[0][0]
    write(tmp_path, SMALL.replace("value: 1999", "value: 1998"))
    report = load(empty, [file])
    # The place's claim has the same words; only the time when it holds follows the date.
    assert (report.added, report.changed, report.retired, report.unchanged) == (1, 1, 1, 2)
    assert [row["date"] for row in run(empty, "timeline", {}).rows] == ["1998"]
    then = run(empty, "timeline", *split({"recorded_at": before})).rows
    assert [(row["date"], row["place"]) for row in then] == [("1999", "Somewhere")]


def test_edges_are_an_index_of_claims(database: Database) -> None:
    """Edges name just the claims that relate the same two things, but rumours: none is missing."""
    edges = database.run(
        "MATCH (s:Thing)-[r]->(o:Thing) UNWIND r.claims AS c "
        "RETURN c, type(r), s.id, o.id ORDER BY c"
    ).records
    claims = database.run(
        "MATCH (s:Thing)<-[:SUBJECT]-(c:Claim)-[:OBJECT]->(o:Thing) "
        "WHERE c.polarity = 'asserted' AND c.modality <> 'rumoured' "
        "RETURN c.id, c.predicate, s.id, o.id ORDER BY c.id"
    ).records
    assert edges == claims


def test_every_fact_has_a_claim() -> None:
    """No fact of the curated data is without a claim."""
    assert coverage() == []


def test_every_fact_of_the_second_list_is_there() -> None:
    """Each fact that was gathered in 2026 is a fact of one of our sources, with claims."""
    facts = {
        (content["source"]["id"], str(fact["id"]))
        for content in _curated()
        for fact in content["facts"]
        if fact["claims"]
    }
    rows = _facts_gathered()
    # No fact has the number 54.
    assert [int(row["fact"]) for row in rows] == [*range(1, 54), *range(55, 132)]
    # One is a bound of its source, and no claim.
    assert [row["fact"] for row in rows if not row["number"]] == ["11"]
    assert {(row["source"], row["number"]) for row in rows if row["number"]} <= facts


def test_pages_of_which_the_beginning_was_read_say_so() -> None:
    """What such a page does not say is no evidence; five of them had been read before."""
    read = {content["source"]["id"]: content["source"].get("read") for content in _curated()}
    sources = {row["source"] for row in _facts_gathered()}
    before = {
        *("hankyung-1994", "nklw-2017-12-23", "sogang-thesis"),
        *("wpk-rules-2016-asiapress", "wpk-rules-2021-kwt"),
    }
    assert {source for source in sources - before if read[source] is None} == set()


def _facts_gathered() -> list[dict[str, str]]:
    """Each fact that was gathered in 2026, by its number, with where it is in our data."""
    with (ROOT / "tests" / "examples" / "facts-of-sources-2.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def _curated() -> list[Any]:
    """The files of the curated data, as they stand."""
    reader = YAML(typ="safe", pure=True)
    return [
        content
        for file in sorted(DATA.glob("*.yaml"))
        if "facts" in (content := reader.load(file.read_text(encoding="utf-8")))
    ]


def test_folded_texts_are_clean(database: Database) -> None:
    """No text in the graph holds a control character, folded as it may be in its file."""
    texts = database.run(
        "MATCH (n) WHERE n:Source OR n:Claim OR n:Question "
        "UNWIND [n.trust, n.gist, n.says, n.note, n.explanation] AS text "
        "WITH text WHERE text IS :: STRING NOT NULL RETURN text"
    ).records
    assert texts
    assert all(text.isprintable() for (text,) in texts)


def test_committed_json_schema_is_current() -> None:
    """The schema that editors use is the one that the loader checks by."""
    for name, shape in SCHEMAS.items():
        assert json.loads((DATA / name).read_text(encoding="utf-8")) == json_schema(shape)


@pytest.mark.parametrize(
    ("change", "line", "words"),
    [
        (("value: 1999", "value: soon"), 20, "not an EDTF date"),
        (("object: a-place", "object: no-place"), 21, "nothing has the id 'no-place'"),
        (("object: a-place", "object: an-event"), 21, "HELD_AT wants Place"),
        (("predicate: HELD_AT", "predicate: HELD_IN"), 21, "'HELD_IN' is no predicate"),
        (("label: Place", "label: Planet"), 11, "Input should be"),
        (("kind: press", "kind: press\n  colour: red"), 9, "Extra inputs"),
        (("published: 2000-01-01", "published: 2000-02-30"), 7, "no day of the calendar"),
        (("object: a-place", "value: a-place"), 21, "give object, not value"),
        (("publisher: Nobody", "publisher: *x"), 5, "undefined alias"),
        (
            ("title: A small source\n  publisher: Nobody", "title: &x A\n  publisher: *x"),
            5,
            "is an alias",
        ),
        (("facts:", "facts: [\n"), 0, "is not YAML"),
        (("title: A small source", "title: A\n  title: B"), 5, "stands twice"),
        (("  - {id: a-place, label: Place}", "  - {id: a-place, label: Place}\n" * 2), 0, "too"),
        (
            ("kind: press", "kind: press\n  translation_of: nobody"),
            9,
            "no source 'nobody' is known",
        ),
        (
            ("about: an-event, predicate: date", "about: nothing, predicate: date"),
            20,
            "nothing has",
        ),
        (
            (
                "predicate: date, value: 1999}",
                "predicate: date, value: 1999}\n"
                "      - {about: an-event, predicate: date, value: 1998}",
            ),
            21,
            "cannot hold together with '1999' (line 20)",
        ),
        (
            (
                "  - {id: a-place, label: Place}",
                "  - {id: a-place, label: Place}\n  - {id: a-namesake, label: Person}",
            ),
            12,
            "has no name",
        ),
    ],
)
@pytest.mark.writes
def test_bad_file_is_refused_with_its_line(
    change: tuple[str, str], line: int, words: str, database: Database, tmp_path: Path
) -> None:
    """A file with one thing wrong is refused with file, line and reason; nothing is written."""
    version = graph_version(database)
    file = write(tmp_path, SMALL.replace(*change))
    with pytest.raises(DatasetError) as caught:
        load(database, [file])
    assert any(
        problem.file == str(file)
        and words in problem.message
        and (not line or problem.line == line)
        for problem in caught.value.problems
    ), str(caught.value)
    assert graph_version(database) == version


def test_interval_that_ends_before_it_starts_is_kept(empty: Database, tmp_path: Path) -> None:
    """Real records have such intervals: one is loaded, flagged, and holds certainly on no day."""
    text = SMALL.replace("value: 1999}", "value: 1999, holds: 2001/1999}")
    load(empty, [write(tmp_path, text)])
    rows = run(empty, "claims", {"subject": "an-event", "predicate": "date"}).rows
    assert [(row["holds"], row["flags"]) for row in rows] == [
        ("2001/1999", ["ends before it starts"])
    ]
    found = run_checks(empty, ["interval-order"]).rows
    assert [(row["unit"], row["finding"], row["note"]) for row in found] == [
        ("an-event", "violation", "ends before it starts: 2001/1999")
    ]
    claims = {"subject": "an-event", "predicate": "date", "as_of": "2000"}
    assert run(empty, "claims", *split(claims)).rows == []
    assert len(run(empty, "claims", *split({**claims, "certainty": "possible"})).rows) == 1


NAMESAKE = """
source:
  id: namesakes
  title: About another of this name
  publisher: Nobody
  language: en
  published: 2000-01-01
  kind: press
  trust: made up for a test
things:
  - {id: kim-yong-il-the-other, label: Person}
facts:
  - id: 1
    locator: line 1
    gist: There is another Kim Yong Il.
    claims:
      - {about: kim-yong-il-the-other, predicate: name, value: Kim Yo'ng-il, language: ko-Latn-MR}
"""


@pytest.mark.writes
def test_name_of_two_people_must_be_told_apart(database: Database, tmp_path: Path) -> None:
    """Somebody new with the name of somebody known is refused until it is said who is who."""
    with pytest.raises(DatasetError, match="name of 'kim-yong-il' too") as caught:
        load(database, [write(tmp_path, NAMESAKE)])
    assert [problem.line for problem in caught.value.problems] == [11]
    told = NAMESAKE.replace("label: Person}", "label: Person, distinct_from: [kim-yong-il]}")
    assert load(database, [write(tmp_path, told)]).added == 1


def test_walk_through_of_the_docs_is_true(all_but_example: Database) -> None:
    """The source that docs/data.md adds step by step opens just the question that it says."""
    page = (ROOT / "docs" / "data.md").read_text(encoding="utf-8")
    report = load(all_but_example, [EXAMPLE], dry_run=True)
    for question, kind in report.disagreements.opened:
        assert f"\nopens {question} ({kind})\n" in page
    assert report.disagreements.opened
    assert f"\nnklw-2017-12-18: {report.added} claims added, 0 changed" in page


@pytest.mark.writes
def test_judgement_of_nothing_is_refused(database: Database, tmp_path: Path) -> None:
    """A judgement about an unknown thing, or without a reason, is refused with its line."""
    text = """editors: me
disagreements:
  - id: q
    asks: Which?
    kind: contested
    explanation: Because.
    claims:
      - {about: nobody, predicate: title}
"""
    with pytest.raises(DatasetError, match=r"j\.yaml:8: .*nothing has the id 'nobody'"):
        load(database, [write(tmp_path, text, "j.yaml")])
    with pytest.raises(DatasetError, match=r"j\.yaml:3: .*explanation"):
        load(database, [write(tmp_path, text.replace("    explanation: Because.\n", ""), "j.yaml")])


def test_id_in_two_files_is_refused(empty: Database, tmp_path: Path) -> None:
    """Two files may not declare one thing; the message names both."""
    one = write(tmp_path, SMALL, "one.yaml")
    two = write(tmp_path, SMALL.replace("id: small", "id: other"), "two.yaml")
    with pytest.raises(DatasetError, match=r"two\.yaml:11.*declared in .*one\.yaml too"):
        load(empty, [one, two])


def test_foreign_data_stay_as_they_are(empty: Database) -> None:
    """Another owner's nodes and edges in the database are neither wiped nor changed by a load."""
    empty.run(
        "CREATE (:Person {name: 'Ada'})-[:KNOWS {since: 1833}]->(:Person {name: 'Charles'}), "
        "(:Load {weight: 3}), (:Source {url: 'x'}), (:Claim {text: 'y'})",
        write=True,
    )
    theirs = (
        "MATCH (n) WHERE NOT n:Thing AND n.id IS NULL AND NOT n:PartycellMigration "
        "OPTIONAL MATCH (n)-[r]->(m) "
        "RETURN labels(n), properties(n), type(r), properties(r), properties(m) "
        "ORDER BY labels(n)[0], n.name"
    )
    before = empty.run(theirs).records
    load(empty)
    load(empty)
    assert empty.run(theirs).records == before


def test_foreign_things_are_refused(empty: Database) -> None:
    """A database with :Thing nodes of another project is refused before anything is written."""
    empty.run("CREATE (:Thing:Gadget {id: 'kcna'})", write=True)
    with pytest.raises(PartycellError, match="did not create"):
        load(empty)
    assert empty.run("MATCH (n) RETURN count(n)").records == [[1]]
