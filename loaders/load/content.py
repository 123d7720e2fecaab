"""What a load brings: sources, editors' judgements, and things and claims on disk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from loaders.dataset.judgements import JudgementFile
from loaders.dataset.reader import Dataset
from loaders.dataset.records import SourceRecord, claim_records, source_record
from loaders.load.staging import Spool


@dataclass(frozen=True)
class Content:
    """What the graph is to hold of some sources.

    Attributes:
        sources: By their ids.
        judgements: Of editors.
        spool: Things and claims.
        adds: Whether the sources keep what they have said before; else it is a new edition.
    """

    sources: Mapping[str, SourceRecord]
    judgements: Sequence[JudgementFile]
    spool: Spool
    adds: bool = False


def content_of(dataset: Dataset) -> Content:
    """The content of dataset files."""
    spool = Spool()
    for file in dataset.files:
        spool.add_things(
            (thing.id, thing.label.value, thing.rank, thing.series) for thing in file.data.things
        )
        spool.add_claims((0, record) for record in claim_records(file))
    spool.settle()
    sources = {
        file.data.source.id: source_record(file.data.source, file.data.facts)
        for file in dataset.files
    }
    return Content(sources, dataset.judgements, spool)
