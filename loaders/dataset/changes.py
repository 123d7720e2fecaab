"""What changed between two releases of a dataset, claim by claim."""

from __future__ import annotations

import io
import re
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from graph.errors import BadInputError
from graph.paths import DATA, ROOT
from loaders.dataset.reader import Dataset, read_dataset
from loaders.dataset.records import claim_records

_REVISION = re.compile(r"\w[\w./~^@-]*")
COLUMNS = ("change", "source", "fact", "about", "predicate", "before", "after")


def changes(before: str, after: str) -> list[dict[str, Any]]:
    """The claims and judgements that were added, removed or changed, with `COLUMNS`.

    Args:
        before: A folder of dataset files, or a git revision of this checkout.
        after: The same.

    Raises:
        BadInputError: One of them is neither.
        DatasetError: A file of one of them is wrong.
    """
    with _dataset(before) as old, _dataset(after) as new:
        rows = _claims(old, new) + _judgements(old, new)
    return sorted(rows, key=lambda row: (row["source"], row["about"], row["predicate"]))


@contextmanager
def _dataset(place: str) -> Iterator[Dataset]:
    folder = Path(place)
    if folder.is_dir():
        yield read_dataset([folder])
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
        yield read_dataset([Path(temporary) / DATA.relative_to(ROOT)])


def _no_release(place: str) -> BadInputError:
    return BadInputError(
        f"{place!r} is neither a folder nor a revision of this checkout.",
        hint="As in v0.1.0, HEAD~1 or data.",
    )


def _claims(old: Dataset, new: Dataset) -> list[dict[str, Any]]:
    before, after = _by_id(old), _by_id(new)
    gone = {key: row for key, row in before.items() if key not in after}
    rows = []
    for key, row in after.items():
        if key in before:
            continue
        twin = next((other for other, was in gone.items() if was["slot"] == row["slot"]), None)
        was = gone.pop(twin)["answer"] if twin is not None else None
        rows.append(_row("added" if twin is None else "changed", row, was, row["answer"]))
    rows += [_row("removed", row, row["answer"], None) for row in gone.values()]
    return rows


def _by_id(dataset: Dataset) -> dict[str, dict[str, Any]]:
    found = {}
    for file in dataset.files:
        for record in claim_records(file):
            claim, fact = record.as_claim(file.work), record.properties["fact"]
            found[claim.id] = {
                "source": claim.source,
                "fact": fact,
                "about": claim.about,
                "predicate": claim.predicate,
                "answer": claim.side,
                "slot": (claim.source, claim.about, claim.predicate, fact, claim.object),
            }
    return found


def _judgements(old: Dataset, new: Dataset) -> list[dict[str, Any]]:
    before, after = (
        {
            item.id: (file.data.editors, item.kind.value, item)
            for file in dataset.judgements
            for item in file.judgements
        }
        for dataset in (old, new)
    )
    rows = []
    for key in sorted(before.keys() | after.keys()):
        was, now = before.get(key), after.get(key)
        if was == now:
            continue
        editors = (now or was or ("", "", None))[0]
        rows.append(
            {
                "change": "changed" if was and now else "added" if now else "removed",
                "source": editors,
                "fact": None,
                "about": key,
                "predicate": "judgement",
                "before": was and was[1],
                "after": now and now[1],
            }
        )
    return rows


def _row(change: str, row: dict[str, Any], before: Any, after: Any) -> dict[str, Any]:
    shown = {name: row[name] for name in ("source", "fact", "about", "predicate")}
    return {"change": change, **shown, "before": before, "after": after}
