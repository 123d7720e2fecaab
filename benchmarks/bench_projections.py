"""Reading a whole party's hierarchy into NetworkX against reading the same rows."""

from __future__ import annotations

import tempfile
from pathlib import Path

from analysis.projections import PROJECTIONS, project
from analysis.projections.evidence import edge_types
from benchmarks.measuring import compare
from graph.database import Database
from graph.fragments import expand
from graph.lens import Lens
from graph.local.instance import Instance
from graph.migrations import migrate
from graph.statements import statement

SUMMARY = (
    "Reading the hierarchy of a whole party into NetworkX against reading the same rows with the "
    "bare driver: units with the edges to their superiors and tiers. Aim: a ratio of at most 2.0."
)
UNITS = 270_000
STEP = 10_000
ROUNDS = 3
PARTY = Path(__file__).parent / "statements" / "party.cypher"


def run() -> list[dict[str, object]]:
    """One row."""
    with tempfile.TemporaryDirectory() as folder:
        instance = Instance(Path(folder) / "neo4j")
        end = instance.start()
        try:
            with Database(end.uri, end.username, end.password, owned=True) as database:
                migrate(database)
                text = PARTY.read_text(encoding="utf-8")
                for first in range(1, UNITS + 1, STEP):
                    span = {"first": first, "last": min(first + STEP - 1, UNITS)}
                    database.run(text, span, write=True, time_limit=0)
                return [_compare(database)]
        finally:
            instance.stop()


def _compare(database: Database) -> dict[str, object]:
    hierarchy = PROJECTIONS.find("hierarchy")
    lens = Lens().bind()
    bound = {"lens": lens}
    statements = (
        (expand(statement("analysis/edges"), lens), {**bound, **edge_types(hierarchy.types)}),
        (expand(statement("analysis/things")), {"labels": list(hierarchy.labels)}),
        (expand(statement("analysis/contested"), lens), bound),
    )
    rows: list[int] = []

    def bare() -> None:
        with database.session() as session:
            rows[:] = [
                sum(1 for record in session.run(text, given) if record.values())
                for text, given in statements
            ]

    def ours() -> None:
        network = project(database, "hierarchy")
        assert network.number_of_edges() == UNITS  # noqa: S101  (else it would not be the same)

    found = compare(ours, bare, rounds=ROUNDS, warm=1)
    return {"units": UNITS, "rows": sum(rows), **found}
