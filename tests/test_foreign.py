"""Popolo, Wikidata and FollowTheMoney: what they say, and what has no place here."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from analysis.networks import whole_graph
from api.app import create_app
from exporters import chunks, from_database
from graph.catalogue import run
from graph.database import Database
from graph.errors import BadInputError
from loaders.foreign.importer import (
    ForeignFormat,
    ImportOutcome,
    detect_format,
    load_foreign,
    read_foreign,
)
from loaders.load import read_snapshot
from loaders.problems import DatasetError
from tests.extras import skip_without

EXAMPLES = Path(__file__).parent / "examples"


def example(name: str) -> Any:
    return json.loads((EXAMPLES / name).read_text(encoding="utf-8"))


def loaded(database: Database, folder: Path, name: str, value: Any) -> ImportOutcome:
    file = folder / name
    content = (
        "\n".join(json.dumps(item, ensure_ascii=False) for item in value)
        if name.endswith("jsonl")
        else json.dumps(value, ensure_ascii=False)
    )
    file.write_text(content, encoding="utf-8")
    form = detect_format(file, None)
    assert form is not None
    return load_foreign(database, file, form)


def said(database: Database, identifier: str) -> set[tuple[str, Any]]:
    rows = run(database, "describe", {"id": identifier}).rows
    return {
        (row["predicate"], row["object"] if row["value"] is None else row["value"])
        for row in rows
        if row["direction"] == "out"
    }


@pytest.mark.writes
def test_popolo_comes_in_with_dates_and_doubts(database: Database, tmp_path: Path) -> None:
    """People, organisations, posts, memberships, areas and events become dated claims."""
    outcome = loaded(database, tmp_path, "popolo.json", example("popolo.json"))
    assert outcome.report.accounts
    assert said(database, "popolo-1") == {
        ("name", "Kim Yong Il"),
        ("name", "김영일"),
        ("name", "Old Name"),
        ("identifier", "register:A-1"),
        ("birth_date", "1947-05"),
        ("gender", "male"),
        ("leftover", "email = nobody@example.org"),
        ("MEMBER_OF", "popolo-bureau"),
        ("HOLDS", "popolo-secretary"),
    }
    member = run(database, "claims", {"subject": "popolo-1", "predicate": "MEMBER_OF"}).rows[0]
    assert (member["holds"], member["role"]) == ("2007/2010-06", "member")
    assert member["qualified_by"] == ["on behalf of:popolo-party"]
    names = run(database, "claims", {"subject": "popolo-1", "predicate": "name"}).rows
    assert {row["voice"] for row in names} == {"https-example-org-people"}
    assert ("UNIT_OF", "popolo-party") in said(database, "popolo-bureau")
    assert {("date", "2008-01-01/2008-01-02"), ("HELD_AT", "popolo-town")} <= said(
        database, "popolo-e"
    )
    assert {(note.place, note.message.split(";")[0]) for note in outcome.report.refused} == {
        ("persons[3]", "'3' stands twice, with different content."),
        ("memberships[1]", "nothing has the id 'popolo-9': neither this file nor the graph."),
        ("memberships[2]", "a membership needs a person, and an organisation or a post."),
        ("motions[0]", "motions have no place in the model."),
    }
    (quarantine,) = outcome.quarantines
    kept = json.loads(quarantine.read_text(encoding="utf-8"))
    assert sum(map(len, kept.values())) == 4
    mended = {"memberships": [kept["memberships"][0] | {"person_id": "2"}]}
    quarantine.write_text(json.dumps(mended), encoding="utf-8")
    again = load_foreign(database, quarantine, ForeignFormat.POPOLO, strict=True)
    assert (again.loaded.added, again.loaded.retired, again.report.accounts) == (1, 0, True)


@pytest.mark.writes
def test_people_of_one_name_stay_apart(database: Database, tmp_path: Path) -> None:
    """Three people of one name in one file stay three, beside the one that was there."""
    outcome = loaded(database, tmp_path, "popolo.json", example("popolo.json"))
    rows = run(database, "search", {"text": "Kim Yong Il", "kind": "Person"}).rows
    theirs = {"popolo-1", "popolo-2", "popolo-3"}
    assert {row["id"] for row in rows} >= {*theirs, "kim-yong-il"}
    with TestClient(create_app(database)) as client:
        answer = client.get("/v1/search?text=Kim+Yong+Il&kind=Person&format=csv").text
        assert all(f"\n{identifier}," in answer for identifier in theirs)
        for identifier in theirs:
            assert client.get(f"/v1/people/{identifier}").json()["data"]["id"] == identifier
    network = whole_graph(database)
    assert {network.nodes[identifier]["name"] for identifier in theirs} == {"Kim Yong Il"}
    for name in ("graphml", "json"):
        content = b"".join(chunks(from_database(database), name)).decode()
        assert all(f'"{identifier}"' in content for identifier in theirs)
    assert [note for note in outcome.report.warnings if "is the name of" in note.message]


@pytest.mark.writes
def test_second_edition_replaces_the_first(database: Database, tmp_path: Path) -> None:
    """A new edition of a file retires what it no longer says, and changes nothing else."""
    edited = example("popolo.json")
    loaded(database, tmp_path, "popolo.json", edited)
    edited["persons"][1]["birth_date"] = "1945"
    outcome = loaded(database, tmp_path, "popolo.json", edited)
    difference = outcome.loaded.sources["popolo"]
    assert (difference.added, difference.changed, difference.retired) == (1, 0, 1)
    shown = {(claim.change, claim.about, claim.answer) for claim in outcome.loaded.shown}
    assert {("added", "popolo-2", "1945")} < shown
    assert {(change, about) for change, about, _ in shown} == {
        ("added", "popolo-2"),
        ("retired", "popolo-2"),
    }
    assert loaded(database, tmp_path, "popolo.json", edited).loaded.changes_nothing


@pytest.mark.writes
def test_wikidata_keeps_ranks_qualifiers_and_precision(database: Database, tmp_path: Path) -> None:
    """Statements keep rank, time, predecessor, reference and precision; the rest is left over."""
    outcome = loaded(database, tmp_path, "wd.json", example("wikidata.json"))
    assert outcome.report.accounts
    assert [note.message for note in outcome.report.refused] == [
        "Q3 is of no kind that the model has."
    ]
    claims = run(database, "claims", {"subject": "wikidata-q1"}).rows
    found = {(row["predicate"], row["object"] or row["value"]): row for row in claims}
    assert {key for key in found if key[0] in {"birth_date", "death_date"}} == {
        ("birth_date", "194X"),
        ("birth_date", "1947-05"),
        ("death_date", "XXXX"),
    }
    assert found["birth_date", "1947-05"]["rank"] == "preferred"
    held = found["HOLDS", "wikidata-q100"]
    assert (held["holds"], held["voice"]) == ("2007/..", "wikidata-q900")
    assert held["qualified_by"] == ["replaces:wikidata-q2"]
    assert "P1545 3" in held["note"]
    assert found["MEMBER_OF", "wikidata-q200"]["rank"] == "deprecated"
    left = [row["value"] for row in claims if row["predicate"] == "leftover"]
    assert any(text.startswith("claims.P800") for text in left)
    assert any("novalue" in text for text in left)
    rows = run(database, "search", {"text": "리철수"}).rows
    assert [row["id"] for row in rows] == ["wikidata-q1"]


def wikidata_time(year: int) -> dict[str, Any]:
    value = {"time": f"+{year}-00-00T00:00:00Z", "precision": 9}
    return {"snaktype": "value", "datavalue": {"type": "time", "value": value}}


@pytest.mark.writes
def test_wikidata_bounds_a_time_by_earliest_and_latest_date(
    database: Database, tmp_path: Path
) -> None:
    """P1319 and P1326 bound a date that is unknown or vague, and a relation that has no date."""
    around = {"P1319": [wikidata_time(1943)], "P1326": [wikidata_time(1946)]}
    decade = wikidata_time(1940)
    decade["datavalue"]["value"]["precision"] = 8
    post = {"type": "wikibase-entityid", "value": {"id": "Q100"}}
    entity = {
        "id": "Q5001",
        "labels": {"en": {"language": "en", "value": "Somebody"}},
        "claims": {
            "P31": [
                {"mainsnak": {"snaktype": "value", "datavalue": {**post, "value": {"id": "Q5"}}}}
            ],
            "P569": [{"mainsnak": {"snaktype": "somevalue"}, "qualifiers": around}],
            "P570": [{"mainsnak": decade, "qualifiers": {"P1319": [wikidata_time(1947)]}}],
            "P39": [{"mainsnak": {"snaktype": "value", "datavalue": post}, "qualifiers": around}],
        },
    }
    loaded(database, tmp_path, "wd.json", {"entities": {"Q5001": entity}})
    claims = {
        row["predicate"]: row for row in run(database, "claims", {"subject": "wikidata-q5001"}).rows
    }
    assert claims["birth_date"]["value"] == "[1943..1946]"
    assert claims["death_date"]["value"] == "[1947-01-01..1949-12-31]"
    assert claims["HOLDS"]["attested"] == "[1943..1946]"


@skip_without("followthemoney")
@pytest.mark.writes
def test_follow_the_money_entities_have_their_datasets_as_sources(
    database: Database, tmp_path: Path
) -> None:
    """Entities and edges become claims of their datasets; what has no place is told."""
    outcome = loaded(database, tmp_path, "entities.jsonl", example("ftm.json"))
    assert outcome.report.accounts
    assert {note.message for note in outcome.report.refused} == {
        "Address has no place in the model.",
        "'Nonsense' is no schema of FollowTheMoney.",
    }
    assert set(outcome.loaded.sources) == {"peps", "others-and-peps"}
    assert said(database, "entities-p1") == {
        ("name", "Kim Il"),
        ("birth_date", "1910"),
        ("HOLDS", "entities-post"),
        ("RELATED_TO", "entities-p2"),
        ("leftover", "properties.topics.0 = role.pep"),
        ("leftover", "properties.status.0 = ended"),
    }
    held = run(database, "claims", {"subject": "entities-p1", "predicate": "HOLDS"}).rows[0]
    assert (held["holds"], held["source"]) == ("1972-12/", "peps")
    assert run(database, "source", {"source": "peps"}).rows[0]["published"] == "2020-01-01"


@skip_without("followthemoney")
@pytest.mark.writes
def test_follow_the_money_statements_say_which_dataset_says_what(
    database: Database, tmp_path: Path
) -> None:
    """Statements on one entity by two datasets are claims of two sources."""
    shared = {"canonical_id": "s1", "schema": "Person"}
    statements = [
        {**shared, "prop": "id", "value": "s1", "dataset": "one"},
        {**shared, "prop": "name", "value": "Pak", "dataset": "one", "first_seen": "2019-05-01"},
        {**shared, "prop": "name", "value": "Pak", "dataset": "two"},
        {**shared, "prop": "birthDate", "value": "1950", "dataset": "two", "lang": "kor"},
    ]
    file = tmp_path / "st.jsonl"
    file.write_text("\n".join(map(json.dumps, statements)), encoding="utf-8")
    outcome = load_foreign(database, file, ForeignFormat.FTM)
    assert outcome.report.accounts
    rows = run(database, "claims", {"subject": "st-s1"}).rows
    assert {(row["predicate"], row["value"], row["source"]) for row in rows} == {
        ("name", "Pak", "one"),
        ("name", "Pak", "two"),
        ("birth_date", "1950", "two"),
        ("leftover", "told.birthDate 1950.lang = kor", "two"),
    }
    assert {row["note"] for row in rows if row["source"] == "one"} == {"in the dataset 2019-05-01"}


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b'{"persons": [', "is not JSON, or is cut off"),
        (b"PK\x03\x04", "is a ZIP archive"),
        (b'{"persons": [{"id": "1", "name": NaN}]}', "NaN is no JSON value"),
        (b"[" * 100_000, "nested too deeply|is not JSON"),
        (b"\xff\xfe", "is not JSON, or is cut off"),
        (b'{"persons": 3}', "is no Popolo"),
    ],
)
def test_broken_json_is_refused_with_its_place(
    content: bytes, words: str, database: Database, tmp_path: Path
) -> None:
    """What is no JSON, or no Popolo, is refused in one message."""
    file = tmp_path / "a.json"
    file.write_bytes(content)
    with pytest.raises(DatasetError, match=words):
        read_foreign(file, ForeignFormat.POPOLO, read_snapshot(database))


@pytest.mark.writes
def test_cycle_among_parents_is_kept_and_harmless(database: Database, tmp_path: Path) -> None:
    """Two organisations that are each other's parent are kept as said; reading them ends."""
    cycle = [
        {"id": "a", "name": "A", "parent_id": "b"},
        {"id": "b", "name": "B", "parent_id": "a"},
    ]
    loaded(database, tmp_path, "cycle.json", {"organizations": cycle})
    rows = run(database, "subtree", {"organization": "cycle-a"}).rows
    assert {row["id"] for row in rows} <= {"cycle-a", "cycle-b"}


def test_table_without_mapping_says_what_to_do(tmp_path: Path) -> None:
    """A table without a mapping is refused with the command that drafts one."""
    with pytest.raises(BadInputError, match="partycell mapping new"):
        detect_format(tmp_path / "a.xlsx", None)
    unknown = tmp_path / "a.json"
    unknown.write_text("{}", encoding="utf-8")
    with pytest.raises(BadInputError, match="--as popolo"):
        detect_format(unknown, None)
