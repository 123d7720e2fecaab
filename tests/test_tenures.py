"""Who held what from when until when, and what ended it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from graph.catalogue import run
from graph.database import Database
from graph.errors import BadParameterError
from graph.lens import Lens
from loaders.load import load
from tests.test_load import made_up

THINGS = {"organ": "Organization", "seat": "Post", "bench": "Post", "chair": "Role"}
THINGS |= dict.fromkeys(("one", "two", "three"), "Person")


def source(folder: Path, name: str, *claims: dict[str, Any], published: str = "2020-01-01") -> Path:
    """A file of a source that says these; that of `names` has all things."""
    things = [{"id": key, "label": label} for key, label in THINGS.items()]
    about = [{"about": key, "predicate": "name", "value": key, "language": "en"} for key in THINGS]
    content = {
        "source": made_up(name, published),
        "things": things if name == "names" else [],
        "facts": [
            {
                "id": 1,
                "locator": "line 1",
                "gist": name,
                "claims": [*(about if name == "names" else []), *claims],
            }
        ],
    }
    file = folder / f"{name}.yaml"
    file.write_text(json.dumps(content), encoding="utf-8")
    return file


def holds(who: str, post: str, **when: str) -> dict[str, Any]:
    return {"about": who, "predicate": "HOLDS", "object": post} | when


def belongs(who: str, role: str, **when: str) -> dict[str, Any]:
    return {"about": who, "predicate": "MEMBER_OF", "object": "organ", "role": role} | when


def one_seat(of: str) -> dict[str, Any]:
    return {"about": of, "predicate": "seats", "value": 1}


def kept(database: Database, day: str, **lens: Any) -> set[tuple[str, str, str | None]]:
    """Who has what in which role on a day."""
    found = run(database, "tenures", {"organization": "organ"}, Lens(as_of=day, **lens)).rows
    return {(row["person"], row["id"], row["role"]) for row in found}


def posts(folder: Path) -> Path:
    return source(
        folder,
        "names",
        *({"about": post, "predicate": "POST_IN", "object": "organ"} for post in ("seat", "bench")),
        published="2000-01-01",
    )


def test_next_holder_ends_the_one_before_in_one_seat_only(empty: Database, tmp_path: Path) -> None:
    """In a post with one seat one holder follows the other; in others both go on."""
    said = [
        holds(who, post, attested=day)
        for post in ("seat", "bench")
        for who, day in (("one", "2010-01-01"), ("two", "2014-01-01"), ("one", "2018-01-01"))
    ]
    load(empty, [posts(tmp_path), source(tmp_path, "said", *said)])
    assert ("one", "seat", None) in kept(empty, "2015-01-01")
    # A source that comes later says how many seats there are.
    load(empty, [source(tmp_path, "rules", one_seat("seat"))])
    benches = {("one", "bench", None), ("two", "bench", None)}
    assert kept(empty, "2012-01-01") == {("one", "seat", None), ("one", "bench", None)}
    assert kept(empty, "2015-01-01") == {("two", "seat", None)} | benches
    assert kept(empty, "2019-01-01") == {("one", "seat", None)} | benches
    # Without that source, or before it could be read, nothing has ended.
    known = {("one", "seat", None), ("two", "seat", None)} | benches
    assert kept(empty, "2015-01-01", sources=("names", "said")) == known
    rows = run(empty, "tenures", {"post": "seat"}).rows
    assert [
        (row["person"], row["first_attested"], row["ended_by"], row["over_from"]) for row in rows
    ] == [
        ("one", "2010-01-01", "replaced", "2014-01-01"),
        ("one", "2018-01-01", None, None),
        ("two", "2014-01-01", "replaced", "2018-01-01"),
    ]
    assert rows[0]["ended_by_claims"] == rows[2]["claims"]


def test_holder_who_is_loaded_later_ends_the_one_before(empty: Database, tmp_path: Path) -> None:
    """A new person in a seat ends who is in the graph already; taken back, the seat is theirs."""
    first = source(tmp_path, "first", holds("one", "seat", attested="2010-01-01"))
    kind = [{"about": "seat", "predicate": "HAS_ROLE", "object": "chair"}, one_seat("chair")]
    load(empty, [posts(tmp_path), first, source(tmp_path, "rules", *kind)])
    next_one = source(tmp_path, "next", holds("two", "seat", attested="2014-01-01"))
    load(empty, [next_one])
    assert kept(empty, "2015-01-01") == {("two", "seat", None)}
    source(tmp_path, "next", holds("two", "bench", attested="2014-01-01"))
    load(empty, [next_one])
    assert kept(empty, "2015-01-01") == {("one", "seat", None), ("two", "bench", None)}


def test_rumoured_and_vague_holders_end_nobody(empty: Database, tmp_path: Path) -> None:
    """Who is only rumoured, or may have been there before, takes the seat from nobody."""
    said = [
        holds("one", "seat", attested="2010-06-01"),
        holds("two", "seat", attested="2014-01-01", modality="rumoured"),
        holds("three", "seat", attested="2010"),
    ]
    load(empty, [posts(tmp_path), source(tmp_path, "said", *said, one_seat("seat"))])
    assert ("one", "seat", None) in kept(empty, "2015-01-01")


def test_promotion_ends_a_candidacy(empty: Database, tmp_path: Path) -> None:
    """Full members are no candidates any more, nor the other way round; other roles go on."""
    said = [
        belongs("one", "candidate member", attested="2010-01-01"),
        belongs("one", "member", attested="2014-01-01"),
        belongs("one", "secretary", attested="2010-01-01"),
        belongs("two", "full member", attested="2010-01-01"),
        belongs("two", "alternate member", attested="2014-01-01"),
        belongs("three", "candidate member", attested="2010-01-01"),
    ]
    load(empty, [posts(tmp_path), source(tmp_path, "said", *said)])
    assert kept(empty, "2015-01-01") == {
        ("one", "organ", "member"),
        ("one", "organ", "secretary"),
        ("two", "organ", "alternate member"),
        ("three", "organ", "candidate member"),
    }
    rows = run(empty, "members", {"organization": "organ"}, Lens(as_of="2015-01-01")).rows
    assert ("one", "candidate member") not in {(row["id"], row["role"]) for row in rows}


def test_dates_are_those_that_are_stated(empty: Database, tmp_path: Path) -> None:
    """A tenure has the dates of its claim, and ends by what comes first: its end or a death."""
    said = [
        holds("one", "seat", holds="2010/2012-05"),
        holds("two", "seat", holds="2013-01-01/.."),
        holds("three", "seat", attested="2016-02"),
        {"about": "two", "predicate": "death_date", "value": "2015-03-04"},
    ]
    load(empty, [posts(tmp_path), source(tmp_path, "said", *said)])
    columns = ("start_date", "end_date", "first_attested", "last_attested", "ended_by", "over_from")
    rows = run(empty, "tenures", {"organization": "organ", "post": "seat"}).rows
    assert {row["person"]: tuple(row[column] for column in columns) for row in rows} == {
        "one": ("2010", "2012-05", "2010-12-31", "2012-05-01", "stated end", "2012-06-01"),
        "two": ("2013-01-01", "..", "2013-01-01", "2020-01-01", "over", "2015-03-05"),
        "three": (None, None, "2016-02-01", "2016-02-29", None, None),
    }
    assert {row["organization"] for row in rows} == {"organ"}
    assert run(empty, "tenures", {"person": "one", "post": "bench"}).rows == []
    # As in every list of such rows.
    expected = {row["person"]: [row[column] for column in columns[2:]] for row in rows}
    members = run(empty, "members", {"organization": "organ"}).rows
    assert {row["id"]: [row[column] for column in columns[2:]] for row in members} == expected
    for person, dates in expected.items():
        for query, argument in (("affiliations", "person"), ("describe", "id")):
            (row,) = [
                row
                for row in run(empty, query, {argument: person}).rows
                if (row.get("relation") or row.get("predicate")) == "HOLDS"
            ]
            assert [row[column] for column in columns[2:]] == dates


def test_member_who_is_attested_again_was_not_over(empty: Database, tmp_path: Path) -> None:
    """One row of several attestations has the first and last of them, and what ended the last."""
    said = [
        belongs("one", "candidate member", attested="2010-01-01"),
        belongs("one", "member", attested="2012-01-01"),
        belongs("one", "candidate member", attested="2014-01-01"),
        belongs("two", "member", attested="2010-01-01"),
        belongs("two", "member", attested="2012-06"),
        {"about": "two", "predicate": "death_date", "value": "2011-03-04"},
    ]
    load(empty, [posts(tmp_path), source(tmp_path, "said", *said)])
    columns = ("first_attested", "last_attested", "ended_by", "over_from")
    rows = run(empty, "members", {"organization": "organ"}).rows
    assert {(row["id"], row["role"]): tuple(row[column] for column in columns) for row in rows} == {
        ("one", "candidate member"): ("2010-01-01", "2014-01-01", None, None),
        ("one", "member"): ("2012-01-01", "2012-01-01", "replaced", "2014-01-01"),
        # Who is said to be there after a death has died all the same.
        ("two", "member"): ("2010-01-01", "2012-06-30", "over", "2011-03-05"),
    }


def test_tenures_of_everything_are_refused(empty: Database) -> None:
    """At least one of the three must be given."""
    with pytest.raises(BadParameterError, match="needs organization, person or post"):
        run(empty, "tenures", {})


def test_curated_tenures(database: Database) -> None:
    """Jo Yong Won in the Presidium, the party's titles of Kim Jong Un, and the heads of Kangwon."""
    rows = run(
        database, "tenures", {"organization": "political-bureau-presidium", "person": "jo-yong-won"}
    ).rows
    assert rows
    assert {(row["person"], row["id"], row["role"]) for row in rows} == {
        ("jo-yong-won", "political-bureau-presidium", "member")
    }
    rows = run(database, "tenures", {"post": "post-head-kangwon-committee"}).rows
    assert [(row["person"], row["ended_by"], row["over_from"]) for row in rows] == [
        ("kim-su-gil", None, None),
        ("pak-jong-nam", "replaced", "2022-12-01"),
    ]
    rows = run(database, "tenures", {"post": "post-first-secretary-wpk"}).rows
    assert {row["over_from"] for row in rows} == {"2016-05-10"}
    rows = run(database, "members", {"organization": "political-bureau-presidium"}).rows
    found = {row["id"]: (row["first_attested"], row["ended_by"], row["over_from"]) for row in rows}
    assert found["choe-yong-rim"] == ("2013-01-28", "replaced", "2016-05-08")
    assert found["choe-ryong-hae"] == ("2013-01-28", None, None)
    assert found["jang-song-thaek"] == ("2013-01-28", "over", "2013-12-13")
