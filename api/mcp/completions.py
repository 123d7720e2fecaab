"""What may stand in the place of a prompt's or a resource's argument, while it is written."""

from __future__ import annotations

from graph.catalogue import run
from graph.database import Database
from graph.names import fold_words

MOST = 20
# Arguments of prompts that are ids, with the kind that they are of; None is any.
_IDS = {"organization": "Organization", "person": "Person", "about": None}


def complete(database: Database, argument: str, address: str, written: str) -> list[str]:
    """Ids that begin as what is written, or that a search for it finds; may be more than `MOST`.

    Args:
        database: Where they are.
        argument: The argument's name.
        address: The template of the resource that it is of; empty for a prompt's.
        written: What there is of it.
    """
    if address.startswith("partycell://sources/"):
        rows = run(database, "sources", {}).rows
        return [row["id"] for row in rows if row["id"].startswith(written)]
    if address.startswith("partycell://claims/"):
        rows = run(database, "claims", {"after": written, "limit": MOST + 1}).rows
        return [row["id"] for row in rows if row["id"].startswith(written)]
    if argument == "level":
        found = [row["id"] for row in run(database, "tiers", {}).rows]
        return [name for name in found if name.startswith(written)]
    if argument not in _IDS or not fold_words(written):
        return []
    kind = _IDS[argument]
    chosen = {"kind": kind} if kind else {}
    rows = run(database, "search", {"text": written, "limit": MOST + 1, **chosen}).rows
    return [row["id"] for row in rows]
