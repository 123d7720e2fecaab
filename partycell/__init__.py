"""Partycell in Python: `from partycell import open_graph` opens the graph; see docs/python.md.

Importing this package loads nothing else.
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from analysis.notebook import Graph

__all__ = ["__version__", "open_graph"]

__version__ = "0.1.0"

# What `open_graph` imports, by names that others may have too.
_PACKAGES = ("graph", "analysis", "loaders", "exporters")


def open_graph(
    *,
    as_of: str | None = None,
    known_at: str | None = None,
    recorded_at: str | None = None,
    certainty: str | None = None,
    sources: str | None = None,
    carry: int | None = None,
) -> Graph:
    """The graph, seen through a lens; the local Neo4j is started if need be.

    Args:
        as_of: EDTF: when it was so; None filters nothing by time.
        known_at: EDTF: only what had been published by then.
        recorded_at: EDTF or ISO 8601 time: the graph as it stood then.
        certainty: `best`, `certain` or `possible`: how `as_of` is taken.
        sources: Only what these say; ids with commas between.
        carry: For how many years at most `best` carries forward what was attested; None means
            until something ends it.

    Raises:
        BadParameterError: One of them cannot be read.
        DatabaseUnavailableError: Neo4j cannot be reached or started.
        BadInputError: There is nothing in it yet.
        ImportError: Something else is called as one of our packages, and hides it.
    """
    _check_names()
    # Imported here so that importing this package stays cheap.
    from analysis.notebook import Graph  # noqa: PLC0415
    from graph.lens import Lens  # noqa: PLC0415

    given = {
        "as_of": as_of,
        "known_at": known_at,
        "recorded_at": recorded_at,
        "certainty": certainty,
        "sources": sources,
        "carry": carry,
    }
    return Graph.open(Lens.parse(given))


def _check_names() -> None:
    """Say so where a file or package of the same name stands before one of ours."""
    ours = Path(__file__).parent.parent
    for name in _PACKAGES:
        found = find_spec(name)
        origin = found.origin if found is not None else None
        if origin is None or Path(origin).parent.parent != ours:
            raise ImportError(
                f"Partycell's package `{name}` is hidden by {origin or 'a folder of that name'}. "
                "Start Python in another folder, or give Partycell an environment of its own."
            )
