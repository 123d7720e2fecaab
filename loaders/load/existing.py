"""What the graph holds already, asked some at a time, in one transaction or in many."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Set
from typing import Any, Protocol

from neo4j import ManagedTransaction

from graph.database import Database
from graph.errors import RefusedError
from graph.model import Label
from graph.names import name_key
from graph.statements import statement
from loaders.load.staging import chunks


class Holdings(Protocol):
    """What a graph holds, for files that lean on it."""

    @property
    def sources(self) -> Set[str]:
        """Ids of every source."""

    def things(self, ids: Iterable[str], count: int) -> Iterable[tuple[str, Label]]:
        """The label of each of these things that is there, perhaps of others too.

        Args:
            ids: Which.
            count: How many those are.
        """

    def bearers(self) -> Iterable[tuple[str, str]]:
        """Each name of each person, folded, with the person's id."""


# Runs a statement of ours by its name, with its parameters.
Read = Callable[..., Iterable[dict[str, Any]]]

_ASKED = 10_000
_LABELS = {label.value for label in Label}


def within(tx: ManagedTransaction) -> Read:
    """Reads of one transaction."""

    def read(name: str, **parameters: Any) -> Iterator[dict[str, Any]]:
        for record in tx.run(statement(name), parameters):
            yield dict(zip(record.keys(), record.values(), strict=True))

    return read


def apart(database: Database) -> Read:
    """Reads that are each a transaction of their own, so that none runs for long."""

    def read(name: str, **parameters: Any) -> Iterator[dict[str, Any]]:
        return database.stream(statement(name), parameters)

    return read


def registered(read: Read, ids: Iterable[str], count: int) -> Iterator[dict[str, Any]]:
    """What the graph says of the things with these ids that it has: id, labels, rank, series.

    Args:
        read: How the graph is read.
        ids: Which.
        count: How many those are; where the graph has fewer things, all of it is read, and others
            than those asked for are among the rows.
    """
    if next(iter(read("load/how_many")))["things"] < count:
        yield from read("load/known_things")
        return
    for part in chunks(ids, _ASKED):
        yield from read("load/these_things", ids=part)


def own_label(identifier: str, labels: Iterable[str]) -> Label:
    """The label of a thing of ours.

    Raises:
        RefusedError: It is of another owner, whose ids ours could meet.
    """
    ours = [label for label in labels if label in _LABELS]
    if len(ours) != 1:
        raise RefusedError(
            f"The database has a :Thing {identifier!r} that is not of ours.",
            hint="Use a database without :Thing nodes of another project.",
        )
    return Label(ours[0])


class Held:
    """What the graph of a database holds."""

    def __init__(self, database: Database) -> None:
        self._read = apart(database)
        self.sources = frozenset(row["id"] for row in self._read("load/known_sources"))

    def things(self, ids: Iterable[str], count: int) -> Iterator[tuple[str, Label]]:
        """The label of each of these things that is there, perhaps of others too."""
        for row in registered(self._read, ids, count):
            yield row["id"], own_label(row["id"], row["labels"])

    def bearers(self) -> Iterator[tuple[str, str]]:
        """Each name of each person, folded, with the person's id."""
        for row in self._read("load/bearers"):
            for name in row["names"]:
                yield name_key(name), row["id"]
