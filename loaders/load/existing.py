"""What the graph has already, read some at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Set
from typing import Any, Protocol

from graph.database import Database
from graph.errors import RefusedError
from graph.fragments import expand
from graph.lens import NEVER_RETIRED
from graph.model import Label
from graph.names import name_key
from graph.statements import statement
from loaders.load.staging import chunks


class ExistingGraph(Protocol):
    """What a graph has already, for files that refer to it."""

    @property
    def sources(self) -> Set[str]:
        """Ids of every source."""

    def things(self, ids: Iterable[str], count: int) -> Iterable[tuple[str, Label]]:
        """The label of each of these things that is there, perhaps of others too.

        Args:
            ids: Which.
            count: How many those are.
        """

    def names_of_people(self) -> Iterable[tuple[str, str]]:
        """Each name of each person, folded, with the person's id."""


# Runs a statement of ours by its name, with its parameters.
Reader = Callable[..., Iterable[dict[str, Any]]]

_IDS_AT_A_TIME = 10_000
_LABELS = {label.value for label in Label}


def make_reader(database: Database) -> Reader:
    """A reader whose statements are each a transaction of their own, so that none runs for long."""

    def read(name: str, **parameters: Any) -> Iterator[dict[str, Any]]:
        return database.stream(expand(statement(name)), parameters, time_limit=0)

    return read


def read_things(read: Reader, ids: Iterable[str], count: int) -> Iterator[dict[str, Any]]:
    """The id, labels, rank and series of those of these things that the graph has.

    Args:
        read: Reads the graph.
        ids: Which.
        count: How many those are; where the graph has fewer things, all of it is read, and others
            are among the rows.
    """
    if next(iter(read("load/count_things")))["things"] < count:
        yield from read("load/existing_things", never=NEVER_RETIRED)
        return
    for part in chunks(ids, _IDS_AT_A_TIME):
        yield from read("load/things_by_id", ids=part)


def find_label(identifier: str, labels: Iterable[str]) -> Label:
    """The one label of our model that a thing has.

    Raises:
        RefusedError: It is of another owner, whose ids ours could meet.
    """
    ours = [label for label in labels if label in _LABELS]
    if len(ours) != 1:
        raise RefusedError(
            f"The database has a :Thing {identifier!r} that partycell did not create.",
            hint="Use a database without :Thing nodes of another project.",
        )
    return Label(ours[0])


class StoredGraph:
    """The graph of a database, asked for what is needed of it."""

    def __init__(self, database: Database) -> None:
        self._read = make_reader(database)
        self.sources = frozenset(row["id"] for row in self._read("load/existing_sources"))

    def things(self, ids: Iterable[str], count: int) -> Iterator[tuple[str, Label]]:
        """The label of each of these things that is there, perhaps of others too."""
        for row in read_things(self._read, ids, count):
            yield row["id"], find_label(row["id"], row["labels"])

    def names_of_people(self) -> Iterator[tuple[str, str]]:
        """Each name of each person, folded, with the person's id."""
        for row in self._read("load/names_of_people", never=NEVER_RETIRED):
            for name in row["names"]:
                yield name_key(name), row["id"]
