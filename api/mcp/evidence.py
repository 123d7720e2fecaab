"""The claims and sources behind rows, so that no answer stands without who says so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from graph.catalogue import run
from graph.database import Database
from graph.lens import Lens

# So many claims are told in full; the rest are there by their ids.
MOST_CLAIMS = 60
_CLAIM = re.compile(r"c-[0-9a-f]{16}")
_TOLD = (
    "id",
    "subject",
    "predicate",
    "op",
    "value",
    "object",
    "polarity",
    "modality",
    "holds",
    "source",
    "locator",
    "gist",
    "original",
    "status",
)
_OF_SOURCE = ("id", "title", "publisher", "language", "published", "url", "trust")


def evidence(database: Database, rows: Iterable[Mapping[str, Any]], lens: Lens) -> dict[str, Any]:
    """The claims that rows name by id, and the sources of these and of the rows.

    Args:
        database: Where they are.
        rows: JSON values.
        lens: What is let through, and as of which snapshot.

    Returns:
        `claims`: at most 60, what is null left out; `claims_left_out`: how many more there are;
        `sources`: by id.
    """
    texts = list(_texts(list(rows)))
    ids = list(dict.fromkeys(text for text in texts if _CLAIM.fullmatch(text)))
    told: list[dict[str, Any]] = []
    if ids:
        arguments = {"ids": ids[:MOST_CLAIMS], "limit": MOST_CLAIMS}
        told = [_chosen(row, _TOLD) for row in run(database, "claims", arguments, lens).rows]
    named = {*texts, *(claim["source"] for claim in told)}
    sources = {
        row["id"]: _chosen(row, _OF_SOURCE)
        for row in run(database, "sources", {}, lens).rows
        if row["id"] in named
    }
    return {
        "claims": told,
        "claims_left_out": max(0, len(ids) - MOST_CLAIMS),
        "sources": sources,
    }


def _chosen(row: Mapping[str, Any], names: Iterable[str]) -> dict[str, Any]:
    return {name: row[name] for name in names if row.get(name) not in (None, "")}


def _texts(value: Any) -> Iterator[str]:
    match value:
        case str():
            yield value
        case Mapping():
            for item in value.values():
                yield from _texts(item)
        case list():
            for item in value:
                yield from _texts(item)
