"""Unload a source: what it says is taken back as by a file of it that says nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from graph.database import Database
from graph.errors import BadParameterError
from graph.lens import NEVER_RETIRED
from loaders.dataset.source_records import SourceRecord
from loaders.load.content import LoadContent
from loaders.load.engine import lease_for_load, load_content
from loaders.load.existing import Reader, make_reader
from loaders.load.report import LoadReport
from loaders.load.staging import StagingStore
from loaders.load.write import Progress


@dataclass(frozen=True)
class UnloadReport:
    """What an unload did, or would do.

    Attributes:
        load: The change, as of a load.
        facts: How many facts of the source are listed no more.
        things: How many things nobody says anything of any more.
    """

    load: LoadReport
    facts: int
    things: int


def unload(
    database: Database, source: str, *, dry_run: bool = False, progress: Progress | None = None
) -> UnloadReport:
    """Retire all claims of a source, and its facts; all of it, or nothing.

    Things of which no other source says anything are shown no more. All of it stays for
    `recorded_at`, and comes back when the source is loaded again.

    Args:
        database: Where.
        source: Its id.
        dry_run: Only say what would change.
        progress: Called with what is written, how much of it, and how much there is.

    Raises:
        BadParameterError: There is no such source, or it is unloaded already.
    """
    with lease_for_load(database, dry_run=dry_run):
        read = make_reader(database)
        record = _read_source(read, source)
        parameters = {"source": source, "never": NEVER_RETIRED}
        (alone,) = read("load/said_by_one", **parameters)
        content = LoadContent({source: record}, [], StagingStore())
        report = load_content(database, content, dry_run=dry_run, progress=progress)
        return UnloadReport(report, len(record.properties["facts"] or ()), alone["things"])


def _read_source(read: Reader, source: str) -> SourceRecord:
    """A source as it is, unloaded from now on."""
    for row in read("load/source", source=source):
        properties: dict[str, Any] = row["properties"]
        if properties.get("unloaded") is not None:
            break
        del properties["id"]
        del properties["fingerprint"]
        return replace(
            SourceRecord(source, properties, row["translation_of"]),
            properties=properties | {"unloaded": datetime.now(UTC)},
        )
    raise BadParameterError(
        "source", f"There is no source {source!r}.", hint="`partycell sources` lists their ids."
    )
