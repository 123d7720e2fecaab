"""Footnotes of a page: its sources by number, and the questions that its sources contest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from graph.lens import Lens
from graph.parameters import MAX_IDS
from web.page import Page


@dataclass(frozen=True)
class Mark:
    """The mark of one claim where a page cites it.

    Attributes:
        text: The number of the source's footnote, and the claim's letters in it: `3b`.
        claim: Its id.
        source: Its source, as the catalogue's `cited` gives it.
        locator: Where in the source it is; None where no place is known.
        first: Whether this is the page's first mark of the claim, to which the footnote leads back.
    """

    text: str
    claim: str
    source: Mapping[str, Any]
    locator: str | None
    first: bool = False


@dataclass
class Footnote:
    """A footnote: one source, and the claims of it that the page cites.

    Attributes:
        number: Counts from 1, in the order in which the page cites.
        source: The source, as the catalogue's `cited` gives it.
        marks: The first mark of each claim, in the order of their letters.
    """

    number: int
    source: Mapping[str, Any]
    marks: dict[str, Mark] = field(default_factory=dict)

    @property
    def places(self) -> list[list[Mark]]:
        """The marks by the place in the source that they are of."""
        found: dict[str, list[Mark]] = {}
        for mark in self.marks.values():
            found.setdefault(mark.locator or mark.claim, []).append(mark)
        return list(found.values())


def letters(place: int) -> str:
    """The letters of a place that counts from 0.

    Example:
        >>> letters(0), letters(25), letters(26), letters(702)
        ('a', 'z', 'aa', 'aaa')
    """
    text = ""
    place += 1
    while place:
        place, letter = divmod(place - 1, 26)
        text = chr(ord("a") + letter) + text
    return text


class Footnotes:
    """The footnotes and contested questions of one page.

    Args:
        page: The page.
        rows: All rows that the page shows; their `claims` are ids.
        also: A second lens through which the page looks.
    """

    def __init__(
        self, page: Page, *rows: Iterable[Mapping[str, Any]], also: Lens | None = None
    ) -> None:
        ids = list(dict.fromkeys(claim for part in rows for row in part for claim in row["claims"]))
        self._sources: dict[str, Mapping[str, Any]] = {}
        self._questions: dict[str, list[Mapping[str, Any]]] = {}
        self._footnotes: dict[str, Footnote] = {}
        self._opened: set[tuple[str, str]] = set()
        self._query_sources(page, ids)
        if also is not None:
            self._query_sources(page, [claim for claim in ids if claim not in self._sources], also)
        if any(row.get("resolved_by") != "unanimous" for part in rows for row in part):
            for first in range(0, len(ids), MAX_IDS):
                self._query_questions(page, ids[first : first + MAX_IDS])

    def _query_sources(self, page: Page, ids: list[str], through: Lens | None = None) -> None:
        for first in range(0, len(ids), MAX_IDS):
            part = ids[first : first + MAX_IDS]
            for source in page.query_through(through or page.pinned_lens, "cited", ids=part).rows:
                self._sources |= dict.fromkeys(source["claims"], source)

    def _query_questions(self, page: Page, ids: list[str]) -> None:
        sides = page.query("contested", claims=ids).rows
        unknown = {claim for row in sides for claim in row["claims"]} - self._sources.keys()
        self._query_sources(page, sorted(unknown))
        for question in sides:
            for claim in question["claims"]:
                self._questions.setdefault(claim, []).append(question)

    def source(self, claims: Iterable[str], identifier: str) -> Mapping[str, Any] | None:
        """The source of this id among those of some claims, as `cited` gives it."""
        return next(
            (
                source
                for claim in claims
                if (source := self._sources.get(claim)) and source["id"] == identifier
            ),
            None,
        )

    def marks(self, claims: Iterable[str]) -> list[Mark]:
        """The marks of some claims, by footnote and letter; claims cited first get theirs now."""
        found: list[tuple[int, int, Mark]] = []
        for claim in dict.fromkeys(claims):
            source = self._sources.get(claim)
            if source is None:
                continue
            footnote = self._footnotes.setdefault(
                source["id"], Footnote(len(self._footnotes) + 1, source)
            )
            known = footnote.marks.get(claim)
            if known is None:
                place = len(footnote.marks)
                text = f"{footnote.number}{letters(place)}"
                known = Mark(text, claim, source, _locator(source, claim))
                footnote.marks[claim] = known
                found.append((footnote.number, place, replace(known, first=True)))
            else:
                found.append((footnote.number, list(footnote.marks).index(claim), known))
        return [mark for _, _, mark in sorted(found, key=lambda item: item[:2])]

    @property
    def all(self) -> list[Footnote]:
        """Every footnote that the page has used so far."""
        return list(self._footnotes.values())

    def opens(self, question: Mapping[str, Any]) -> bool:
        """Whether a question has not stood on the page so far; from now on it has."""
        key = (question["question"], question["kind"])
        new = key not in self._opened
        self._opened.add(key)
        return new

    def questions(self, claims: Iterable[str]) -> list[Mapping[str, Any]]:
        """The questions that some claims answer and others contest, disputed ones first."""
        found = {
            (question["question"], question["kind"]): question
            for claim in claims
            for question in self._questions.get(claim, ())
        }
        return sorted(found.values(), key=lambda row: (not row["disputed"], row["question"]))


def _locator(source: Mapping[str, Any], claim: str) -> str | None:
    return next((place["locator"] for place in source["places"] if claim in place["claims"]), None)
