"""Two things that are one: everything that reads the graph sees one, until it is taken back."""

from __future__ import annotations

import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from fastapi.testclient import TestClient

from analysis.projections import project
from api.app import create_app
from exporters import chunks, from_database
from exporters.release.rows import read_content
from graph.catalogue import count, run
from graph.database import Database
from graph.lens import Lens
from loaders.identity.decisions import decide
from loaders.identity.matching import propose
from loaders.load import load
from loaders.problems import DatasetError
from tests.test_load import made_up, write

LABELS = {
    "north-kim": "Person",
    "south-kim": "Person",
    "pak": "Person",
    "bureau": "Organization",
    "politburo": "Organization",
    "office": "Organization",
    "chair": "Post",
    "chairman": "Post",
    "leader": "Role",
    "congress": "Event",
    "third-kim": "Person",
    "fourth-kim": "Person",
    "chosen": "Organization",
}
NAMES = {
    "north": {"north-kim": "김철수", "pak": "박영수", "bureau": "Bureau", "chair": "Chair",
              "congress": "Congress", "office": "Office"},
    "south": {"south-kim": "Kim Chul-soo", "politburo": "Politburo", "chairman": "Chairman"},
    "third": {"third-kim": "김철수", "fourth-kim": "김철수"},
    "fourth": {"chosen": "Chosen"},
    "roles": {"leader": "Leader"},
}  # fmt: skip


def source(folder: Path, name: str, *claims: dict[str, Any]) -> Path:
    """A file of a source that names its things and says these."""
    named = [
        {"about": key, "predicate": "name", "value": called}
        | {"language": "ko-Hang" if ord(called[0]) > 0x3000 else "en"}
        for key, called in NAMES.get(name, {}).items()
    ]
    content = {
        "source": made_up(name),
        "things": [{"id": key, "label": LABELS[key]} for key in NAMES.get(name, {})],
        "facts": [{"id": 1, "locator": "page 1", "gist": name, "claims": [*named, *claims]}],
    }
    return write(folder, json.dumps(content, ensure_ascii=False), f"{name}.yaml")


def relation(about: str, predicate: str, target: str, **more: Any) -> dict[str, Any]:
    return {"about": about, "predicate": predicate, "object": target} | more


def two_sources(folder: Path) -> list[Path]:
    """Each knows one Kim, one bureau and one chair; they agree in nothing but the congress."""
    during = {"holds": "2010-01-01/2012-12-31"}
    return [
        source(
            folder,
            "north",
            {"about": "north-kim", "predicate": "birth_date", "value": "1947"},
            relation("north-kim", "MEMBER_OF", "bureau", **during),
            relation("pak", "MEMBER_OF", "bureau", **during),
            relation("chair", "POST_IN", "bureau", **during),
            relation("north-kim", "HOLDS", "chair", **during),
            relation("north-kim", "PARTICIPATED_IN", "congress"),
            relation("pak", "PARTICIPATED_IN", "congress"),
            {"about": "congress", "predicate": "date", "value": "2010-09-28"},
        ),
        source(
            folder,
            "south",
            {"about": "south-kim", "predicate": "birth_date", "value": "1949"},
            relation("south-kim", "MEMBER_OF", "politburo", **during),
            relation("chairman", "POST_IN", "politburo", **during),
            relation("south-kim", "HOLDS", "chairman", **during),
            relation("south-kim", "PARTICIPATED_IN", "congress"),
        ),
    ]


def decisions(folder: Path, *made: str, editors: str = "who-is-who") -> Path:
    """A file of decisions, each as `merged > into` or, where they are two, `merged < into`."""
    items = []
    for text in made:
        merged, sign, into, *more = text.split()
        items.append(
            {"merged": merged, "into": into, "same": sign == ">", "reason": "We say so."}
            | {"despite": more}
        )
    content = {"editors": editors, "decided": "2026-11-01", "decisions": items}
    return write(folder, json.dumps(content), f"{editors}.yaml")


ALL_THREE = ("south-kim > north-kim", "politburo > bureau", "chairman > chair")


def everything(database: Database) -> dict[str, Any]:
    """What each face gives, of people and of what they are in."""
    graph = nx.read_graphml(io.BytesIO(b"".join(chunks(from_database(database), "graphml"))))
    tied = project(database, "co-tenure", contested="weighted")
    return {
        "members": [row["id"] for row in run(database, "members", {"organization": "bureau"}).rows],
        "people": {row["id"] for row in run(database, "things", {"kind": "Person"}).rows},
        "search": [row["id"] for row in run(database, "search", {"text": "김철수"}).rows],
        "near": len(run(database, "neighborhood", {"id": "north-kim"}).rows),
        "way": len(run(database, "path", {"start": "north-kim", "end": "pak"}).rows),
        "nodes": set(graph),
        "degree": graph.degree("north-kim"),
        "tied": {frozenset(pair) for pair in tied.edges},
        "births": {
            row["value"]: bool(row["disputed"])
            for row in run(database, "describe", {"id": "north-kim"}).rows
            if row["predicate"] == "birth_date"
        },
        "contested": len(run(database, "contested", {}).rows),
    }


