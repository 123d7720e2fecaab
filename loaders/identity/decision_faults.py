"""What is wrong with decisions that each have the right shape."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from graph.database import Database
from graph.lens import NEVER_RETIRED
from graph.model import Label
from graph.statements import statement
from loaders.identity.decision_shape import DecisionShape, DecisionsShape
from loaders.identity.matching import Decided, read_decided

Fault = tuple[int, str]


def find_faults(
    database: Database, shape: DecisionsShape, labels: Mapping[str, Label]
) -> list[Fault]:
    """What is wrong with decisions in themselves, with each other and with what the graph has.

    Args:
        database: What is decided of.
        shape: The decisions, each of which is made.
        labels: The label of each thing in it.

    Returns:
        The place of a decision in the file's list, from 0, and what is wrong with it.
    """
    decisions = shape.decisions
    found = [*_in_themselves(decisions, labels), *_chains(decisions)]
    if found:
        return found
    others = [item for item in read_decided(database) if item.editors != shape.editors]
    return [*_against_others(decisions, others), *_contradictions(decisions, others)] or [
        *_told_apart(database, decisions)
    ]


def find_sources(
    shape: DecisionsShape, labels: Mapping[str, Label], sources: Collection[str]
) -> list[Fault]:
    """Decisions on sources, which are no things: what two of them share is their work.

    Args:
        shape: The decisions.
        labels: The label of each thing in the graph.
        sources: The ids of its sources.
    """
    return [
        (
            number,
            f"{identifier!r} is a source. Two of one work are one voice: give both the same "
            "`work` where they are described (`source:`), and load them again.",
        )
        for number, item in enumerate(shape.decisions)
        for identifier in (item.merged, item.into)
        if identifier in sources and identifier not in labels
    ]


def _in_themselves(
    decisions: Sequence[DecisionShape], labels: Mapping[str, Label]
) -> Iterator[Fault]:
    for number, item in enumerate(decisions):
        one, other = labels[item.merged], labels[item.into]
        if item.merged == item.into:
            yield number, f"{item.merged!r} is merged with itself."
        elif one is not other:
            yield (
                number,
                f"{item.merged!r} is a {one.value}, {item.into!r} a {other.value}: "
                "they cannot be one.",
            )


def _chains(decisions: Sequence[DecisionShape]) -> Iterator[Fault]:
    """Something merged into what is merged too, or into two."""
    merged: dict[str, str] = {}
    everything = {item.merged for item in decisions if item.same}
    for number, item in enumerate(decisions):
        if not item.same:
            continue
        if item.into in everything:
            yield number, f"{item.into!r} is merged itself; name the id that is kept in the end."
        elif merged.setdefault(item.merged, item.into) != item.into:
            yield number, f"{item.merged!r} is merged twice: into {merged[item.merged]!r} as well."


def _against_others(
    decisions: Sequence[DecisionShape], others: Sequence[Decided]
) -> Iterator[Fault]:
    """Something that other editors have merged into a third, or this into it."""
    into = {item.merged: item for item in others if item.same}
    for number, item in enumerate(decisions):
        if not item.same:
            continue
        theirs = into.get(item.merged)
        if theirs is not None and theirs.into != item.into:
            yield (
                number,
                f"{item.merged!r} is merged into {theirs.into!r} already, by {theirs.editors}.",
            )
        elif _leads_to(into, item.into, item.merged):
            yield (
                number,
                f"{item.into!r} is merged into {item.merged!r} already, by "
                f"{into[item.into].editors}: they would lead to each other.",
            )


def _leads_to(into: Mapping[str, Decided], start: str, end: str) -> bool:
    seen = {start}
    while start in into and into[start].into not in seen:
        start = into[start].into
        seen.add(start)
    return start == end


def _contradictions(
    decisions: Sequence[DecisionShape], others: Sequence[Decided]
) -> Iterator[Fault]:
    """Two that are one by some decisions, here or elsewhere, and two by another."""
    groups = _groups(
        [(item.merged, item.into) for item in decisions if item.same]
        + [(item.merged, item.into) for item in others if item.same]
    )
    for number, item in enumerate(decisions):
        if item.same is False and groups.get(item.merged) == groups.get(item.into, item.into):
            yield (
                number,
                f"{item.merged!r} and {item.into!r} are two by this decision, and one by others: "
                f"all that are one with them are {_shown(groups, item.merged)}.",
            )
    for theirs in others:
        group = groups.get(theirs.merged)
        if theirs.same or group is None or group != groups.get(theirs.into):
            continue
        for number, item in enumerate(decisions):
            if item.same and groups[item.merged] == group:
                yield (
                    number,
                    f"by this decision {theirs.merged!r} and {theirs.into!r} are one; "
                    f"{theirs.editors} has decided that they are two: {theirs.reason}",
                )


def _groups(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """For each id of these pairs the first, by the alphabet, of all that are one with it."""
    groups: dict[str, set[str]] = {}
    for pair in pairs:
        joined = set(pair).union(*(groups.get(key, ()) for key in pair))
        groups.update(dict.fromkeys(joined, joined))
    return {key: min(group) for key, group in groups.items()}


def _shown(groups: Mapping[str, str], member: str) -> str:
    group = groups[member]
    return ", ".join(sorted(key for key, first in groups.items() if first == group))


def _told_apart(database: Database, decisions: Sequence[DecisionShape]) -> Iterator[Fault]:
    """Two that are merged although a source tells them apart."""
    pairs = [
        {"number": number, "merged": item.merged, "into": item.into, "despite": item.despite}
        for number, item in enumerate(decisions)
        if item.same
    ]
    rows = database.stream(
        statement("load/told_apart"), {"pairs": pairs, "never": NEVER_RETIRED}, time_limit=0
    )
    for row in rows:
        item, why = decisions[row["number"]], row["why"]
        yield (
            row["number"],
            f"{row['source']} tells {item.merged!r} and {item.into!r} apart: {why}. If they are "
            f"one all the same, write despite: [{row['source']}].",
        )
