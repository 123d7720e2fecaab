"""Suggestions for an address at which there is nothing."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote

from rapidfuzz import fuzz, process

from graph.errors import PartycellError
from graph.names import fold_words
from web.page import Page

_MOST = 5
_LIKE = 60.0
_SECONDS = 3.0


def near_matches(page: Page) -> list[dict[str, Any]]:
    """Things whose id or name is like the last part of the address, the nearest first.

    Things that a search by its words finds come first, then those with a similar id. None where the
    database is unreachable or slow.
    """
    text = unquote(page.path.rstrip("/").rpartition("/")[2])[:200]
    words = fold_words(text)
    if not words:
        return []
    page.database = page.database.with_time_limit(_SECONDS)
    try:
        found = page.query("search", text=" ".join(words), limit=_MOST).rows
        return found or _similar(page, words)
    except PartycellError:
        return []


def _similar(page: Page, words: list[str]) -> list[dict[str, Any]]:
    """Things found by one of the words, by how like their ids are to all of them."""
    rows: dict[str, dict[str, Any]] = {}
    for word in words[:4]:
        for row in page.query("search", text=word[: max(3, len(word) - 2)], limit=100).rows:
            rows[row["id"]] = row
    whole = "-".join(words)
    best = process.extract(whole, list(rows), scorer=fuzz.WRatio, limit=_MOST, score_cutoff=_LIKE)
    return [rows[identifier] for identifier, _, _ in best]
