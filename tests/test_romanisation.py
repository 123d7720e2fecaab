"""Names written in Latin letters by rule, and read back."""

from __future__ import annotations

import csv

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.hangul import LONG_SURNAMES, SURNAMES, Syllable, put_together, southern, take_apart
from graph.names import name_key
from graph.paths import ROOT
from graph.readings import read
from graph.romanisation import System, romanise

_TABLE = ROOT / "tests" / "examples" / "romanisation.csv"
with _TABLE.open(encoding="utf-8", newline="") as opened:
    ROWS = list(csv.DictReader(opened))
# Names with the form that they are known to have, of each system that is known.
KNOWN = [
    (row["kind"], row["hangul"], system, row[system], system in row["by_custom"])
    for row in ROWS
    for system in System
    if row[system]
]
_FINALS = ["", *"ㄱㄴㄹㅁㅂㅅㅇ"]
_SYLLABLES = st.builds(
    lambda initial, vowel, final: put_together(Syllable(initial, vowel, final)),
    st.sampled_from("ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎㄲㄸㅃㅆㅉ"),
    st.sampled_from("ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"),
    st.sampled_from(_FINALS),
)
GIVEN = st.lists(_SYLLABLES, min_size=1, max_size=2).map("".join)
PEOPLE = st.tuples(st.sampled_from(sorted(SURNAMES | LONG_SURNAMES)), GIVEN).map("".join)
WORDS = st.lists(_SYLLABLES, min_size=1, max_size=3).map("".join)


def _plain(text: str) -> str:
    return text.casefold().replace(" ", "").replace("-", "")


def test_table_is_wide() -> None:
    """At least 200 names have forms that are known independently of the rules."""
    assert len({(row["kind"], row["hangul"]) for row in ROWS}) == len(ROWS) >= 200
    assert all(any(row[system] for system in System) for row in ROWS)


@pytest.mark.parametrize(("kind", "hangul", "system", "form", "by_custom"), KNOWN)
def test_known_form(kind: str, hangul: str, system: System, form: str, *, by_custom: bool) -> None:
    """The rules write a name as it is known, but for those that custom writes otherwise."""
    written = romanise(hangul, system, person=kind == "person")
    if by_custom:
        assert written != form
    elif kind == "person":
        assert written == form
    else:
        assert _plain(written) == _plain(form)


@pytest.mark.parametrize(
    ("form", "hangul"),
    [(form, hangul) for kind, hangul, _, form, custom in KNOWN if kind == "person" and not custom],
)
def test_known_form_reads_back(form: str, hangul: str) -> None:
    """A person's known form is read as the name that it stands for, however it is put together."""
    if all(take_apart(letter).final in _FINALS for letter in hangul):
        for text in (form, form.lower().replace(" ", "").replace("-", "")):
            assert hangul in read(text)


@settings(max_examples=150, deadline=None)
@given(PEOPLE, st.sampled_from(System))
def test_person_reads_back(name: str, system: System) -> None:
    """Whatever a person's name, what each system writes of it may be read as that name."""
    assert name in read(romanise(name, system, person=True))


@settings(max_examples=150, deadline=None)
@given(WORDS, st.sampled_from(System))
def test_word_reads_back(word: str, system: System) -> None:
    """Whatever a word, what each system writes of it may be read as that word."""
    assert word in read(romanise(word, system))


@settings(max_examples=150, deadline=None)
@given(PEOPLE)
def test_marks_may_be_left_out(name: str) -> None:
    """McCune-Reischauer reads back without breves, apostrophes, blanks and hyphens too."""
    bare = name_key(romanise(name, System.MR, person=True)).replace(" ", "")
    assert name in read(bare, limit=400)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=30))
def test_any_text_is_read(text: str) -> None:
    """Any text has readings, at most as many as are asked for, or none."""
    assert len(read(text, limit=5)) <= 5


@given(
    text=st.text(alphabet="김이일 -A'.", max_size=6),
    system=st.sampled_from(System),
    person=st.booleans(),
)
def test_any_text_is_written(text: str, system: System, *, person: bool) -> None:
    """A surname alone, blanks and what is no Hangul are written, or left as they are."""
    assert isinstance(romanise(text, system, person=person), str)
    assert romanise("김", system, person=True) in {"Kim", "Gim"}


@given(_SYLLABLES)
def test_syllables_come_apart(letter: str) -> None:
    """A syllable that is taken apart and put together is the same."""
    assert put_together(take_apart(letter)) == letter


@pytest.mark.parametrize(
    ("north", "south"),
    [
        ("리일환", "이일환"),
        ("로동신문", "노동신문"),
        ("류경", "유경"),
        ("렴철성", "염철성"),
        ("녀맹", "여맹"),
        ("라선", "나선"),
        ("김정은", "김정은"),
    ],
)
def test_south_spells_initials_otherwise(north: str, south: str) -> None:
    """The South has no ㄹ at the start of a word, and no ㄴ before i and y."""
    assert southern(north) == south


def test_likeliest_reading_is_first() -> None:
    """Marks, surnames and joints say which reading comes first."""
    assert read("Kim Chŏng-ŭn")[0] == "김정은"
    assert read("Kim Ir-yŏp")[0] == "김일엽"
    assert read("Namgung Ok")[0] == "남궁옥"
    assert "로동 신문" in read("Rodong Sinmun")
    assert read("") == read("jjj") == read("x" * 100) == []