def claims(database: Database) -> list[dict[str, Any]]:
    """Every claim but decisions, as it is exported, without when it was recorded."""
    rows = run(database, "claims", {}, limit=1000).rows
    left = ("recorded", "retired")
    return [
        {key: value for key, value in row.items() if key not in left}
        for row in rows
        if row["source"] in NAMES
    ]


def test_merged_things_are_one_on_every_face_until_undone(empty: Database, tmp_path: Path) -> None:
    """Lists, search, ways, exports and projections have one thing; undone, all is as it was."""
    load(empty, two_sources(tmp_path))
    before, said = everything(empty), claims(empty)
    report = decide(empty, decisions(tmp_path, *ALL_THREE))
    assert (report.added, report.moved) == (3, 8)
    after = everything(empty)
    assert after["people"] == {"north-kim", "pak"} == before["people"] - {"south-kim"}
    assert after["nodes"] == before["nodes"] - {"south-kim", "politburo", "chairman"}
    assert after["search"][:1] == ["north-kim"]
    assert after["births"] == {"1947": True, "1949": True}
    assert before["births"] == {"1947": False}
    assert after["contested"] == before["contested"] + 1
    assert sorted(after["members"]) == sorted(before["members"])
    assert after["tied"] == {frozenset(("north-kim", "pak"))}
    assert [item["id"] for item in claims(empty)] == [item["id"] for item in said]
    undone = decide(empty, decisions(tmp_path))
    assert (undone.retired, undone.moved) == (3, 8)
    assert everything(empty) == before
    assert claims(empty) == said


def test_sources_that_are_loaded_again_change_nothing(empty: Database, tmp_path: Path) -> None:
    """A file that names what has been merged is read as of the one that is kept."""
    files = two_sources(tmp_path)
    load(empty, files)
    decide(empty, decisions(tmp_path, *ALL_THREE))
    assert load(empty, files).changes_nothing
    born = {"about": "south-kim", "predicate": "gender", "value": "male"}
    assert load(empty, [source(tmp_path, "later", born)]).added == 1
    rows = run(empty, "claims", {"subject": "north-kim", "source": "later"}).rows
    assert [row["value"] for row in rows] == ["male"]
    decide(empty, decisions(tmp_path))
    rows = run(empty, "claims", {"subject": "south-kim", "source": "later"}).rows
    assert [row["value"] for row in rows] == ["male"]


def test_before_the_decision_was_recorded_they_were_two(empty: Database, tmp_path: Path) -> None:
    """A record of before has both, as it had them, and no later id leads elsewhere in it."""
    load(empty, two_sources(tmp_path))
    then = Lens(recorded_at=str(run(empty, "claims", {}).rows[0]["recorded"]))

    def said() -> list[tuple[str, Any]]:
        rows = run(empty, "describe", {"id": "south-kim"}, then).rows
        return [(row["predicate"], row["value"] or row["object"]) for row in rows]

    before = said()
    decide(empty, decisions(tmp_path, *ALL_THREE))
    assert said() == before
    assert run(empty, "thing", {"id": "south-kim"}, then).rows[0]["merged_into"] is None
    people = {row["id"] for row in run(empty, "things", {"kind": "Person"}, then).rows}
    assert people == {"north-kim", "south-kim", "pak"}
    # Whose decision it is does not matter to who reads one source alone.
    alone = run(empty, "describe", {"id": "north-kim"}, Lens(sources=("south",))).rows
    assert {row["predicate"] for row in alone} > {"name", "birth_date", "HOLDS"}


def test_ids_that_were_merged_are_still_asked_for(empty: Database, tmp_path: Path) -> None:
    """A query by such an id answers of the thing that is kept, and says so; addresses redirect."""
    load(empty, two_sources(tmp_path))
    decide(empty, decisions(tmp_path, *ALL_THREE))
    found = run(empty, "members", {"organization": "politburo"})
    assert {row["id"] for row in found.rows} == {"north-kim", "pak"}
    assert found.note == "'politburo' has been merged into 'bureau'."
    assert count(empty, "members", {"organization": "politburo"}) == len(found.rows)
    with TestClient(create_app(empty), follow_redirects=False) as client:
        for kind, merged, kept in (
            ("people", "south-kim", "north-kim"),
            ("organizations", "politburo", "bureau"),
        ):
            answer = client.get(f"/v1/{kind}/{merged}")
            assert (answer.status_code, answer.headers["Location"]) == (308, f"/v1/{kind}/{kept}")
        answer = client.get("/v1/queries/members?organization=politburo").json()
        assert answer["note"] == found.note
    paired = {name for pair in propose(empty, min_score=0).pairs for name in (pair.one, pair.other)}
    assert "south-kim" not in paired


