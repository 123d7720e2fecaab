"""What a load brings: sources, editors' judgements, and things and claims on disk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from loaders.dataset.judgements import JudgementFile
from loaders.dataset.reader import Dataset
from loaders.dataset.records import claim_records
from loaders.dataset.source_records import SourceRecord, source_record
from loaders.load.staging import StagingStore


@dataclass(frozen=True)
class LoadContent:
    """What the graph is to hold of some sources.

    Attributes:
        sources: By their ids.
        judgements: Of editors.
        store: Things and claims.
        additive: Whether the sources keep what they have said before; else it is replaced.
    """

    sources: Mapping[str, SourceRecord]
    judgements: Sequence[JudgementFile]
    store: StagingStore
    additive: bool = False


def stage_dataset(dataset: Dataset) -> LoadContent:
    """Put the content of dataset files on disk."""
    store = StagingStore()
    for file in dataset.files:
        store.add_things(
            (thing.id, thing.label.value, thing.rank, thing.series) for thing in file.data.things
        )
        store.add_claims((0, record) for record in claim_records(file))
    store.deduplicate()
    sources = {
        file.data.source.id: source_record(file.data.source, file.data.facts)
        for file in dataset.files
    }
    return LoadContent(sources, dataset.judgements, store)
