"""What a load did, or would do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from loaders.load.disagreements import DisagreementChanges
from loaders.load.staging import Difference


@dataclass(frozen=True)
class ChangedClaim:
    """A claim that a load adds, changes or retires: its id, subject, predicate and answer."""

    change: str
    id: str
    about: str
    predicate: str
    answer: Any


@dataclass(frozen=True)
class LoadReport:
    """What a load did, or would do.

    Attributes:
        sources: The difference for each source, by id.
        things: How many things are new or registered otherwise.
        judgements: Ids of editors' judgements that are new, changed or withdrawn.
        shown: The first claims that differ, where the graph had some of these sources before.
        disagreements: What questions the load opens and resolves.
        version_before: The graph's version before.
        version_after: The graph's version after; the same where nothing changed.
        dry_run: Whether nothing was written.
        moved: How many claims of other sources are recorded of another thing, since two have been
            merged, or are no longer.
    """

    sources: dict[str, Difference]
    things: int
    judgements: tuple[str, ...]
    shown: tuple[ChangedClaim, ...]
    disagreements: DisagreementChanges
    version_before: str
    version_after: str
    dry_run: bool
    moved: int = 0

    @property
    def added(self) -> int:
        """Claims that are new."""
        return sum(item.added for item in self.sources.values())

    @property
    def changed(self) -> int:
        """Claims that say the same, but are described otherwise."""
        return sum(item.changed for item in self.sources.values())

    @property
    def retired(self) -> int:
        """Claims that their source no longer makes."""
        return sum(item.retired for item in self.sources.values())

    @property
    def unchanged(self) -> int:
        """Claims that were there already."""
        return sum(item.unchanged for item in self.sources.values())

    @property
    def changes_nothing(self) -> bool:
        """Whether the graph already was what the files say."""
        described = any(item.described for item in self.sources.values())
        return not (
            self.added
            or self.changed
            or self.retired
            or self.things
            or self.judgements
            or described
        )