def test_what_leaves_a_source_is_as_it_came(empty: Database, tmp_path: Path) -> None:
    """A source's workbook names what it names; a release has every id that its claims have."""
    load(empty, two_sources(tmp_path))

    def of_south() -> list[tuple[str, ...]]:
        content = from_database(empty, source="south").source
        assert content is not None
        named = [(row["id"], row["label"]) for row in content.things()]
        return named + [(row["about"], row["id"], row["object"]) for row in content.claims()]

    before = of_south()
    decide(empty, decisions(tmp_path, *ALL_THREE))
    assert of_south() == before
    tables = {
        table.name: list(rows)
        for table, rows in read_content(empty, date(2026, 11, 28)).tables.items()
    }
    things = {row["id"]: row.get("merged_into") for row in tables["things"]}
    assert things["politburo"] == "bureau"
    assert {row["subject"] for row in tables["claims"]} <= things.keys()
    assert {row["object"] for row in tables["claims"] if row["object"]} <= things.keys()
    decided = {row["subject"] for row in tables["claims"] if row["predicate"] == "MERGED_INTO"}
    assert decided == {"south-kim", "politburo", "chairman"}
    record = from_database(empty).record
    assert record is not None
    nodes = {row["id"] for row in from_database(empty).nodes()}
    assert {row["subject"] for row in record.claims()} <= nodes
    (moved,) = [row for row in tables["claims"] if row["value"] == "Politburo"]
    assert (moved["subject"], moved["stated_subject"]) == ("bureau", "politburo")


def test_merges_lead_on(empty: Database, tmp_path: Path) -> None:
    """What is merged into something that others merge leads to the last, and back when undone."""
    load(empty, two_sources(tmp_path))
    decide(empty, decisions(tmp_path, "politburo > bureau"))
    decide(empty, decisions(tmp_path, "bureau > office", editors="others"))
    members = [row["id"] for row in run(empty, "members", {"organization": "office"}).rows]
    assert sorted(set(members)) == ["north-kim", "pak", "south-kim"]
    assert run(empty, "members", {"organization": "politburo"}).rows
    decide(empty, decisions(tmp_path))
    members = [row["id"] for row in run(empty, "members", {"organization": "office"}).rows]
    assert sorted(set(members)) == ["north-kim", "pak"]
    decide(empty, decisions(tmp_path, editors="others"))
    assert run(empty, "members", {"organization": "office"}).rows == []


def test_judgement_is_of_the_thing_that_is_kept(empty: Database, tmp_path: Path) -> None:
    """What editors judge of claims on a merged thing they judge of all on the one that is kept."""
    judged = {
        "about": "south-kim",
        "predicate": "birth_date",
    }
    content = {
        "editors": "north",
        "disagreements": [
            {
                "id": "birth-of-kim",
                "asks": "When was Kim born?",
                "kind": "contested",
                "explanation": "Three years are given.",
                "claims": [judged],
            }
        ],
    }
    files = [*two_sources(tmp_path), source(tmp_path, "later", judged | {"value": "1950"})]
    load(empty, [*files, write(tmp_path, json.dumps(content), "judged.yaml")])

    def answers() -> dict[str, set[str]]:
        rows = run(empty, "contested", {}).rows
        return {row["question"]: {side["side"] for side in row["sides"]} for row in rows}

    assert answers() == {"birth-of-kim": {"1949", "1950"}}
    decide(empty, decisions(tmp_path, *ALL_THREE))
    assert answers() == {"birth-of-kim": {"1947", "1949", "1950"}}
    decide(empty, decisions(tmp_path))
    assert answers() == {"birth-of-kim": {"1949", "1950"}}


