"""What an edition of the dataset holds, to compare it with another: of files, or of a release."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from loaders.dataset.reader import Dataset, DatasetFile
from loaders.dataset.records import ClaimRecord, claim_records
from loaders.file_check import check_file
from loaders.problems import DatasetError, FileProblem
from loaders.read_errors import wrap_read_errors

_PACKAGE = "datapackage.json"
# What follows from the rest of a claim, or of its source.
_DERIVED = {
    "slot",
    "standing",
    "voice",
    "momentary",
    "undated",
    "flags",
    "holds_from",
    "holds_until",
    "starts_after",
    "ends_by",
}


class What(StrEnum):
    """What is compared."""

    SOURCE = "source"
    THING = "thing"
    CLAIM = "claim"
    DISAGREEMENT = "disagreement"


@dataclass(frozen=True)
class Item:
    """One of what is compared.

    Attributes:
        shown: What it is, in a few words.
        fields: What it says, by name.
        source: The source's id; of a disagreement whoever judges it.
        fact: Of a claim.
        about: The id of what it is about.
        predicate: Of a claim.
        slot: What another one shares that takes its place; None for what has an id of its own.
    """

    shown: str
    fields: Mapping[str, Any]
    source: str | None = None
    fact: str | None = None
    about: str | None = None
    predicate: str | None = None
    slot: tuple[str | None, ...] | None = None


Contents = Mapping[What, Mapping[str, Item]]


def is_release(folder: Path) -> bool:
    """Whether it is a folder that `partycell release` wrote."""
    return (folder / _PACKAGE).is_file()


def from_dataset(dataset: Dataset) -> Contents:
    """What dataset files hold; of disagreements those that editors judge."""
    files = dataset.files
    return {
        What.SOURCE: {file.data.source.id: _source(_said(file.data.source)) for file in files},
        What.THING: {
            thing.id: _thing(_said(thing)) for file in files for thing in file.data.things
        },
        What.CLAIM: {
            record.id: _recorded(file, record) for file in files for record in claim_records(file)
        },
        What.DISAGREEMENT: {
            item.id: Item(item.asks, _said(item) | {"id": None}, file.data.editors, about=item.id)
            for file in dataset.judgements
            for item in file.data.disagreements
        },
    }


def _said(shape: Any) -> dict[str, Any]:
    """The fields of a shape that say something, as plain values."""
    return {name: value for name, value in shape.model_dump(mode="json").items() if value}


def _source(fields: dict[str, Any]) -> Item:
    return Item(fields["title"], fields, fields["id"])


def _thing(fields: dict[str, Any]) -> Item:
    return Item(fields.get("kind") or fields["label"], fields, about=fields["id"])


def _recorded(file: DatasetFile, record: ClaimRecord) -> Item:
    claim, said = record.as_claim(file.work), record.properties
    fields = {
        **{name: value for name, value in said.items() if name not in _DERIVED},
        "object": record.object,
        "qualified_by": [": ".join(pair) for pair in record.qualifiers] or None,
        "locator": record.locator,
    }
    fields["value"] = fields.pop("says", None)
    return Item(
        claim.side,
        fields,
        claim.source,
        said["fact"],
        claim.about,
        claim.predicate,
        (claim.source, claim.about, claim.predicate, said["fact"], claim.object),
    )


def from_release(folder: Path) -> Contents:
    """What the tables of a release hold.

    Raises:
        DatasetError: A table is not there, or is none of ours.
    """
    facts = {row["id"]: row for row in _rows(folder, "facts", ("id", "locator", "gist"))}
    sides: dict[str, list[str]] = {}
    claims: dict[tuple[str, str], list[str]] = {}
    said = {
        row["id"]: row
        for row in _rows(folder, "claims", ("id", "source", "fact", "subject", "predicate"))
    }
    for row in _rows(folder, "answers", ("disagreement", "side", "claim")):
        source = said.get(row["claim"], {}).get("source", row["claim"])
        claims.setdefault((row["disagreement"], row["side"]), []).append(source)
    for row in _rows(folder, "sides", ("disagreement", "side")):
        sources = sorted(set(claims.get((row["disagreement"], row["side"]), [])))
        sides.setdefault(row["disagreement"], []).append(f"{row['side']} ({', '.join(sources)})")
    return {
        What.SOURCE: {row["id"]: _source(row) for row in _rows(folder, "sources", ("id", "title"))},
        What.THING: {row["id"]: _thing(row) for row in _rows(folder, "things", ("id", "kind"))},
        What.CLAIM: {key: _claim(row, facts.get(row["fact"], {})) for key, row in said.items()},
        What.DISAGREEMENT: {
            f"{row['id']} {row['kind']}": Item(
                f"{row['kind']}: {row.get('asks') or row['id']}",
                row | {"sides": "; ".join(sides.get(row["id"], []))},
                about=row["id"],
                slot=(row["id"],),
            )
            for row in _rows(folder, "disagreements", ("id", "kind"))
        },
    }


def _claim(row: dict[str, str], fact: Mapping[str, str]) -> Item:
    fields = {name: cell for name, cell in row.items() if name not in _DERIVED | {"id"}}
    fields |= {name: fact[name] for name in ("locator", "gist") if name in fact}
    slot = (row["source"], row["subject"], row["predicate"], row["fact"], row.get("object"))
    shown = row.get("value") or row.get("object") or ""
    return Item(shown, fields, row["source"], row["fact"], row["subject"], row["predicate"], slot)


def _rows(folder: Path, table: str, needed: Iterable[str]) -> Iterator[dict[str, str]]:
    """The rows of a table, without empty cells.

    Raises:
        DatasetError: It is not there, has not the columns needed, or a row has not all of them.
    """
    file = folder / f"{table}.csv"
    shown = str(file)
    check_file(file, shown=shown)
    with wrap_read_errors(shown), file.open(encoding="utf-8", newline="") as stream:
        reader = csv.DictReader(stream, strict=True)
        for row in reader:
            told = {name: cell for name, cell in row.items() if name and cell}
            lacking = [name for name in needed if name not in told]
            if lacking:
                message = f"has no {lacking[0]}."
                raise DatasetError([FileProblem(shown, reader.line_num, lacking[0], message)])
            yield told
