"""`partycell generate`: a party drawn from a seed, streamed to files in pieces.

The same members, seed and rate give the same bytes. Months of meetings, dues and expenditure are
rows of a Parquet table; the graph has a cell's year as properties: nobody walks along a month.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from string import Template

import numpy as np
import polars as pl

from graph.errors import BadInputError, DiskFullError
from synthetic.files import EDGES, IMPORT, NODES, PARQUET, TableWriter, write_parquet
from synthetic.manifest import FORMAT, MANIFEST, Manifest
from synthetic.people import PIECE, People
from synthetic.structure import Structure
from synthetic.units import plan_party

MEMBERS = (100, 20_000_000)
# Measured: bytes of all files for one member, with room.
BYTES_A_MEMBER = 320
_RULES = Path(__file__).parent / "party.yaml"

Progress = Callable[[int, int], None]


def generate(
    folder: Path,
    members: int,
    seed: int,
    *,
    violations: float = 0.0,
    progress: Progress | None = None,
) -> Manifest:
    """Generate a synthetic party.

    Args:
        folder: Where to; it is made, and must be empty or hold a generated party.
        members: Members in all, candidates not counts.
        seed: Of all random numbers.
        violations: Of the units that a rule is about, which share breaks it; 0 to 0.1.
        progress: Called with how many of how many members are written.

    Returns:
        What was made; it lists every violation.

    Raises:
        BadInputError: A number is out of bounds, or the folder holds something else.
        DiskFullError: The disk has not the room.
    """
    if not MEMBERS[0] <= members <= MEMBERS[1]:
        raise BadInputError(f"{members:,} members are not between {MEMBERS[0]} and {MEMBERS[1]:,}.")
    if not 0 <= violations <= 0.1:
        raise BadInputError(f"A rate of {violations} is not between 0 and 0.1.")
    if seed < 0:
        raise BadInputError(f"The seed {seed} is negative.")
    _prepare(folder, members)
    rng = np.random.default_rng(seed)
    try:
        party = plan_party(members, rng, violations)
    except ValueError as error:
        raise BadInputError(f"{members:,} members: {error}.", hint="Lower it.") from error
    run = hashlib.sha256(f"{FORMAT}:{members}:{seed}:{violations}".encode()).hexdigest()[:12]
    structure = Structure(party, rng)
    people = People(structure, members, seed, rng)
    with ExitStack() as stack:
        tables: dict[tuple[str, str], TableWriter] = {}

        def write(kind: str, name: str, rows: pl.DataFrame) -> None:
            if (kind, name) not in tables:
                tables[kind, name] = stack.enter_context(TableWriter(folder, kind, name))
            tables[kind, name].write(rows)

        write(
            NODES,
            "Run",
            pl.DataFrame(
                {"node": [0], "id": [run], "members": [members], "seed": [seed], "label": ["Run"]}
            ),
        )
        for kind, name, rows in structure.tables():
            write(kind, name, rows)
        done = 0
        for pieces in people.pieces():
            for kind, name, rows in pieces:
                write(kind, name, rows)
            done += PIECE
            if progress is not None:
                progress(min(done, people.count), people.count)
        counts = {key: table.rows for key, table in tables.items()}
    write_parquet(folder, "reports", structure.reports())
    filled = Template(_RULES.read_text(encoding="utf-8")).substitute(
        members=members, seed=seed, rate=f"{violations:g}", run=run
    )
    (folder / "party.yaml").write_text(filled, encoding="utf-8")
    manifest = Manifest(
        run,
        members,
        seed,
        violations,
        nodes={name: rows for (kind, name), rows in counts.items() if kind == NODES},
        relationships={name: rows for (kind, name), rows in counts.items() if kind == EDGES},
        violations=[*structure.violations(), *people.violations()],
        bytes=sum(file.stat().st_size for file in (folder / IMPORT).iterdir()),
    )
    manifest.write(folder)
    return manifest


def _prepare(folder: Path, members: int) -> None:
    """An empty folder with room on its disk."""
    if folder.exists() and any(folder.iterdir()):
        if not (folder / IMPORT).is_dir():
            raise BadInputError(
                f"{folder} holds something that is no generated party.", hint="Name another folder."
            )
        (folder / MANIFEST).unlink(missing_ok=True)
        for part in (IMPORT, PARQUET):
            shutil.rmtree(folder / part, ignore_errors=True)
    try:
        for part in (IMPORT, PARQUET):
            (folder / part).mkdir(parents=True)
    except OSError as error:
        raise BadInputError(f"{folder} cannot be written: {error.strerror}.") from error
    free, needed = shutil.disk_usage(folder).free, members * BYTES_A_MEMBER
    if free < needed:
        raise DiskFullError(
            f"The disk of {folder} has {free:,} bytes free; {members:,} members need "
            f"about {needed:,}.",
            hint="Free some, or name a folder on another disk.",
        )
