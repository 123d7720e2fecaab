"""Partycell in Python: `from partycell import open_graph` opens the graph; see docs/python.md.

Importing this package loads nothing else.
"""

from __future__ import annotations

from graph import open_graph

__all__ = ["__version__", "open_graph"]

__version__ = "0.1.0"
