"""What things are called: in which letters, and which name is shown."""

from __future__ import annotations

from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.name_languages import name_order, place_in_order
from graph.romanisation import System, romanise
from loaders.dataset.consistency import find_problems
from loaders.dataset.reader import read_dataset
from loaders.load.names import name_properties

FILE = """\
source:
  id: a-source
  title: A source
  publisher: Nobody
  language: {source}
  published: 2000-01-01
  kind: press
  trust: made up for a test
things:
  - {{id: a-thing, label: {label}}}
facts:
  - id: 1
    locator: line 1
    gist: It has a name.
    claims:
      - {{about: a-thing, predicate: name, value: {name}{language}}}
"""


def problems(folder: Path, **given: str) -> list[tuple[int, str]]:
    file = folder / "a-source.yaml"
    told = {**given, "language": f", language: {given['language']}" if given["language"] else ""}
    file.write_text(FILE.format_map(told), encoding="utf-8")
    found = find_problems(read_dataset([file]))
    return [(problem.line, problem.message) for problem in found]


@pytest.mark.parametrize(
    ("label", "name", "source", "language", "words"),
    [
        ("Person", "Kim Chol", "en", "", "of an unnamed system"),
        ("Person", "김철", "ko", "", "neither letters nor romanisation"),
        ("Person", "Kim Chol", "ko", "ko", "neither letters nor romanisation"),
        ("Person", "김철", "en", "", "is in Hangul"),
        ("Person", "Kim Chol", "en", "ko-Hang", "is in Latin letters"),
        ("Organization", "Executive Policy Bureau", "ja", "", "is in Latin letters"),
        ("Organization", "로동신문", "ko", "", "neither letters nor romanisation"),
        ("Tier", "당세포", "en", "", "is in Hangul"),
    ],
)
def test_name_without_system_is_refused(
    label: str, name: str, source: str, language: str, words: str, tmp_path: Path
) -> None:
    """A name that does not say how it is written is refused, with its line."""
    found = problems(tmp_path, label=label, name=name, source=source, language=language)
    assert [line for line, _ in found] == [16]
    assert words in found[0][1]


@pytest.mark.parametrize(
    ("label", "name", "source", "language"),
    [
        ("Person", "Kim Chol", "en", "ko-Latn-KP"),
        ("Person", "John Smith", "en", "en"),
        ("Person", "김철", "en", "ko-Hang"),
        ("Person", "金哲", "ko", "ko-Hani"),
        ("Person", "金哲", "ja", ""),
        ("Organization", "Workers' Party", "en", ""),
        ("Organization", "Rodong Sinmun", "ko", "ko-Latn-KP"),
        ("Tier", "党細胞", "ja", ""),
        ("Event", "당세포비서대회", "ko", ""),
    ],
)
def test_name_with_system_is_taken(
    label: str, name: str, source: str, language: str, tmp_path: Path
) -> None:
    """A name whose tag, or whose source's, says how it is written is taken."""
    assert problems(tmp_path, label=label, name=name, source=source, language=language) == []


def test_editors_name_nothing_as_a_source_does() -> None:
    """A name of the editors' is one that no source gives."""
    said: dict[tuple[str, Any], set[str]] = {}
    for file in read_dataset(None).files:
        for fact in file.data.facts:
            for claim in fact.claims:
                if claim.predicate == "name":
                    said.setdefault((claim.about, claim.value), set()).add(file.data.source.kind)
    assert [name for name, kinds in said.items() if len(kinds) > 1 and "editors" in kinds] == []


def test_names_by_rule_are_by_the_rules() -> None:
    """What the editors write by rule is what the rules of its system make of the Hangul."""
    checked = 0
    files = read_dataset(None).files
    people = {thing.id for file in files for thing in file.data.things if thing.label == "Person"}
    for file in files:
        for fact in file.data.facts:
            for claim in fact.claims:
                _, by_rule, hangul = (claim.method or "").partition("by rule from ")
                if by_rule:
                    assert file.data.source.kind == "editors"
                    system = System(str(claim.language))
                    assert claim.value == romanise(hangul, system, person=claim.about in people)
                    checked += 1
    assert checked > 200


def named(name: str, language: str | None, **more: Any) -> dict[str, Any]:
    row = {"preferred": 0, "voices": 1, "since": "2000-01-01", "claim": f"c-{name}"}
    return {**row, "name": name, "languages": [language] if language else [], **more}


NAMES = (
    named("Choe Ryong Hae", "ko-Latn-KP"),
    named("The Marshal's aide", "en", voices=9),
    named("Choi Ryong-hae", "ko-Latn", voices=9),
    named("Ch'oe Ryong-hae", "ko-Latn-MR"),
    named("Choe Ryonghae", "ko-Latn-RR"),
    named("A. Choe", "de"),
    named("최룡해", "ko-Hang", voices=9),
    named("崔龍海", "ko-Hani"),
)


@given(st.permutations(NAMES))
def test_names_have_one_order(names: list[dict[str, Any]]) -> None:
    """Names stand in the stated order of their systems, whoever says them and in whatever order."""
    found = name_properties("someone", names, person=True)
    assert found["names"] == [name["name"] for name in NAMES]
    assert (found["name"], found["name_ko"]) == ("Choe Ryong Hae", "최룡해")


def test_within_a_system_voices_decide() -> None:
    """Of two names of one system the one with more voices is shown, not the first by letter."""
    names = [named("A party", "en"), named("The party", "en", voices=2)]
    assert name_properties("a-party", names, person=False)["name"] == "The party"


def test_organisation_is_shown_by_its_translation() -> None:
    """A person goes by the North's spelling, an organisation by its name in English."""
    names = [named("Joson Rodongdang", "ko-Latn-KP", voices=9), named("The party", "en")]
    assert name_properties("a-party", names, person=False)["name"] == "The party"
    assert name_properties("someone", names, person=True)["name"] == "Joson Rodongdang"


def test_preferred_name_is_shown() -> None:
    """A name that an editor prefers goes before the order of systems; Hangul stays Hangul."""
    names = [*NAMES, named("Choe", "en", preferred=1)]
    found = name_properties("someone", names, person=True)
    assert (found["name"], found["name_ko"]) == ("Choe", "최룡해")


def test_name_without_hangul_has_no_korean_name() -> None:
    """Where nobody gives Hangul there is none to show."""
    assert name_properties("someone", NAMES[:2], person=True)["name_ko"] is None


@given(st.text(), st.none() | st.sampled_from(["ko", "ko-Hang", "en", "ja", ""]))
def test_every_name_has_its_place(name: str, language: str | None) -> None:
    """Any name in any language has a place in either order."""
    for reader, person in product(("en", "ko"), (True, False)):
        last = len(name_order(reader, person=person)) + 1
        assert 0 <= place_in_order(name, language, reader, person=person) <= last
