"""Drafts of a foreign file collected on disk, until it is known which of them can be accepted."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

import orjson
from pydantic import ValidationError

from graph.dates import event_validity
from graph.model import Label, Time
from graph.names import name_key
from graph.relations import RELATIONS
from graph.visible import control_characters
from graph.vocabulary import PROPERTIES, predicate
from loaders.dataset.records import ClaimRecord, Recorder
from loaders.dataset.schema import TIME_FIELDS, ClaimShape, FactShape, SourceShape
from loaders.dataset.source_records import source_record
from loaders.foreign.findings import find_warnings
from loaders.foreign.json_fields import escape_surrogates
from loaders.foreign.references import resolve_references
from loaders.foreign.report import (
    LEFTOVER,
    Draft,
    ImportNotes,
    ImportReport,
    ImportResult,
    Tally,
)
from loaders.ids import short_hash
from loaders.load.content import LoadContent
from loaders.load.existing import ExistingGraph
from loaders.load.staging import StagingStore, chunks
from loaders.load.write import Progress
from loaders.problems import from_validation_error
from loaders.text import look, look_of_id

_CHUNK = 1_000


def collect_drafts(
    shown: str,
    sources: Iterable[SourceShape],
    drafts: Iterable[Draft],
    existing: ExistingGraph,
    progress: Progress | None = None,
    remarks: Iterable[str] = (),
) -> ImportResult:
    """Put drafts together, refusing those that cannot stand beside the others.

    Args:
        shown: The file's name in messages.
        sources: The sources that the drafts name, the first for those that name none.
        drafts: One a record, in the order of their numbers; taken one at a time.
        existing: What the graph has.
        progress: Called with a stage, and how many records are read.
        remarks: What a person should look at in the file as a whole.

    Raises:
        DatasetError: Something is wrong that is not of one record.
    """
    collector = _Collector({source.id: source for source in sources})
    collector.store.run_each(
        "add_note", [("warning", 0, "the file", "", remark) for remark in remarks]
    )
    done = 0
    for part in chunks(drafts, _CHUNK):
        collector.add(part)
        done += len(part)
        if progress is not None:
            progress("records read", done, 0)
    return collector.finish(shown, existing)


class _Collector:
    def __init__(self, sources: dict[str, SourceShape]) -> None:
        self.sources = sources
        self.recorders = {key: Recorder(source) for key, source in sources.items()}
        self.first = next(iter(sources))
        self.store = StagingStore()

    def add(self, drafts: list[Draft]) -> None:
        """Keep some drafts: claims of the right shape, and refusals."""
        claims: list[tuple[int, ClaimRecord]] = []
        rows: dict[str, list[tuple[Any, ...]]] = {
            name: []
            for name in (
                "add_record",
                "add_refusal",
                "add_note",
                "add_declaration",
                "add_name",
                "add_qualifier",
                "add_tally",
                "add_event_date",
            )
        }
        for draft in drafts:
            shapes = _shapes(draft)
            if draft.problem is not None:
                rows["add_refusal"].append((draft.number, escape_surrogates(draft.problem.field),
                                            escape_surrogates(draft.problem.message)))  # fmt: skip
            else:
                claims += self._claims(draft, shapes, rows)
            rows["add_record"].append(
                (
                    draft.number,
                    escape_surrogates(draft.place),
                    draft.values,
                    draft.used,
                    draft.ignored,
                    len(draft.leftovers),
                    len(shapes),
                    json.dumps(draft.original),
                )
            )
            rows["add_tally"] += [
                (
                    kind,
                    escape_surrogates(name),
                    escape_surrogates(text),
                    draft.number,
                    escape_surrogates(draft.place),
                )
                for kind, name, text in draft.tallies
            ]
            for kind, notes in (
                ("leftover", draft.leftovers),
                ("warning", draft.warnings),
                ("unread", draft.unread_times),
            ):
                rows["add_note"] += [
                    (
                        kind,
                        draft.number,
                        escape_surrogates(note.place),
                        escape_surrogates(note.field),
                        escape_surrogates(note.message),
                    )
                    for note in notes
                ]
        self.store.add_claims(claims)
        for name, values in rows.items():
            self.store.run_each(name, values)

    def _claims(
        self, draft: Draft, shapes: list[ClaimShape], rows: dict[str, list[tuple[Any, ...]]]
    ) -> Iterator[tuple[int, ClaimRecord]]:
        recorder = self.recorders[draft.source or self.first]
        locator = draft.locator or draft.place
        number = int(short_hash(locator), 16) if draft.locator else draft.number
        fact = FactShape.model_construct(
            id=number, locator=locator, gist=f"As {locator} has it.", claims=[]
        )
        labels = {thing.id: thing.label for thing in draft.things}
        for thing in draft.things:
            written = draft.written.get(thing.id)
            if written is not None:
                written = escape_surrogates(written)
            rows["add_declaration"].append(
                (
                    thing.id,
                    draft.number,
                    thing.label.value,
                    thing.series,
                    written,
                    None if written is None else look_of_id(written),
                )
            )
        for shape in shapes:
            yield draft.number, recorder.record(fact, shape, {})
            if shape.predicate == "name":
                signs = control_characters(str(shape.value))
                if signs:
                    draft.warn("name", f"{shape.value!r} holds {', '.join(signs)}, which are "
                                       "shown, not obeyed.")  # fmt: skip
                rows["add_name"].append(
                    (shape.about, draft.number, str(shape.value), name_key(str(shape.value)),
                     shape.holds is not None, labels.get(shape.about) is Label.PERSON,
                     look(str(shape.value)))
                )  # fmt: skip
            elif shape.predicate == "date":
                rows["add_event_date"].append(
                    (recorder.source.id, shape.about, str(shape.value), shape.confidence is None)
                )
            for item in shape.qualified_by:
                rows["add_qualifier"].append((item.thing, draft.number))

    def finish(self, shown: str, existing: ExistingGraph) -> ImportResult:
        """Accept the records that can be, and report what became of all of them."""
        store = self.store
        resolve_references(store, existing, self.sources)
        self._date_events()
        made = store.count("claim")
        store.deduplicate()
        folded = made - store.count("claim")
        find_warnings(store, existing)
        totals = store.run("totals").fetchone()
        report = ImportReport(
            shown,
            records=totals[0],
            values=totals[1],
            used=totals[2],
            ignored=totals[3],
            refused_values=totals[4],
            claims=made,
            folded=folded,
            leftovers=ImportNotes(store, "leftover"),
            refused=ImportNotes(store, "refused"),
            warnings=ImportNotes(store, "warning"),
            unread_times=ImportNotes(store, "unread"),
            missing=tuple(Tally(*row) for row in store.run("tallies", "missing")),
            cleaned=tuple(Tally(*row) for row in store.run("tallies", "cleaned")),
        )
        sources = {key: source_record(source) for key, source in self.sources.items()}
        return ImportResult(LoadContent(sources, [], store), report)

    def _date_events(self) -> None:
        """Have what is said of an event without a time hold at the event's date."""
        self.store.run("index_event_dates")
        if not self.store.count("event_date"):
            return
        for name in (*PROPERTIES, *RELATIONS):
            if predicate(name).time is not Time.EVENT:
                continue
            for row, body, when in self.store.run("claims_at_events", name).fetchall():
                claim = ClaimRecord(**orjson.loads(body))
                if claim.properties.keys() & TIME_FIELDS:
                    continue
                claim = claim.with_validity(event_validity(when))
                self.store.replace_claims([(row, claim)])


def _shapes(draft: Draft) -> list[ClaimShape]:
    """The draft's claims; none, and the draft refused, where one has not the right shape."""
    if draft.problem is not None:
        return []
    about = draft.about or (draft.things[0].id if draft.things else None)
    if about is None and draft.claims:
        about = draft.claims[0]["about"]
    if about is None and draft.leftovers:
        draft.refuse("", "has nothing that its values could be about.")
        return []
    left: dict[str, list[str]] = {}
    for number, note in enumerate(draft.leftovers):
        group = draft.groups.get(note.field, str(number))
        left.setdefault(group, []).append(f"{note.field} = {note.message}")
    leftovers = [
        {"about": about, "predicate": LEFTOVER, "value": "; ".join(texts)}
        for texts in left.values()
    ]
    shapes = []
    for fields in (*map(draft.with_original, draft.claims), *leftovers):
        try:
            shapes.append(ClaimShape.model_validate(fields))
        except ValidationError as error:
            first = from_validation_error(error, draft.place)[0]
            draft.refuse(first.field or fields["predicate"], first.message)
            return []
    return shapes
