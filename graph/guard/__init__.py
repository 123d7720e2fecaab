"""What strangers may run: every statement that is not ours is admitted here, then read here.

`admit` bounds a statement's text, has Neo4j plan it without running it (EXPLAIN), and lets it pass
only if all that the plan does is on an allow-list. `read` admits a statement and gives its rows,
within limits. HTTP, MCP and the console's read mode have no other way to the database.
"""

from __future__ import annotations

from graph.guard.admission import admit
from graph.guard.execution import Limits, Stream, fetch_all, read, stop
from graph.guard.plan import Plan

__all__ = ["Limits", "Plan", "Stream", "admit", "fetch_all", "read", "stop"]
