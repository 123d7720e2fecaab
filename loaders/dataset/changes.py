"""What changed between two releases of a dataset: sources, things, claims, disagreements."""

from __future__ import annotations

import io
import re
import subprocess
import tarfile
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from graph.errors import BadInputError
from graph.paths import DATA, ROOT
from loaders.dataset.contents import (
    Contents,
    Item,
    What,
    from_dataset,
    from_release,
    is_release,
)
from loaders.dataset.reader import read_dataset

_REVISION = re.compile(r"\w[\w./~^@-]*")
COLUMNS = (
    "change",
    "what",
    "source",
    "fact",
    "about",
    "predicate",
    "field",
    "before",
    "after",
)


def changes(before: str, after: str) -> list[dict[str, Any]]:
    """What was added, removed or changed, with `COLUMNS`; one row a field of what was changed.

    Args:
        before: A release, a folder of dataset files, or a git revision of this checkout.
        after: The same.

    Raises:
        BadInputError: One of them is none of these, or one alone is a release.
        DatasetError: A file of one of them is wrong.
    """
    if is_release(Path(before)) is not is_release(Path(after)):
        raise BadInputError(
            f"Of {before} and {after} one is a release, and the other is not.",
            hint="Compare two releases, or two folders or revisions of dataset files.",
        )
    with _content(before) as old, _content(after) as new:
        rows = [row for kind in What for row in _compare(kind, old[kind], new[kind])]
    return sorted(rows, key=_order)


@contextmanager
def _content(place: str) -> Iterator[Contents]:
    folder = Path(place)
    if is_release(folder):
        yield from_release(folder)
        return
    if folder.is_dir():
        yield from_dataset(read_dataset([folder]))
        return
    if not _REVISION.fullmatch(place):
        raise _no_release(place)
    with tempfile.TemporaryDirectory() as temporary:
        archive = subprocess.run(  # noqa: S603  (the revision's shape is checked above)
            ["git", "archive", "--format=tar", place, "--", DATA.relative_to(ROOT).as_posix()],  # noqa: S607
            cwd=ROOT,
            capture_output=True,
            check=False,
        )
        if archive.returncode:
            raise _no_release(place)
        with tarfile.open(fileobj=io.BytesIO(archive.stdout)) as tar:
            tar.extractall(temporary, filter="data")
        yield from_dataset(read_dataset([Path(temporary) / DATA.relative_to(ROOT)]))


def _no_release(place: str) -> BadInputError:
    return BadInputError(
        f"{place!r} is neither a release, nor a folder, nor a revision of this checkout.",
        hint="As in partycell-1.0.0, v0.1.0, HEAD~1 or data.",
    )


def _compare(
    kind: What, before: Mapping[str, Item], after: Mapping[str, Item]
) -> Iterator[dict[str, Any]]:
    """Rows for what two editions have of one kind.

    A claim's id is a hash of what it says. So one that says something else is another, and is told
    as changed where it takes the place of one that is gone.
    """
    gone = {key: item for key, item in before.items() if key not in after}
    for key, item in after.items():
        twin = key if key in before else _twin(item, gone)
        if twin is None:
            yield _row("added", kind, item, "", None, item.shown)
            continue
        gone.pop(twin, None)
        yield from _fields(kind, before[twin], item)
    for item in gone.values():
        yield _row("removed", kind, item, "", item.shown, None)


def _twin(item: Item, gone: Mapping[str, Item]) -> str | None:
    """The id of what an item takes the place of."""
    if item.slot is None:
        return None
    return next((key for key, other in gone.items() if other.slot == item.slot), None)


def _fields(kind: What, before: Item, after: Item) -> Iterator[dict[str, Any]]:
    """A row for each field that differs."""
    names: Iterable[str] = dict.fromkeys([*before.fields, *after.fields])
    for name in names:
        was, now = before.fields.get(name), after.fields.get(name)
        if was != now:
            yield _row("changed", kind, after, name, was, now)


def _row(
    change: str, kind: What, item: Item, field: str, before: Any, after: Any
) -> dict[str, Any]:
    return {
        "change": change,
        "what": kind.value,
        "source": item.source,
        "fact": item.fact,
        "about": item.about,
        "predicate": item.predicate,
        "field": field or None,
        "before": before,
        "after": after,
    }


def _order(row: Mapping[str, Any]) -> tuple[Any, ...]:
    place = (row[name] or "" for name in ("source", "about", "predicate", "field", "change"))
    return (list(What).index(What(row["what"])), *place)
