"""Who is who: proposals with evidence, decisions that can be taken back."""

from __future__ import annotations

from datetime import date
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from api.app import create_app
from benchmarks.gold_pairs import calibrate, make_gold, make_people, measure
from graph.catalogue import run
from graph.database import Database
from graph.errors import BadParameterError, RefusedError
from loaders.foreign.importer import ForeignFormat, load_foreign
from loaders.identity.decision_drafts import write_proposals
from loaders.identity.decisions import decide, read_decisions
from loaders.identity.evidence import LEVELS, Feature, birth_level, plain_birth
from loaders.identity.matching import MIN_SCORE, propose
from loaders.identity.person_names import read_forms, southern_person
from loaders.identity.population import Pair, Person, Population
from loaders.problems import DatasetError
from tests.test_foreign import EXAMPLES

Days = tuple[date, date]


def year(number: int) -> Days:
    return date(number, 1, 1), date(number, 12, 31)


def day(text: str) -> Days:
    return date.fromisoformat(text), date.fromisoformat(text)


def person(identifier: str, *names: str, born: Days | None = None, **known: object) -> Person:
    """Somebody whom a source of their own names, unless `source` is given."""
    source = str(known.get("source", f"of-{identifier}"))
    shared = known.get("shared", ())
    assert isinstance(shared, tuple)
    named = frozenset((source, name) for name in names)
    return Person(identifier, names, (born,) if born else (), frozenset(shared), named)


def compare(one: Person, other: Person, *others: Person) -> Pair | None:
    return Population([one, other, *others]).compare(one.id, other.id)


def score(one: Person, other: Person, *others: Person) -> float:
    found = compare(one, other, *others)
    return 0.0 if found is None else found.score


@pytest.mark.parametrize(
    ("north", "south"),
    [
        ("리일환", "이일환"),
        ("로두철", "노두철"),
        ("라영호", "나영호"),
        ("류경수", "유경수"),
        ("렴철성", "염철성"),
        ("녀영희", "여영희"),
        ("림춘추", "임춘추"),
        ("최룡해", "최용해"),
    ],
)
def test_initial_sounds_are_no_other_syllables(north: str, south: str) -> None:
    """A name as the North writes its beginning and as the South does is one name."""
    assert southern_person(north) == south == southern_person(south)
    found = compare(person("a", north), person("b", south))
    assert found is not None
    assert found.score >= MIN_SCORE
    assert "initial sounds" in found.evidence[0].words


def test_other_syllables_are_never_one_name() -> None:
    """Names that differ in a syllable are no pair, however alike they are romanised and lived."""
    names = ["김영철", "김용철", "김영춘", "김정은", "김종은", "김정운", "박도춘", "박두춘"]
    for one, other in combinations(names, 2):
        first, second = (
            person(key, name, "Kim", born=day("1946-03-02"), shared=("post",))
            for key, name in (("a", one), ("b", other))
        )
        assert compare(first, second) is None


@given(st.lists(st.text("가나다라리니이김영철용", min_size=2, max_size=3), min_size=2, max_size=6))
def test_no_population_pairs_other_syllables(names: list[str]) -> None:
    """Of any Hangul names those that are proposed are one, but for initial sounds."""
    people = [person(str(number), name) for number, name in enumerate(names)]
    found = {(pair.one, pair.other) for pair in Population(people).pairs()}
    assert found == {
        (one.id, other.id)
        for one, other in combinations(people, 2)
        if southern_person(one.names[0]) == southern_person(other.names[0])
    }


@pytest.mark.parametrize(
    ("mine", "theirs", "words"),
    [
        ("최룡해", "Ch'oe Ryong-hae", "Hangul and letters"),
        ("최룡해", "Choi Ryong-hae", "Hangul and letters"),
        ("Jang Song Thaek", "Chang Sŏng-t'aek", "spellings that sound alike"),
        ("Pak Thae Song", "Park Tae-song", "spellings that sound alike"),
        ("Kim Yo Jong", "KIM Yo-jong", "one name in letters"),
        ("金英哲", "金英哲", "Chinese characters"),
        ("张成泽", "張成澤", "Chinese characters"),
        ("김영철 (金英哲)", "金英哲", "Chinese characters"),
        ("Jang Song Thaek", "Jang Song Thaeg", "spellings that sound alike"),
        ("Jang Song Thaek", "Jang Song Thak", "nearly"),
    ],
)
def test_names_are_compared_like_with_like(mine: str, theirs: str, words: str) -> None:
    """Within a script by its letters, across scripts and systems by sound."""
    found = compare(person("a", mine), person("b", theirs))
    assert found is not None
    assert words in found.evidence[0].words


@pytest.mark.parametrize(("mine", "theirs"), [("Ri Chol Su", "Kim Yong"), ("金英哲", "Kim Yong")])
def test_names_that_share_nothing_are_no_pair(mine: str, theirs: str) -> None:
    """Where no name can be compared, or none is near, there is no pair."""
    assert compare(person("a", mine), person("b", theirs)) is None


