"""Drafts gathered on disk, until it is known which of them can stand beside the others."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

import orjson
from pydantic import ValidationError

from graph.dates import during
from graph.model import Label, Time
from graph.names import name_key
from graph.visible import acting_signs
from graph.vocabulary import predicate
from loaders.dataset.records import Recorder, fingerprint, source_record
from loaders.dataset.schema import ClaimShape, FactShape, SourceShape
from loaders.foreign.findings import look_over
from loaders.foreign.json_reader import well_formed
from loaders.foreign.references import settle
from loaders.foreign.report import LEFTOVER, SCHEMA, Draft, Imported, ImportReport, Notes
from loaders.load.content import Content
from loaders.load.existing import Holdings
from loaders.load.staging import Spool, chunks, unpacked
from loaders.load.write import Progress
from loaders.problems import from_validation_error

_CHUNK = 1_000


def gather(
    shown: str,
    sources: Iterable[SourceShape],
    drafts: Iterable[Draft],
    held: Holdings,
    progress: Progress | None = None,
) -> Imported:
    """Put drafts together, refusing those that cannot stand beside the others.

    Args:
        shown: The file's name in messages.
        sources: The sources that the drafts name, the first for those that name none.
        drafts: One a record, in the order of their numbers; taken one at a time.
        held: What the graph holds.
        progress: Told how many records are read.

    Raises:
        DatasetError: Something is wrong that is not of one record.
    """
    gathering = _Gathering({source.id: source for source in sources})
    done = 0
    for part in chunks(drafts, _CHUNK):
        gathering.add(part)
        done += len(part)
        if progress is not None:
            progress("records read", done, 0)
    return gathering.finish(shown, held)


class _Gathering:
    def __init__(self, sources: dict[str, SourceShape]) -> None:
        self.sources = sources
        self.recorders = {key: Recorder(source) for key, source in sources.items()}
        self.first = next(iter(sources))
        self.spool = Spool()
        self.database = self.spool.database
        self.spool.define(SCHEMA)

    def add(self, drafts: list[Draft]) -> None:
        """Keep some drafts: claims of the right shape, and refusals."""
        records: list[tuple[int, Any]] = []
        rows: dict[str, list[tuple[Any, ...]]] = {
            name: [] for name in ("record", "refused", "note", "declares", "named", "leans", "date")
        }
        for draft in drafts:
            shapes = _shapes(draft)
            if draft.problem is not None:
                rows["refused"].append((draft.number, well_formed(draft.problem.field),
                                        well_formed(draft.problem.message), 0))  # fmt: skip
            else:
                records += self._claims(draft, shapes, rows)
            rows["record"].append(
                (draft.number, well_formed(draft.place), draft.values, draft.used, draft.ignored,
                 len(draft.leftovers), len(shapes), json.dumps(draft.original))
            )  # fmt: skip
            for kind, notes in (("leftover", draft.leftovers), ("warning", draft.warnings)):
                rows["note"] += [
                    (
                        kind,
                        draft.number,
                        well_formed(note.place),
                        well_formed(note.field),
                        well_formed(note.message),
                    )
                    for note in notes
                ]
        self.spool.add_claims(records)
        for table, values in rows.items():
            if values:
                marks = ", ".join("?" * len(values[0]))
                self.database.executemany(f"INSERT INTO {table} VALUES ({marks})", values)  # noqa: S608

    def _claims(
        self, draft: Draft, shapes: list[ClaimShape], rows: dict[str, list[tuple[Any, ...]]]
    ) -> Iterator[tuple[int, Any]]:
        recorder = self.recorders[draft.source or self.first]
        fact = FactShape.model_construct(
            id=draft.number, locator=draft.place, gist=f"As {draft.place} has it.", claims=[]
        )
        labels = {thing.id: thing.label for thing in draft.things}
        for thing in draft.things:
            rows["declares"].append((thing.id, draft.number, thing.label.value, thing.series))
        for shape in shapes:
            yield draft.number, recorder.record(fact, shape, {})
            if shape.predicate == "name":
                signs = acting_signs(str(shape.value))
                if signs:
                    draft.warn("name", f"{shape.value!r} holds {', '.join(signs)}, which are "
                                       "shown, not obeyed.")  # fmt: skip
                rows["named"].append(
                    (shape.about, draft.number, str(shape.value), name_key(str(shape.value)),
                     shape.holds is not None, labels.get(shape.about) is Label.PERSON)
                )  # fmt: skip
            elif shape.predicate == "date":
                rows["date"].append((recorder.source.id, shape.about, str(shape.value)))
            for item in shape.qualified_by:
                rows["leans"].append((item.thing, draft.number))

    def finish(self, shown: str, held: Holdings) -> Imported:
        """Say which records stand, and what became of all of them."""
        settle(self.spool, held, self.sources)
        self._date_events()
        made = self.spool.count("claim")
        self.spool.settle()
        look_over(self.spool, held)
        totals = self.database.execute(
            "SELECT count(*), coalesce(sum(vals), 0), "
            "coalesce(sum(iif(r.number IS NULL, used, 0)), 0), "
            "coalesce(sum(iif(r.number IS NULL, ignored, 0)), 0), "
            "coalesce(sum(iif(r.number IS NULL, 0, vals)), 0) "
            "FROM record LEFT JOIN refused r USING (number)"
        ).fetchone()
        report = ImportReport(
            shown,
            records=totals[0],
            values=totals[1],
            used=totals[2],
            ignored=totals[3],
            refused_values=totals[4],
            claims=made,
            leftovers=Notes(self.database, "leftover"),
            refused=Notes(self.database, "refused"),
            warnings=Notes(self.database, "warning"),
        )
        sources = {key: source_record(source) for key, source in self.sources.items()}
        return Imported(Content(sources, [], self.spool), report)

    def _date_events(self) -> None:
        """What is said of an event without a time holds at the event's date."""
        self.database.execute("CREATE INDEX date_thing ON date (thing, source)")
        if not self.spool.count("date"):
            return
        for name in _of_events():
            rows = self.database.execute(
                "SELECT claim.rowid, body, max(date.value) FROM claim "
                "JOIN date ON date.source = claim.source AND date.thing IN (about, object) "
                "WHERE predicate = ? GROUP BY claim.rowid",
                (name,),
            ).fetchall()
            for row, body, when in rows:
                claim = unpacked(body)
                said = claim["properties"]
                if "holds" in said or "attested" in said:
                    continue
                claim["days"] |= {name: day.isoformat() for name, day in vars(during(when)).items()}
                claim["fingerprint"] = fingerprint(
                    claim["id"], claim["locator"], said | claim["days"]
                )
                self.database.execute(
                    "UPDATE claim SET body = ?, fingerprint = ? WHERE rowid = ?",
                    (orjson.dumps(claim), claim["fingerprint"], row),
                )


def _of_events() -> list[str]:
    """The predicates whose claims hold at their event's date."""
    from graph.vocabulary import PROPERTIES, RELATIONS  # noqa: PLC0415

    return [name for name in (*PROPERTIES, *RELATIONS) if predicate(name).time is Time.EVENT]


def _shapes(draft: Draft) -> list[ClaimShape]:
    """The draft's claims; none, and the draft refused, where one has not the right shape."""
    if draft.problem is not None:
        return []
    about = draft.things[0].id if draft.things else None
    if about is None and draft.claims:
        about = draft.claims[0]["about"]
    if about is None and draft.leftovers:
        draft.refuse("", "has nothing that its values could be about.")
        return []
    left = [
        {"about": about, "predicate": LEFTOVER, "value": f"{note.field} = {note.message}"}
        for note in draft.leftovers
    ]
    shapes = []
    for fields in (*draft.claims, *left):
        try:
            shapes.append(ClaimShape.model_validate(fields))
        except ValidationError as error:
            first = from_validation_error(error, draft.place)[0]
            draft.refuse(first.field or fields["predicate"], first.message)
            return []
    return shapes
