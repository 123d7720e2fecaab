"""The interface's words: the same in both languages, all used, dates as people write them."""

from __future__ import annotations

import re
import string
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporters.base import PURPOSES
from exporters.formats import FORMATS
from graph.checks import FINDINGS, checks
from graph.compare import CHANGES, PARTS
from graph.model import (
    Basis,
    Confidence,
    DisagreementKind,
    Label,
    Modality,
    Op,
    Rank,
    Read,
    Standing,
)
from graph.paths import ROOT
from graph.relations import RELATIONS
from graph.status import DateStatus
from graph.vocabulary import PROPERTIES
from loaders.dataset.reader import read_dataset
from web.dates import format_date
from web.figures.lanes import LaneData, Span, lanes
from web.glossary import terms
from web.language import (
    LANGUAGES,
    Messages,
    choose_language,
    load_export_words,
    load_messages,
    load_role_words,
)
from web.phrases import PLAIN, Phrases
from web.routes.start import EXAMPLES
from web.routes.things import GROUPED_BY

# The levels of the curated data, and what checks note.
LEVELS = (
    *("central-committee", "provincial-committee", "city-county-committee"),
    *("primary-party-committee", "sectional-party-committee", "branch-primary-party"),
    *("ri-party-committee", "primary-party-organisation-1956", "party-group", "party-cell"),
)
NOTES = (
    "it is not known whether new rules kept the exception",
    "it is not known whether new rules kept the bound",
    "one of the two has no date",
    "no source says whether it is paid",
    "no source gives its number of members",
    "no source says whether it has a committee",
    "no source says how often it meets",
    "its number of members is too vague",
    "time not read:",
    "the next is due in #; no source here tells of it",
)
# Keys that are made of data: every value that the data may have must be there.
MADE = {
    "predicate": [*PROPERTIES, *RELATIONS, "TOGETHER_AT", "SHARED_BY"],  # the last by the network
    "inverse": [*RELATIONS],
    "label": [*Label, "Source", "Claim"],
    "plural": [*Label, "Source", "Claim"],
    "meaning": [*Label],
    "kind": [*DisagreementKind],
    "contested.what": [*DisagreementKind],
    "confidence": [*Confidence],
    "modality": [*Modality],
    "basis": [*Basis],
    "rank": [*Rank],
    "check": [*checks()],
    "level": LEVELS,
    "note": NOTES,
    "finding": [*FINDINGS],
    "value": [op.name.lower() for op in Op],
    "source": [f"read_{extent}" for extent in Read],
    "start": [f"example_{key}" for key, *_ in EXAMPLES],
    "status": [Phrases.status_kind(status) for status in DateStatus],
    "standing": ["self-denied", *(item for item in Standing if item not in PLAIN)],
    "narrow": [*GROUPED_BY.values()],
    "compare.parts": PARTS,
    "compare.changes": [change.replace(" ", "_") for change in CHANGES],
}
# Keys that templates and scripts put together themselves, each with what stands for the rest.
OPEN = (
    *("nav", "lens", "certainty", "error", "tongue", "source_kind", "figure", "suggest", "about"),
    *("network", "legend", "hierarchy", "timeline", "console", "numbers", "compare", "glossary"),
    *("downloads", "sources.script"),
)


def test_languages_have_the_same_keys() -> None:
    """Every text is there in every language, with the same places to fill in."""

    def places(text: str) -> set[str]:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name}

    english = load_messages("en")
    for language in LANGUAGES:
        assert load_messages(language).keys() == english.keys()
        for key, text in load_messages(language).items():
            assert text.strip(), key
            assert places(text) == places(english[key]), key


def test_words_made_of_data_are_there() -> None:
    """Whatever the model can say has words."""
    known = load_messages("en").keys()
    assert [
        f"{table}.{name}"
        for table, names in MADE.items()
        for name in names
        if f"{table}.{name}" not in known
    ] == []


def test_every_word_is_used() -> None:
    """No text is left that no page shows."""
    files = [file for kind in ("*.html", "*.atom", "*.py") for file in (ROOT / "web").rglob(kind)]
    code = "".join(file.read_text(encoding="utf-8") for file in files)
    made = {f"{table}.{name}" for table, names in MADE.items() for name in names}
    unused = [
        key
        for key in load_messages("en")
        if key not in made
        and not key.startswith(tuple(f"{table}." for table in OPEN))
        and f"'{key}'" not in code
        and f'"{key}"' not in code
    ]
    assert unused == []


def test_every_key_that_is_asked_for_is_there() -> None:
    """No page asks for a text that is not there."""
    files = [*(ROOT / "web").rglob("*.html"), *(ROOT / "web").rglob("*.atom")]
    asked = {
        key
        for file in files
        for key in re.findall(r"\bt\('([\w.-]+)'[,)]", file.read_text(encoding="utf-8"))
    }
    assert asked - load_messages("en").keys() == set()


