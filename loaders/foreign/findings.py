"""What a person should look at in a foreign file, though every record of it can be accepted."""

from __future__ import annotations

import networkx

from loaders.load.existing import ExistingGraph
from loaders.load.staging import StagingStore

_ROUNDS = 60
_SHOWN = 5


def find_warnings(store: StagingStore, existing: ExistingGraph) -> None:
    """Warn of namesakes, lookalikes, ids that may have been used twice, and cycles of superiors."""
    if store.read_value("has_people"):
        store.run("add_people_of_file")
        store.run_each("add_person_name", existing.names_of_people())
        store.run("warn_of_namesakes")
    store.run("warn_of_reused_ids")
    store.run("warn_of_shared_ids")
    store.run("warn_of_lookalikes")
    store.run("warn_of_ids_alike")
    _warn_of_cycles(store)


def _warn_of_cycles(store: StagingStore) -> None:
    store.run("find_superiors")
    for _ in range(_ROUNDS):
        if not store.run("drop_topmost").rowcount + store.run("drop_lowest").rowcount:
            break
    remaining: networkx.DiGraph[str] = networkx.DiGraph()
    remaining.add_edges_from(store.run("superiors"))
    for found in networkx.strongly_connected_components(remaining):
        first = min(found)
        if len(found) > 1 or remaining.has_edge(first, first):
            store.run("warn_of_cycle", ", ".join(sorted(found)[:_SHOWN]), first)