def test_forms_of_a_name_in_two_scripts() -> None:
    """A cell with a name in Hangul and in Chinese characters is read as both."""
    forms = read_forms(["리영호(李英浩)"])
    assert (list(forms.hangul), list(forms.han)) == (["리영호"], ["李英浩"])


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        (day("1946-03-02"), day("1946-03-02"), "day"),
        (day("1946-03-02"), year(1946), "year"),
        (day("1946-01-01"), day("1946-03-02"), "year"),
        (day("1983-01-01"), day("1984-01-01"), "next year"),
        (year(1983), day("1984-01-08"), "next year"),
        (day("1946-03-02"), day("1946-05-02"), "same year"),
        (year(1946), year(1949), "few years"),
        (year(1946), year(1957), "years"),
        ((date(1940, 1, 1), date(1949, 12, 31)), year(1946), "possible"),
        (day("1946-03-02"), (date(1946, 3, 1), date(1946, 3, 31)), "month"),
        (day("1900-01-01"), year(1946), None),
    ],
)
def test_births_are_compared_as_far_as_they_are_known(
    one: Days, other: Days, level: str | None
) -> None:
    """The first of January is a year, what programs write is nothing, and order does not matter."""
    plain = [[found] if (found := plain_birth(*days)) else [] for days in (one, other)]
    assert birth_level(*plain) == birth_level(*plain[::-1]) == level


def test_the_unknown_is_no_evidence() -> None:
    """A birth or a post that one source alone gives changes no score."""
    bare = score(person("a", "김영철"), person("b", "김영철"))
    one = person("a", "김영철", born=year(1946), shared=("post",))
    assert score(one, person("b", "김영철")) == bare
    assert score(one, person("b", "김영철", shared=("other post",))) == bare


def test_a_body_of_many_says_little() -> None:
    """A post that two share weighs much, an assembly of most people nothing."""
    others = [
        person(f"x{number}", f"Someone {number}", shared=("assembly",)) for number in range(40)
    ]
    one = person("a", "김영철", shared=("assembly", "post"))
    other = person("b", "김영철", shared=("assembly",))
    post = person("b", "김영철", shared=("post",))
    bare = score(person("a", "김영철"), person("b", "김영철"))
    assert score(one, other, *others) == bare
    assert score(one, post, *others) > 0.9 > bare


def test_a_name_of_many_says_less() -> None:
    """How many people of one source bear a name counts against it; of several sources does not."""
    pair = (person("a", "김영철"), person("b", "김영철"))
    alone = score(*pair)
    apart = [person(f"x{number}", "김영철") for number in range(8)]
    together = [person(f"x{number}", "김영철", source="table") for number in range(8)]
    assert score(*pair, *apart) == alone
    assert score(*pair, *together) < alone / 2


@pytest.mark.parametrize("births", [(1983, 1984), (1946, 1957)])
def test_one_hangul_name_is_told_whatever_the_births(births: tuple[int, int]) -> None:
    """A pair of one Hangul name is found, and marked, whatever speaks against it."""
    people = [person(str(born), "김영철", born=year(born)) for born in births]
    (pair,) = Population(people).pairs()
    assert pair.same_hangul
    assert (pair.score >= MIN_SCORE) == (births == (1983, 1984))


def test_a_source_that_tells_namesakes_apart_is_believed() -> None:
    """Two whom it names are no pair; with another source's they are."""
    people = [
        person("a", "김영철", source="table"),
        person("b", "김영철", source="table"),
        person("c", "Kim Yong Chol", source="table"),
        person("d", "김영철", source="reports"),
        person("e", "리영호", source="list"),
        person("f", "Ri Yong Ho", source="list"),
    ]
    found = {(pair.one, pair.other) for pair in Population(people).pairs()}
    assert found == {("a", "d"), ("b", "d"), ("c", "d"), ("e", "f")}


def test_pairs_between_two_sources_alone() -> None:
    """With two sources a pair has one whom the first names and one whom the second does."""
    people = [person(name, "김영철", source=name) for name in ("a", "b", "c")]
    found = [(pair.one, pair.other) for pair in Population(people).pairs(("c", "a"))]
    assert found == [("a", "c")]


PEOPLE = st.builds(
    Person,
    st.text("abc", min_size=1, max_size=3),
    st.lists(
        st.sampled_from(["Kim Yong Il", "김영일", "리호", "Li Ho", "金英日", "", "(", "I"]),
        min_size=1,
        max_size=3,
    ).map(tuple),
    st.lists(st.sampled_from([year(1946), day("1946-01-01"), day("1947-02-03")])).map(tuple),
    st.frozensets(st.sampled_from("xyz")),
)