CONTRADICTIONS = [
    (("south-kim > north-kim", "south-kim < north-kim"), "two by this decision, and one by"),
    (
        ("south-kim > north-kim", "pak > north-kim", "south-kim < pak"),
        "all that are one with them are north-kim, pak, south-kim",
    ),
    (("south-kim > north-kim", "south-kim > pak"), "merged twice: into 'north-kim' as well"),
    (("south-kim > north-kim", "north-kim > pak"), "'north-kim' is merged itself"),
    (("south-kim > bureau",), "is a Person, 'bureau' a Organization"),
    (("pak > north-kim",), "north tells 'pak' and 'north-kim' apart: it says what one is"),
    (("office > bureau",), "others has decided that they are two: We say so"),
    (("bureau > politburo",), "'bureau' is merged into 'chosen' already, by others"),
    (("chosen > bureau",), "they would lead to each other"),
]


def test_decisions_that_contradict_are_refused(empty: Database, tmp_path: Path) -> None:
    """Decisions against each other, other editors' or a source are told with their line."""
    files = two_sources(tmp_path)
    related = relation("pak", "RELATED_TO", "north-kim", role="son")
    load(empty, [*files, source(tmp_path, "fourth")])
    north = json.loads(files[0].read_text(encoding="utf-8"))
    north["facts"][0]["claims"].append(related)
    load(empty, [write(tmp_path, json.dumps(north, ensure_ascii=False), "north.yaml")])
    decide(empty, decisions(tmp_path, "bureau > chosen", "office < chosen", editors="others"))
    before = claims(empty)
    for made, words in CONTRADICTIONS:
        with pytest.raises(DatasetError, match=words) as raised:
            decide(empty, decisions(tmp_path, *made))
        assert "who-is-who.yaml:1: decisions." in str(raised.value)
    assert claims(empty) == before


def test_a_source_that_tells_two_apart_can_be_overruled(empty: Database, tmp_path: Path) -> None:
    """Two whom a source gives one name are merged where the decision names that source."""
    third = source(tmp_path, "third")
    content = json.loads(third.read_text(encoding="utf-8"))
    content["things"][1]["distinct_from"] = ["third-kim"]
    load(empty, [write(tmp_path, json.dumps(content, ensure_ascii=False), "third.yaml")])
    with pytest.raises(DatasetError, match=r"it gives both the name 김철수.*write despite: .third"):
        decide(empty, decisions(tmp_path, "third-kim > fourth-kim"))
    assert decide(empty, decisions(tmp_path, "third-kim > fourth-kim third")).moved == 1
    (claim,) = run(empty, "claims", {"predicate": "MERGED_INTO"}).rows
    assert claim["note"] == "Although told apart by third."


def test_only_editors_decide(empty: Database, tmp_path: Path) -> None:
    """A source that is not of editors cannot merge what others say."""
    load(empty, two_sources(tmp_path))
    said = relation("politburo", "MERGED_INTO", "bureau", basis="inferred", method="We say so.")
    with pytest.raises(DatasetError, match="what is concluded"):
        load(empty, [source(tmp_path, "later", said)])


def test_sources_are_not_merged(empty: Database, tmp_path: Path) -> None:
    """A decision that names a source is refused, and says what makes two of them one voice."""
    load(empty, two_sources(tmp_path))
    with pytest.raises(DatasetError, match=r"'south' is a source.*the same `work`"):
        decide(empty, decisions(tmp_path, "north > south"))


def seats(database: Database) -> dict[str, bool | None]:
    """Whether each source's holder has the one seat of a post; None: nobody ever said so."""
    rows = database.run(
        "MATCH (t)<-[:SUBJECT]-(c:Claim {predicate: 'HOLDS'}) WHERE c.retired > datetime() "
        "RETURN c.source, any(r IN c.seat_retired WHERE r > datetime())"
    ).records
    return dict(rows)


def test_seats_follow_a_post_that_is_merged(empty: Database, tmp_path: Path) -> None:
    """That a post has one seat is known of the holders of what it is merged into, and no longer."""
    one = source(tmp_path, "seats", {"about": "chairman", "predicate": "seats", "value": 1})
    load(empty, [*two_sources(tmp_path), one])
    assert seats(empty) == {"north": None, "south": True}
    decide(empty, decisions(tmp_path, "chairman > chair", "south-kim > north-kim"))
    assert seats(empty) == {"north": True, "south": True}
    decide(empty, decisions(tmp_path, "chairman < chair", "south-kim < north-kim"))
    assert seats(empty) == {"north": False, "south": True}


def test_seats_of_a_role_end_with_the_role(empty: Database, tmp_path: Path) -> None:
    """A post has the one seat of its role for as long as it is said to have that role."""
    one = {"about": "leader", "predicate": "seats", "value": 1}
    role = relation("chair", "HAS_ROLE", "leader")
    load(empty, [*two_sources(tmp_path), source(tmp_path, "roles", one, role)])
    assert seats(empty)["north"] is True
    load(empty, [source(tmp_path, "roles", one)])
    assert seats(empty)["north"] is False
