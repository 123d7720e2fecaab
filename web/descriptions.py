"""What tells things of one name apart, for lists and search."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from web.page import Page


def read_descriptions(
    page: Page, rows: Iterable[Mapping[str, Any]]
) -> dict[str, list[dict[str, Any]]]:
    """A few statements about each row's thing, by its id; none of a synthetic party's.

    Of millions of people made up, each has a post and a cell, which say nothing of who they are.
    """
    ids = list(dict.fromkeys(row["id"] for row in rows))
    found: dict[str, list[dict[str, Any]]] = {}
    if ids and not page.is_synthetic:
        for row in page.query("descriptions", ids=ids).rows:
            found.setdefault(row["id"], []).append(row)
    return found