@pytest.mark.parametrize(
    ("asked", "accept", "language"),
    [
        (None, "", "en"),
        (None, "ko-KR,ko;q=0.9,en;q=0.8", "ko"),
        (None, "en;q=0.5, ko;q=0.8", "ko"),
        (None, "fr, de;q=0.5", "en"),
        (None, "ko;q=0, en", "en"),
        (None, "ko;q=nonsense", "en"),
        ("ko", "en", "ko"),
        ("xx", "ko", "ko"),
    ],
)
def test_language_is_chosen(asked: str | None, accept: str, language: str) -> None:
    """The address goes first, then what the browser asks for, then English."""
    assert choose_language(asked, accept) == language


def test_glossary_has_one_meaning_for_a_word() -> None:
    """Each word is there once, with a meaning, in every language."""
    for language in LANGUAGES:
        words = [term.words[language].casefold() for term in terms()]
        assert len(set(words)) == len(words) > 40
        assert all(term.meanings[language].count("`") % 2 == 0 for term in terms())
    assert len({term.key for term in terms()}) == len(terms())


def test_export_formats_have_korean_words() -> None:
    """What a format holds, and what it does not, is told in Korean too, and nothing else is."""
    told = {text for form in FORMATS.values() for text in (form.holds, *form.loses)}
    named = {text for form in FORMATS.values() for text in (form.title, form.opens)}
    assert told <= load_export_words().keys() <= told | named
    assert {form.purpose for form in FORMATS.values()} <= set(PURPOSES)


def test_roles_of_the_data_have_korean_words() -> None:
    """What the curated data call somebody's part is told in Korean too, and nothing else is."""
    claims = [
        claim
        for file in read_dataset(None).files
        for fact in file.data.facts
        for claim in fact.claims
    ]
    roles = {
        role
        for claim in claims
        for role in (claim.role, *(q.role for q in claim.qualified_by))
        if role
    }
    assert {role for role in roles if role.isascii()} == load_role_words().keys()


def test_number_chooses_the_word() -> None:
    """One is not many, and thousands have commas."""
    words = Messages("en")
    assert words("contested.voices", count=1) == "1 voice"
    assert words("contested.voices", count=3412) == "3,412 voices"


@pytest.mark.parametrize(
    ("text", "english", "korean"),
    [
        ("1990", "1990", "1990년"),
        ("2007-10", "October 2007", "2007년 10월"),
        ("2007-10-27/2007-10-28", "27–28 October 2007", "2007년 10월 27–28일"),
        ("2013-01/2013-02", "January – February 2013", "2013년 1월 – 2013년 2월"),
        ("2021-01-09/..", "since 9 January 2021", "2021년 1월 9일부터"),
        ("../1956", "until 1956", "1956년까지"),
        ("2007-10-26/", "from 26 October 2007; when it ended is not said", None),
        ("1984~", "about 1984", "1984년경"),
        ("199X", "the 1990s", "1990년대"),
        ("XXXX", "at an unknown date", "날짜 미상"),
        ("2001-21", "spring 2001", "2001년 봄"),
        ("-0100", "-0100", "-0100"),
    ],
)
def test_date_in_words(text: str, english: str, korean: str | None) -> None:
    """Dates read as people write them, and what has no plain form stays as it is."""
    assert format_date(text, "en") == english
    if korean is not None:
        assert format_date(text, "ko") == korean


DAYS = st.dates(date(1900, 1, 1), date(2100, 1, 1))


@given(st.lists(st.lists(DAYS, min_size=4, max_size=4), min_size=1, max_size=8))
def test_lanes_stay_in_the_figure(bounds: list[list[date]]) -> None:
    """Whatever the dates, each bar lies inside the figure and ticks go from left to right."""
    spans = []
    for days in bounds:
        a, b, c, d = sorted(days)
        spans += [Span(a, b, c, d), Span(a, c, b, d)]
    figure = lanes([LaneData("a", spans=spans)])
    assert figure is not None
    (lane,) = figure.lanes
    for bar in lane.bars:
        assert 0 <= bar.x <= bar.x + bar.width <= 100.7
    places = [x for _, x in figure.ticks]
    assert all(left < right for left, right in pairwise(places))


def test_open_and_vague_ends_are_drawn_so() -> None:
    """What is attested on a day fades to both sides; a vague month is hatched; 'since' goes on."""
    open_ends = Span(date(1, 1, 1), date(2013, 1, 28), date(2013, 1, 28), date(9999, 12, 31))
    vague = Span.from_date("2007-10")
    since = Span(date(2021, 1, 9), date(2021, 1, 9), date(9999, 12, 31), date(9999, 12, 31))
    figure = lanes(
        [
            LaneData("a", spans=[open_ends]),
            LaneData("b", spans=[vague]),
            LaneData("c", spans=[since]),
        ]
    )
    assert figure is not None
    kinds = [[bar.kind for bar in lane.bars] for lane in figure.lanes]
    assert kinds == [["before", "after", "certain"], ["vague"], ["certain"]]
    last = figure.lanes[2].bars[0]
    assert last.x + last.width == pytest.approx(100)


def test_nothing_dated_is_no_figure() -> None:
    """Without any date there is nothing to draw."""
    assert lanes([LaneData("a", spans=[Span.from_date("XXXX")]), LaneData("b")]) is None
