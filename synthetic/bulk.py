"""`partycell load --bulk`: a party into a fresh store, which takes the old one's place."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import psutil

from graph import migrations
from graph.database import Database
from graph.errors import DiskFullError, LocalDatabaseError, RefusedError
from graph.lease import hold_lease
from graph.local import importer
from graph.local.importer import run_importer
from graph.local.instance import Endpoint, Instance
from graph.local.jars import class_path
from graph.local.new_store import stage_store, switch
from graph.query_plans import warm_query_plans
from graph.settings import settings
from graph.statements import statement
from graph.version import graph_version
from loaders.dataset.reader import read_dataset
from loaders.dataset.records import claim_records
from loaders.dataset.source_records import known_from
from loaders.load.engine import load_dataset
from loaders.synthetic_check import is_synthetic
from synthetic.files import EDGES, IMPORT, NODES
from synthetic.manifest import Manifest, read_manifest
from synthetic.structure import TIERS, YEAR_FROM, YEAR_UNTIL

# Measured at 3.85 million members: bytes of store for one byte of import files, with room for the
# importer's own files; memory of importer and server for one node, above their heaps.
STORE_FACTOR = 4
HEAPS = 1_600_000_000
BYTES_A_NODE = 60

Progress = Callable[[str], None]


@dataclass(frozen=True)
class BulkReport:
    """What a bulk load did; times in seconds, by what was done."""

    version: str
    nodes: int
    relationships: int
    seconds: dict[str, float]


def bulk_load(folder: Path, progress: Progress) -> BulkReport:
    """Load a generated party into the local Neo4j.

    The graph in use serves on until the new one answers. Where anything fails before, or the
    process is killed, it stays; what is left over is cleared away by the next bulk load.

    Args:
        folder: What `generate` wrote.
        progress: Called with what is being done.

    Raises:
        BadInputError: The folder holds no generated party.
        RefusedError: The graph in use holds real data.
        LocalDatabaseError: The disk or the memory is too small, or the import failed.
    """
    manifest = read_manifest(folder)
    home = settings().partycell_home
    _refuse_real(Instance(home))
    check_room(home, manifest)
    jars = class_path(progress)
    seconds: dict[str, float] = {}
    began = time.perf_counter()

    def done(what: str) -> None:
        nonlocal began
        seconds[what] = time.perf_counter() - began
        began = time.perf_counter()

    with stage_store(home) as fresh:
        progress(f"Importing {sum(manifest.nodes.values()):,} nodes")
        run_importer(fresh.home, jars, import_inputs(folder))
        done("import")
        endpoint = fresh.start(progress)
        done("start")
        with _connected(endpoint) as database:
            version = finish(database, folder, progress)
            done("schema")
            _warm_up(database)
            if Instance(home).running() is not None:
                # Whoever asks the old graph is not to wait for plans of the new one.
                progress("Planning the catalogue's queries")
                warm_query_plans(database)
        done("warm-up")
        _put_in_use(home, fresh, progress)
        done("switch")
    return BulkReport(
        version, sum(manifest.nodes.values()), sum(manifest.relationships.values()), seconds
    )


def _put_in_use(home: Path, fresh: Instance, progress: Progress) -> None:
    """Switch to the new store, unless real data came into the old one meanwhile."""
    old = Instance(home)
    if not (old.place / "data" / "databases" / "neo4j").exists():
        switch(home, fresh, progress, lambda: _refuse_real(old))
        return
    with _connected(old.ensure(), home) as database, hold_lease(database):
        _refuse_real(old)
        switch(home, fresh, progress)


def import_inputs(folder: Path) -> list[str]:
    """The arguments of Neo4j's importer that name the files of a folder."""
    manifest = read_manifest(folder)
    files = folder.resolve() / IMPORT
    found = ["--id-type=actual"]
    for kind, names in ((NODES, manifest.nodes), (EDGES, manifest.relationships)):
        for name in names:
            stem = files / f"{kind}.{name}"
            given = f"{stem}.header.csv,{stem}.csv"
            found.append(f"--nodes={given}" if kind == NODES else f"--relationships={name}={given}")
    return found


