"""The claims and sources behind rows, so that every answer has its provenance."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from api.mcp.sizes import CLAIMS, SOURCES, fit
from graph.catalogue import run
from graph.database import Database
from graph.lens import Lens

# So many claims are given in full; the rest by their ids in the rows.
MOST_CLAIMS = 60
_CLAIM = re.compile(r"c-[0-9a-f]{16}")
_CLAIM_FIELDS = (
    "id",
    "subject",
    "predicate",
    "op",
    "value",
    "object",
    "polarity",
    "modality",
    "confidence",
    "holds",
    "source",
    "locator",
    "gist",
    "original",
    "status",
)
_SOURCE_FIELDS = ("id", "title", "publisher", "language", "published", "url", "trust")


def provenance(database: Database, rows: Iterable[Mapping[str, Any]], lens: Lens) -> dict[str, Any]:
    """The claims that rows name by id, and the sources of these and of the rows.

    Args:
        database: Where they are.
        rows: JSON values.
        lens: What is let through, and as of which snapshot.

    Returns:
        `claims`: at most 60, and as many as fit, null values left out; `claims_left_out`: how many
        more there are; `sources`: by id, as many as fit; `sources_left_out`: how many more.
    """
    texts = list(_texts(list(rows)))
    ids = list(dict.fromkeys(text for text in texts if _CLAIM.fullmatch(text)))
    claims: list[dict[str, Any]] = []
    if ids:
        arguments = {"ids": ids[:MOST_CLAIMS], "limit": MOST_CLAIMS}
        claims = [
            _select(row, _CLAIM_FIELDS) for row in run(database, "claims", arguments, lens).rows
        ]
        claims = fit(claims, CLAIMS, least=0)
    named = {*texts, *(claim["source"] for claim in claims)}
    sources = [
        _select(row, _SOURCE_FIELDS)
        for row in run(database, "sources", {}, lens).rows
        if row["id"] in named
    ]
    described = fit(sources, SOURCES, least=0)
    return {
        "claims": claims,
        "claims_left_out": len(ids) - len(claims),
        "sources": {source["id"]: source for source in described},
        "sources_left_out": len(sources) - len(described),
    }


def _select(row: Mapping[str, Any], names: Iterable[str]) -> dict[str, Any]:
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
