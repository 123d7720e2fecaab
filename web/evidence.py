"""Who says what stands on a page: numbered footnotes, and the questions that sources contest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from graph.catalogue import MAX_IDS
from web.page import Page


@dataclass
class Note:
    """A footnote: one source, and where in it.

    Attributes:
        number: Counts from 1, in the order in which the page cites.
        source: The source, as the catalogue's `cited` gives it.
        cited: The ids of the claims for which the page cites it.
    """

    number: int
    source: Mapping[str, Any]
    cited: set[str] = field(default_factory=set)

    @property
    def places(self) -> list[Mapping[str, Any]]:
        """Where in the source the cited claims are: `locator` and the first claim there."""
        return [
            {"locator": place["locator"], "claim": here[0]}
            for place in self.source["places"]
            if (here := [claim for claim in place["claims"] if claim in self.cited])
        ]


class Evidence:
    """The footnotes and contested questions of one page.

    Args:
        page: The visit.
        rows: All rows that the page shows; their `claims` are ids.
    """

    def __init__(self, page: Page, *rows: Iterable[Mapping[str, Any]]) -> None:
        ids = list(dict.fromkeys(claim for part in rows for row in part for claim in row["claims"]))
        self._sources: dict[str, Mapping[str, Any]] = {}
        self._questions: dict[str, list[Mapping[str, Any]]] = {}
        self._notes: dict[str, Note] = {}
        for first in range(0, len(ids), MAX_IDS):
            part = ids[first : first + MAX_IDS]
            for source in page.ask("cited", ids=part).rows:
                self._sources |= dict.fromkeys(source["claims"], source)
        if any(row.get("resolved_by") != "unanimous" for part in rows for row in part):
            self._read_questions(page, ids[:MAX_IDS])

    def _read_questions(self, page: Page, ids: list[str]) -> None:
        sides = page.ask("contested", claims=ids).rows
        unknown = {claim for row in sides for claim in row["claims"]} - self._sources.keys()
        if unknown:
            for source in page.ask("cited", ids=sorted(unknown)[:MAX_IDS]).rows:
                self._sources |= dict.fromkeys(source["claims"], source)
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

    def notes(self, claims: Iterable[str]) -> list[Note]:
        """The footnotes for some claims, in the order of their numbers; new ones are numbered."""
        found: dict[int, Note] = {}
        for claim in claims:
            source = self._sources.get(claim)
            if source is None:
                continue
            note = self._notes.setdefault(source["id"], Note(len(self._notes) + 1, source))
            note.cited.add(claim)
            found[note.number] = note
        return [found[number] for number in sorted(found)]

    @property
    def all_notes(self) -> list[Note]:
        """Every footnote that the page has called for so far."""
        return list(self._notes.values())

    def questions(self, claims: Iterable[str]) -> list[Mapping[str, Any]]:
        """The questions that some claims answer and others answer otherwise, worst first."""
        found = {
            (question["question"], question["kind"]): question
            for claim in claims
            for question in self._questions.get(claim, ())
        }
        return sorted(found.values(), key=lambda row: (not row["disputed"], row["question"]))
