"""Cypher files read once: every statement the product runs lives in `cypher/`."""

from __future__ import annotations

from functools import lru_cache

from graph.paths import CYPHER


@lru_cache
def statement(name: str) -> str:
    """The text of one file below `cypher/`, named without its ending: `load/claims`."""
    return (CYPHER / f"{name}.cypher").read_text(encoding="utf-8")
