"""`partycell generate` and `partycell load --bulk`: a synthetic party."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from console.messages import errors
from console.output import open_database
from graph.settings import settings


def generate(
    members: Annotated[int, typer.Option("--members", help="Number of members.")],
    output: Annotated[Path, typer.Option("-o", "--output", help="Output folder.")],
    seed: Annotated[int, typer.Option("--seed", help="Random seed.")] = 1,
    violations: Annotated[
        float, typer.Option("--violations", help="Share of units that violate a rule; 0 to 0.1.")
    ] = 0.0,
) -> None:
    """Generate a synthetic party by the rules, as Parquet and as files for Neo4j's importer.

    The same options give the same bytes. manifest.json lists every planted violation.

    Example: partycell generate --members 200000 --seed 7 --violations 0.001 -o party
    """
    from synthetic import generate as generate_party  # noqa: PLC0415

    with errors.progress() as progress:
        made = generate_party(
            output,
            members,
            seed,
            violations=violations,
            progress=partial(progress, "Generating members"),
        )
    sys.stdout.write(
        f"{output}: {sum(made.nodes.values()):,} nodes, "
        f"{sum(made.relationships.values()):,} edges, {len(made.violations):,} violations\n"
    )


def load_bulk(folder: Path) -> None:
    """Load a generated party, or print how a remote server loads it."""
    from synthetic.bulk import bulk_load, remote_command, to_remote  # noqa: PLC0415

    if settings().neo4j_uri is not None:
        with (
            open_database(curated=False) as database,
            errors.status("Asking Neo4j") as status,
        ):
            version = to_remote(database, folder, status.update)
        if version is None:
            sys.stdout.write(
                "On the server, with Neo4j stopped and the folder at the same path, run\n\n"
                f"{remote_command(folder)}\n\n"
                "then start Neo4j and run this command again: it makes the indexes and ends "
                "the load.\n"
            )
        else:
            sys.stdout.write(f"The graph is version {version}.\n")
        return
    with errors.status("Checking the folder") as status:
        done = bulk_load(folder, status.update)
    times = ", ".join(f"{what} {seconds:.1f} s" for what, seconds in done.seconds.items())
    sys.stdout.write(
        f"{done.nodes:,} nodes and {done.relationships:,} edges are served, as version "
        f"{done.version}.\n{times}\n"
    )
