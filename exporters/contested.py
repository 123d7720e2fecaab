"""What of an export is contested: which edges and claims count, and for how much.

An edge or a claim that an export states as it is counts by the choice of `graph.contests`. What
does not count is in no edge and in no plain statement; the claims themselves are there always.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from exporters.columns import Row
from graph.contests import Contested, Contests


@dataclass(frozen=True)
class Choice:
    """Which edges and claims count.

    Attributes:
        contested: How what is contested is taken.
        contests: The contested claims; they are asked for once, when the first row comes.
    """

    contested: Contested
    contests: Callable[[], Contests]

    def edges(self, rows: Iterable[Row]) -> Iterator[Row]:
        """The rows of edges that count; weighed ones have a `weight`, their share of voices."""
        contests = self.contests()
        for row in rows:
            weight = self.contested.weight(contests.share(row.get("claims") or ()))
            if weight > 0:
                yield {**row, "weight": weight} if self.contested is Contested.WEIGHTED else row

    def things(self, rows: Iterable[Row]) -> Iterator[Row]:
        """Rows of things, of whose claims and participants those are left that count."""
        for row in rows:
            kept = {
                name: list(filter(self.counts, row[name])) for name in ("claims", "participants")
            }
            yield {**row, **kept}

    def counts(self, claim: Row) -> bool:
        """Whether what an asserted claim says is stated as it is.

        A rumour is stated only where all that is said is wanted, as it makes no edge.
        """
        if self.contested is Contested.ALL:
            return True
        share = self.contests().share([claim["id"]])
        return claim["modality"] != "rumoured" and self.contested.weight(share) > 0


def choose(contested: str, read: Callable[[], Contests]) -> Choice:
    """The choice of this name; `read` is called once, and only if it is needed.

    Raises:
        BadParameterError: There is none.
    """
    return Choice(Contested.parse(contested), lru_cache(maxsize=1)(read))