def finish(database: Database, folder: Path, progress: Progress) -> str:
    """Schema, rules and the run's claim, after the importer; the graph's version.

    It can be run again where it was interrupted.

    Raises:
        RefusedError: What was imported is of another run.
    """
    manifest = read_manifest(folder)
    found = database.run(statement("synthetic/find_run")).records
    if [record[0] for record in found] != [manifest.run]:
        raise RefusedError(
            f"{database.uri} does not hold the party in {folder}.",
            hint="Import it first, with the command that this prints where nothing is imported.",
        )
    # What fills the indexes of names has a core to spare for the rules.
    progress("Making indexes")
    migrations.apply(database)
    progress("Loading the rules that it was made by")
    rules = read_dataset([folder / "party.yaml"])
    load_dataset(database, rules, synthetic=True)
    (file,) = rules.files
    claim = next(
        item for item in claim_records(file) if item.properties["predicate"] == "members_total"
    )
    kinds = _count_kinds(manifest)
    database.run(
        statement("synthetic/describe_run"),
        {
            "run": manifest.run,
            "claim": claim.id,
            "source": file.data.source.id,
            "known_from": known_from(file.data.source),
            "from": YEAR_FROM,
            "until": YEAR_UNTIL,
            "kinds": [kind for kind, _, _ in kinds],
            "names": [name for _, name, _ in kinds],
            "counts": [count for _, _, count in kinds],
        },
        write=True,
    )
    migrations.await_indexes(database)
    return graph_version(database)


def remote_command(folder: Path) -> str:
    """The exact command that imports a folder on another machine, for people."""
    return " \\\n  ".join(["neo4j-admin", *importer.IMPORT, *import_inputs(folder)])


def _count_kinds(manifest: Manifest) -> list[tuple[str, str, int]]:
    """How many things of each label and edges of each type there are."""
    nodes = manifest.nodes
    labels = {
        "Organization": nodes["Unit"] + nodes["Institution"],
        "Person": nodes["Person"],
        "Post": nodes["Post"],
        "Tier": len(TIERS) + 1,
    }
    return [
        *(("label", name, count) for name, count in labels.items()),
        *(("relationship", name, count) for name, count in manifest.relationships.items()),
    ]


def _connected(endpoint: Endpoint, home: Path | None = None) -> Database:
    """A database whose statements may take as long as they need."""
    return Database(
        endpoint.uri, endpoint.username, endpoint.password, owned=True, home=home, time_limit=0
    )


def _warm_up(database: Database) -> None:
    """Read along the paths that queries take, so that the first of them finds them in memory."""
    database.run(statement("synthetic/warm_up"), time_limit=0)


def _refuse_real(instance: Instance) -> None:
    """Raise RefusedError where the graph in use holds anything that is not synthetic."""
    if not (instance.place / "data" / "databases" / "neo4j").exists():
        return
    endpoint = instance.ensure()
    with _connected(endpoint) as database:
        if is_synthetic(database) or not database.run(statement("synthetic/anything")).records:
            return
    raise RefusedError(
        f"The graph in {instance.home} holds real data; a synthetic party may not be beside it.",
        hint="Give it a home of its own: PARTYCELL_HOME=FOLDER partycell load --bulk ..., "
        "and the same PARTYCELL_HOME for every command that uses it.",
    )


def check_room(home: Path, manifest: Manifest) -> None:
    """Raise LocalDatabaseError where disk or memory is too small, before anything starts."""
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    free = shutil.disk_usage(home).free
    needed = manifest.bytes * STORE_FACTOR + 300_000_000
    if free < needed:
        raise DiskFullError(
            f"The disk of {home} has {free:,} bytes free; the new store needs {needed:,} beside "
            "the old one.",
            hint="Free some, or set PARTYCELL_HOME to a folder on another disk.",
        )
    memory = psutil.virtual_memory().available
    wanted = HEAPS + sum(manifest.nodes.values()) * BYTES_A_NODE
    if memory < wanted:
        raise LocalDatabaseError(
            f"{memory:,} bytes of memory are available; importer and server need {wanted:,}.",
            hint="Stop something, or generate fewer members.",
        )


def to_remote(database: Database, folder: Path, progress: Progress) -> str | None:
    """For a Neo4j that is not ours: finish what was imported there.

    Returns:
        The graph's version; None where nothing has been imported yet.

    Raises:
        RefusedError: It holds real data, or another synthetic party.
    """
    if is_synthetic(database):
        return finish(database, folder, progress)
    if database.run(statement("synthetic/anything")).records:
        raise RefusedError(
            f"{database.uri} holds real data; a synthetic party may not be beside it.",
            hint="Import it into a server of its own.",
        )
    return None