@given(PEOPLE, PEOPLE)
def test_comparison_is_symmetric(one: Person, other: Person) -> None:
    """The order of two people does not matter, and a score is a likelihood."""
    assume(one.id != other.id)
    found = compare(one, other)
    assert found == Population([other, one]).compare(other.id, one.id)
    assert found is None or 0 <= found.score <= 1


def test_weights_are_those_of_the_pairs_that_are_known() -> None:
    """What each level weighs is what made-up people with a known truth give."""
    found = calibrate(make_people(seed=1, count=9_000))
    for feature in Feature:
        weights = {level: item.bits for level, item in LEVELS[feature].items()}
        assert weights == pytest.approx(found[feature], abs=0.051), feature


def test_precision_and_recall_on_pairs_that_were_held_out() -> None:
    """Of 500 other pairs at least nine in ten that are proposed are one, and that are one are."""
    gold = make_gold(seed=2, pairs=500)
    assert [sum(pair.same is truth for pair in gold.pairs) for truth in (True, False)] == [250, 250]
    at = {row.threshold: row for row in measure(gold, [MIN_SCORE, 0.8])}
    assert at[MIN_SCORE].precision >= 0.9
    assert at[MIN_SCORE].recall >= 0.9
    assert at[0.8].precision >= 0.98


def test_one_hangul_name_and_no_other_of_the_held_out_pairs() -> None:
    """Of these, all pairs of one Hangul name are found, and none of other syllables."""
    gold = make_gold(seed=2, pairs=500)
    names = {item.id: read_forms(item.names) for item in gold.people}
    population = Population(gold.people)
    for pair in gold.pairs:
        one, other = names[pair.one], names[pair.other]
        found = population.compare(pair.one, pair.other)
        if one.hangul & other.hangul:
            assert found is not None
            assert found.same_hangul
        elif one.hangul and other.hangul and not one.initials & other.initials:
            assert found is None


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
    rows = propose(database).rows.rows
    pairs = {frozenset((row["one"], row["other"])): row["decided"] for row in rows}
    assert pairs[frozenset(("popolo-1", "kim-yong-il"))] is None
    file = tmp_path / "decisions.yaml"
    file.write_text(DECISIONS, encoding="utf-8")
    assert decide(database, file).added == 2
    assert load_foreign(database, copy, ForeignFormat.POPOLO).loaded.changes_nothing
    proposed = propose(database, min_score=0)
    assert "popolo-1" not in proposed.people
    assert proposed.verdicts == {
        frozenset(("popolo-1", "kim-yong-il")): "same",
        frozenset(("popolo-2", "kim-yong-il")): "different",
    }
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
        (("reason: One post in one year.", "why: so"), "yaml:5: .*why"),
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


@pytest.mark.writes
def test_proposals_are_a_file_of_decisions(database: Database, tmp_path: Path) -> None:
    """The file loads as it is and changes nothing; edited, it decides; written again, it has it."""
    copy = tmp_path / "popolo.json"
    copy.write_bytes((EXAMPLES / "popolo.json").read_bytes())
    load_foreign(database, copy, ForeignFormat.POPOLO)
    file = tmp_path / "decisions.yaml"
    count = write_proposals(propose(database), file, decided=date(2026, 11, 1))
    text = file.read_text(encoding="utf-8")
    assert count == text.count("same: ,") > 0
    assert "  #   kim-yong-il: " in text
    assert decide(database, file).added == 0
    with pytest.raises(RefusedError, match="already"):
        write_proposals(propose(database), file, decided=date(2026, 11, 1))
    line = "{merged: kim-yong-il, into: popolo-1, same: , reason: }"
    assert line in text
    decision = line.replace("same: , reason: ", "same: true, reason: \"One: 'post'.\"")
    file.write_text(text.replace(line, decision), encoding="utf-8")
    assert decide(database, file).added == 1
    again = tmp_path / "again.yaml"
    # He is in the Popolo file now, which tells its namesakes apart.
    assert write_proposals(propose(database), again, decided=date(2026, 11, 1)) == 0
    decisions = read_decisions(again)[0].decisions
    assert [(item.merged, item.reason) for item in decisions if item.same] == [
        ("kim-yong-il", "One: 'post'.")
    ]
    assert decide(database, again).changes_nothing


def test_sources_to_match_must_be_there(database: Database) -> None:
    """A source that nobody knows is named, before anything is compared."""
    with pytest.raises(BadParameterError, match="no source 'nowhere'"):
        propose(database, sources=("nowhere", "partycell-editors"))


def test_a_decision_has_a_reason(tmp_path: Path) -> None:
    """A pair is decided with a reason, or open without one."""
    file = tmp_path / "decisions.yaml"
    file.write_text(DECISIONS.replace(", reason: One post in one year.", ""), encoding="utf-8")
    with pytest.raises(DatasetError, match="must have a reason"):
        read_decisions(file)
