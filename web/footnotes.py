"""Footnotes of a page: its sources by number, and the questions that its sources contest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from graph.parameters import MAX_IDS
from web.page import Page


@dataclass
class Footnote:
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


class Footnotes:
    """The footnotes and contested questions of one page.

    Args:
        page: The page.
        rows: All rows that the page shows; their `claims` are ids.
    """

    def __init__(self, page: Page, *rows: Iterable[Mapping[str, Any]]) -> None:
        ids = list(dict.fromkeys(claim for part in rows for row in part for claim in row["claims"]))
        self._sources: dict[str, Mapping[str, Any]] = {}
        self._questions: dict[str, list[Mapping[str, Any]]] = {}
        self._footnotes: dict[str, Footnote] = {}
        self._query_sources(page, ids)
        if any(row.get("resolved_by") != "unanimous" for part in rows for row in part):
            for first in range(0, len(ids), MAX_IDS):
                self._query_questions(page, ids[first : first + MAX_IDS])

    def _query_sources(self, page: Page, ids: list[str]) -> None:
        for first in range(0, len(ids), MAX_IDS):
            for source in page.query("cited", ids=ids[first : first + MAX_IDS]).rows:
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

    def for_claims(self, claims: Iterable[str]) -> list[Footnote]:
        """The footnotes for some claims, in the order of their numbers; new ones are numbered."""
        found: dict[int, Footnote] = {}
        for claim in claims:
            source = self._sources.get(claim)
            if source is None:
                continue
            footnote = self._footnotes.setdefault(
                source["id"], Footnote(len(self._footnotes) + 1, source)
            )
            footnote.cited.add(claim)
            found[footnote.number] = footnote
        return [found[number] for number in sorted(found)]

    @property
    def all(self) -> list[Footnote]:
        """Every footnote that the page has used so far."""
        return list(self._footnotes.values())

    def questions(self, claims: Iterable[str]) -> list[Mapping[str, Any]]:
        """The questions that some claims answer and others contest, disputed ones first."""
        found = {
            (question["question"], question["kind"]): question
            for claim in claims
            for question in self._questions.get(claim, ())
        }
        return sorted(found.values(), key=lambda row: (not row["disputed"], row["question"]))
