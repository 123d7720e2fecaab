"""Proposals as a file of decisions: to be edited, and then loaded by `match --decide`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from graph.errors import RefusedError
from loaders.identity.matching import Decided, Proposals
from loaders.identity.population import Pair, Person

EDITORS = "who-is-who"
_HEAD = """\
# Who is who: {open} pairs to decide, the likeliest first. Set `same` to true or false and say the
# reason; what is left empty stays open. Ids whose `same` is true lead to `into` from then on: where
# more than two are one, let all of them lead to the one that is kept.
# Then: partycell match --decide {file}
"""


def write_proposals(
    proposals: Proposals, file: Path, *, editors: str = EDITORS, decided: date
) -> int:
    """Write a file of decisions: those of these editors that stand, then the pairs that are open.

    The standing ones are in it since a file that is loaded takes the place of the last one.

    Args:
        proposals: What to write.
        file: Where; it must not be there.
        editors: Id of the source that the decisions will be of.
        decided: The day that the file gives.

    Returns:
        How many pairs are open.

    Raises:
        RefusedError: The file is there: somebody's decisions may be in it.
    """
    verdicts = proposals.verdicts
    pairs = [pair for pair in proposals.pairs if frozenset((pair.one, pair.other)) not in verdicts]
    standing = [item for item in proposals.decided if item.editors == editors]
    lines = [
        _HEAD.format(open=f"{len(pairs):,}", file=file.name),
        f"editors: {editors}\n",
        f"decided: {decided.isoformat()}\n",
        "decisions:\n" if pairs or standing else "decisions: []\n",
        *(_standing(item) for item in standing),
    ]
    for pair in pairs:
        lines += _open(pair, proposals.people)
    try:
        with file.open("x", encoding="utf-8") as stream:
            stream.writelines(lines)
    except FileExistsError as error:
        raise RefusedError(
            f"{file} is there already, perhaps with decisions in it.",
            hint="Give another name, or move it away.",
        ) from error
    return len(pairs)


def _standing(item: Decided) -> str:
    same = "true" if item.same else "false"
    return (
        f"  - {{merged: {item.merged}, into: {item.into}, same: {same}, "
        f"reason: {_quoted(item.reason)}}}\n"
    )


def _open(pair: Pair, people: dict[str, Person]) -> Iterator[str]:
    """A pair with its evidence; what more is said of is kept, so that fewer things change."""
    merged, into = sorted(
        (people[pair.one], people[pair.other]), key=lambda person: (person.claims, person.id)
    )
    yield f"\n  # {pair.score:.2f}  {'; '.join(str(item) for item in pair.evidence)}\n"
    for person in (merged, into):
        yield f"  #   {person.id}: {_described(person)}\n"
    yield f"  - {{merged: {merged.id}, into: {into.id}, same: , reason: }}\n"


def _described(person: Person) -> str:
    """Names, births and sources of somebody, on one line."""
    born = [_days(first, last) for first, last in person.born]
    parts = [
        ", ".join(person.names),
        f"born {' or '.join(dict.fromkeys(born))}" if born else "birth unknown",
        f"{person.claims:,} claims",
        f"in {', '.join(sorted(person.sources))}" if person.sources else "",
    ]
    return _one_line("; ".join(part for part in parts if part))


def _days(first: date, last: date) -> str:
    if first == last:
        return first.isoformat()
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return str(first.year) if first.year == last.year else f"{first.year} to {last.year}"
    return f"{first} to {last}"


def _one_line(text: str) -> str:
    """A comment ends with its line, whatever ends lines in YAML."""
    return " ".join(text.split())


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
