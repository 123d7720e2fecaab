"""Who is who: proposals with reasons, decisions that can be taken back."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from api.app import create_app
from graph.catalogue import run
from graph.database import Database
from loaders.foreign.importer import ForeignFormat, load_foreign
from loaders.identity.decisions import decide
from loaders.identity.matching import Person, compare, propose
from loaders.identity.romanisation import phonetic_key
from loaders.problems import DatasetError
from tests.test_foreign import EXAMPLES


@pytest.mark.parametrize(
    "names",
    [
        ["Ch'oe Ryong-hae", "Choe Ryong Hae", "최룡해", "Choi Ryong-hae"],
        ["Kim Yo Jong", "Kim Yo-cho'ng", "김여정", "KIM Yo-jong"],
        ["Jang Song Thaek", "장성택", "Chang Song-t'aek", "Jang Sung-taek"],
        ["Ri Man Gon", "Ri Man-ko'n", "리만건", "Lee Man-gon"],
        ["Pak Thae Song", "Pak T'ae-so'ng", "박태성", "Park Tae-song"],
        ["Jo Yon Jun", "Cho Yo'n-chun", "조연준"],
        ["Thae Jong Su", "T'ae Cho'ng-su", "태종수"],
    ],
)
def test_spellings_of_one_name_share_a_skeleton(names: list[str]) -> None:
    """A name in any romanisation and in Hangul is reduced to one text."""
    assert len({phonetic_key(name) for name in names}) == 1


def test_different_names_differ() -> None:
    """Names that differ in sound stay apart."""
    names = ["김영일", "김양건", "김영춘", "김기남", "최태복", "최휘", "리병삼", "박도춘"]
    assert len({phonetic_key(name) for name in names}) == len(names)


KIM = Person("a", ("Kim Yong Il", "김영일"), ((date(1947, 1, 1), date(1947, 12, 31)),))


@pytest.mark.parametrize(
    ("other", "score"),
    [
        (Person("b", ("Kim Yong-il",)), 0.75),
        (Person("b", ("Kim Yong Il",), ((date(1947, 5, 2), date(1947, 5, 2)),)), 0.95),
        (Person("b", ("Kim Yong Il",), ((date(1944, 1, 1), date(1944, 12, 31)),)), 0.15),
        (Person("b", ("Ri Chol Su",)), None),
    ],
)
def test_score_speaks_for_and_against(other: Person, score: float | None) -> None:
    """A shared name speaks for one person, births that can be one too, others against."""
    found = compare(KIM, other)
    assert (None if found is None else round(found.score, 2)) == score


PEOPLE = st.builds(
    Person,
    st.text("abc", min_size=1, max_size=3),
    st.lists(st.sampled_from(["Kim Il", "김일", "Ri Ho", "Li Ho", ""]), max_size=3).map(tuple),
)


@given(PEOPLE, PEOPLE)
def test_comparison_is_symmetric(one: Person, other: Person) -> None:
    """The order of two people matters neither to score nor to reasons."""
    first, second = compare(one, other), compare(other, one)
    assert (first is None) == (second is None)
    if first is not None and second is not None:
        assert (first.score, first.reasons) == (second.score, second.reasons)


DECISIONS = """
editors: who-is-who
decided: 2026-11-01
decisions:
  - {merged: popolo-1, into: kim-yong-il, same: true, reason: One post in one year.}
  - {merged: popolo-2, into: kim-yong-il, same: false, reason: Born three years apart.}
"""


@pytest.mark.writes
def test_decisions_redirect_survive_and_are_reversible(database: Database, tmp_path: Path) -> None:
    """A merged id leads to the kept one, which then has both's statements, until it is undone."""
    popolo = EXAMPLES / "popolo.json"
    copy = tmp_path / "popolo.json"
    copy.write_bytes(popolo.read_bytes())
    load_foreign(database, copy, ForeignFormat.POPOLO)
    rows = propose(database).rows
    pairs = {frozenset((row["one"], row["other"])): row["decided"] for row in rows}
    assert pairs[frozenset(("popolo-1", "kim-yong-il"))] is None
    file = tmp_path / "decisions.yaml"
    file.write_text(DECISIONS, encoding="utf-8")
    assert decide(database, file).added == 2
    load_foreign(database, copy, ForeignFormat.POPOLO)
    pairs = {
        frozenset((row["one"], row["other"])): row["decided"]
        for row in propose(database, min_score=0).rows
    }
    assert pairs[frozenset(("popolo-1", "kim-yong-il"))] == "same"
    assert pairs[frozenset(("popolo-2", "kim-yong-il"))] == "different"
    with TestClient(create_app(database), follow_redirects=False) as client:
        answer = client.get("/v1/people/popolo-1?as_of=2008")
        assert answer.status_code == 308
        assert answer.headers["Location"] == "/v1/people/kim-yong-il?as_of=2008"
        assert client.get("/v1/people/popolo-2").status_code == 200
        kept = client.get("/v1/people/kim-yong-il").json()["data"]
        said = {(row["predicate"], row["object"]) for row in kept["statements"]}
        assert {("HOLDS", "popolo-secretary"), ("MEMBER_OF", "political-bureau")} <= said
        held = {row["id"] for row in run(database, "affiliations", {"person": "kim-yong-il"}).rows}
        assert {"popolo-secretary", "political-bureau"} <= held
        file.write_text(DECISIONS[: DECISIONS.index("decisions:")] + "decisions: []\n")
        decide(database, file)
        assert client.get("/v1/people/popolo-1").status_code == 200


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (
            ("into: kim-yong-il, same: true", "into: nobody, same: true"),
            "yaml:5: .*nobody",
        ),
        (("merged: popolo-1, into: kim-yong-il", "merged: o-su-yong, into: o-su-yong"), "itself"),
        (("reason: One post in one year.", "why: so"), "reason"),
    ],
)
@pytest.mark.writes
def test_bad_decision_is_refused_with_its_line(
    change: tuple[str, str], words: str, database: Database, tmp_path: Path
) -> None:
    """A decision on nobody, on one person alone or without a reason is refused."""
    file = tmp_path / "decisions.yaml"
    text = (
        DECISIONS.replace(*change)
        .replace("popolo-1", "choe-hwi")
        .replace("popolo-2", "choe-thae-bok")
    )
    file.write_text(text, encoding="utf-8")
    with pytest.raises(DatasetError, match=words):
        decide(database, file)
