"""Rows to drafts, as a mapping says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from graph.dates import is_reversed
from graph.model import Kind, Label, Op, Property
from graph.vocabulary import predicate
from loaders.foreign.collect import collect_drafts
from loaders.foreign.quarantine import PROBLEM, Dialect
from loaders.foreign.report import LEFTOVER, Draft, ImportResult, join_notes, keep_original
from loaders.foreign.tables.mapping import (
    COLUMN,
    ClaimMapping,
    MappingShape,
    ThingMapping,
    columns_of,
    missing_columns,
    read_mapping,
)
from loaders.foreign.tables.reading import OpenTable, TableRow, open_table
from loaders.ids import slug
from loaders.limits import LONGEST_PATH
from loaders.load.existing import ExistingGraph
from loaders.load.write import Progress
from loaders.problems import DatasetError, FileProblem
from loaders.text import describe_cleaning
from loaders.written_dates import read_date

# Dates that may last: of others, a period without a start or an end is none.
_DATES_WITH_DURATION = {"date"}
_TRUE = {"true", "yes", "y", "1", "예", "是"}
_FALSE = {"false", "no", "n", "0", "아니오", "아니요", "否"}


def read_table(
    file: Path, mapping_file: Path, existing: ExistingGraph, progress: Progress | None = None
) -> ImportResult:
    """A table, by a mapping: its source's claims, and what became of every cell.

    Args:
        file: CSV, TSV, Excel or Parquet.
        mapping_file: YAML.
        existing: What the graph has.
        progress: Called with a stage, and how many rows are read.

    Raises:
        DatasetError: The mapping is wrong, or the table as a whole.
    """
    mapping = read_mapping(mapping_file)
    table = open_with_mapping(file, mapping_file, mapping)
    imported = collect_drafts(
        str(file),
        [mapping.source],
        make_drafts(table, mapping),
        existing,
        progress,
        table.remarks,
    )
    read = mapping.read
    dialect = Dialect(
        [name for name in table.columns if name != PROBLEM],
        header=read.header,
        separator=read.separator or table.separator,
        encoding=read.encoding or table.encoding,
        skip=read.skip,
    )
    return replace(imported, dialect=dialect, from_quarantine=PROBLEM in table.columns)


def open_with_mapping(file: Path, mapping_file: Path, mapping: MappingShape) -> OpenTable:
    """A table whose columns are those that the mapping names, at least.

    Raises:
        DatasetError: A column is missing, or the table cannot be read.
    """
    table = open_table(file, mapping.read)
    absent = missing_columns(mapping, table.columns)
    if absent:
        message = (
            f"{file} has no column {', '.join(map(repr, absent))}; "
            f"it has {', '.join(map(repr, table.columns))}."
        )
        raise DatasetError([FileProblem(str(mapping_file), 1, "", message)])
    return table


def make_drafts(table: OpenTable, mapping: MappingShape) -> Iterator[Draft]:
    """One draft for each row."""
    for row in table.rows:
        yield _RowReader(row, mapping).draft


@dataclass
class _RowReader:
    """One row being read; `ids` are its things by the name that the mapping gives them."""

    row: TableRow
    mapping: MappingShape
    ids: dict[str, str] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)

    @property
    def _date_style(self) -> dict[str, bool]:
        """How the table writes its dates, by declaration."""
        return {"edtf": self.mapping.read.edtf, "day_first": self.mapping.read.day_first}

    @property
    def draft(self) -> Draft:
        """What the row becomes."""
        row = self.row
        draft = Draft(f"row {row.number}", row.number)
        draft.original = row.written
        draft.values = len(row.cells) + len(row.unusable)
        for column, text in row.written.items():
            draft.clean(column, text)
        draft.tallies += [("missing", column, text) for column, text in row.missing]
        for column, message in row.warnings:
            draft.warn(column, message)
        if row.problem:
            draft.refuse("", row.problem)
        for thing in self.mapping.things:
            self._thing(thing, draft)
        if self.mapping.things[0].name not in self.ids:
            draft.refuse(self._key(), "is empty: the row is about nothing.")
        for thing in self.mapping.things:
            if thing.name in self.ids:
                for claim in thing.claims:
                    self._claim(self.ids[thing.name], claim, draft)
        self._leave(draft)
        return draft

    def _leave(self, draft: Draft) -> None:
        """Count the cells, and leave over those that were not used."""
        for column, text in (*self.row.cells.items(), *self.row.unusable.items()):
            if column in self.used and column in self.row.cells:
                draft.used += 1
            elif column in self.mapping.leave or column == PROBLEM:
                draft.ignored += 1
            else:
                draft.leave(column, text)

    def _key(self) -> str:
        first = self.mapping.things[0]
        return first.path.column if first.path else ", ".join(sorted(columns_of(first.id)))

    def _filled(self, template: str | None) -> str | None:
        """A template's text; None where a column that it names is empty."""
        if template is None:
            return None
        names = columns_of(template)
        if not names <= self.row.cells.keys():
            return None
        return COLUMN.sub(lambda match: self.row.cells[match[1]], template)

    def _use(self, *templates: str | None) -> None:
        self.used |= columns_of(*templates) & self.row.cells.keys()

    def _thing(self, thing: ThingMapping, draft: Draft) -> None:
        if thing.when is not None and thing.when not in self.row.cells:
            return
        if thing.path is not None:
            self._path(thing, draft)
            return
        text = self._filled(thing.id)
        identifier = slug(text) if text else ""
        if not identifier:
            return
        self._use(thing.id)
        self.ids[thing.name] = identifier
        if not thing.exists:
            draft.declare(identifier, thing.label, thing.series, written=text)

    def _path(self, thing: ThingMapping, draft: Draft) -> None:
        """A thing at the end of a path of names, and everything on the way there."""
        assert thing.path is not None  # noqa: S101  (narrows for the type checker)
        text = self.row.cells.get(thing.path.column)
        names = [part.strip() for part in (text or "").split(thing.path.separator)]
        names = [name for name in names if name]
        if not names:
            return
        if len(names) > LONGEST_PATH:
            draft.refuse(thing.path.column, f"has more than {LONGEST_PATH} names in its path.")
            return
        self.used.add(thing.path.column)
        above: str | None = None
        for depth in range(len(names)):
            identifier = slug(" ".join(names[: depth + 1]))
            draft.declare(identifier, thing.label, thing.series)
            draft.claims.append({"about": identifier, "predicate": "name", "value": names[depth]})
            if above is not None and thing.label is Label.ORGANIZATION:
                draft.claims.append({"about": identifier, "predicate": "UNIT_OF", "object": above})
            above = identifier
        self.ids[thing.name] = str(above)

    def _claim(self, about: str, claim: ClaimMapping, draft: Draft) -> None:
        if claim.when is not None and claim.when not in self.row.cells:
            return
        fields = self._common(claim, draft)
        if fields is None:
            return
        for answer in self._answers(claim, draft):
            draft.claims.append({"about": about, **_join(fields, answer)})
            self.used |= claim.content_columns & self.row.cells.keys()

    def _common(self, claim: ClaimMapping, draft: Draft) -> dict[str, Any] | None:
        """The fields that all claims of a cell have; None where one of them cannot be made."""
        fields: dict[str, Any] = {
            "predicate": claim.predicate,
            "op": claim.op,
            "polarity": claim.polarity,
            "basis": claim.basis,
            "modality": claim.modality,
        }
        for name in ("role", "note"):
            text = self._filled(getattr(claim, name))
            if text is not None:
                fields[name] = text
        if claim.language is not None:
            fields["language"] = claim.language
        attributed = self._filled(claim.attributed_to)
        if attributed:
            fields["attributed_to"] = slug(attributed)
        if claim.ordinal is not None and claim.ordinal in self.row.cells:
            number = _integer(self.row.cells[claim.ordinal])
            if number is None:
                draft.refuse(claim.ordinal, f"{self.row.cells[claim.ordinal]!r} is no number.")
                return None
            fields["ordinal"] = number
        qualifiers = [
            {"role": item.role, "thing": self.ids.get(item.thing, item.thing)}
            for item in claim.qualified_by
            if item.thing in self.ids or item.thing not in {t.name for t in self.mapping.things}
        ]
        if qualifiers:
            fields["qualified_by"] = qualifiers
        for name in ("holds", "attested"):
            template = getattr(claim, name)
            if template is not None:
                self._dates(name, template, fields, draft)
        return fields

    def _dates(self, name: str, template: str, fields: dict[str, Any], draft: Draft) -> None:
        """A time; one that is stated and cannot be read is kept as it is written, and listed."""
        columns = columns_of(template)
        if columns and not columns & (self.row.cells.keys() | self.row.unusable.keys()):
            return
        cells = self.row.unusable | self.row.cells
        text = COLUMN.sub(lambda match: cells.get(match[1], ""), template).strip()
        found = read_date(text, **self._date_style)
        if found.doubt:
            draft.warn(name, found.doubt)
        if found.edtf is None or found.edtf == "XXXX":
            if found.edtf is None:
                draft.warn(name, f"{text!r} is no date that can be read; kept as it is written.")
            draft.leave_unread(name, text)
            if "holds" in fields or "unread_time" in fields:
                fields["note"] = join_notes(fields.get("note"), f"{name} as written: {text}")
            else:
                fields["unread_time"] = text
            return
        fields[name] = found.edtf
        if found.edtf != text:
            fields |= keep_original(text, fields.get("note"))
        if is_reversed(found.edtf):
            draft.warn(name, f"{text!r} ends before it starts; kept and flagged.")

    def _answers(self, claim: ClaimMapping, draft: Draft) -> Iterator[dict[str, Any]]:
        declared = predicate(claim.predicate)
        if isinstance(declared, Property):
            column = claim.column or "value"
            for text in self._texts(claim):
                answer = self._value(declared, text, claim, draft)
                if answer is None:
                    kind = declared.kind.value
                    draft.warn(column, f"{text!r} cannot be read as {kind}; kept as text.")
                    answer = {"predicate": LEFTOVER, "value": f"{column} = {text}", "op": Op.EQUAL}
                yield answer
            return
        for identifier, written in self._objects(claim):
            yield {"object": identifier} | (keep_original(written) if written else {})
        if claim.match and claim.column is not None:
            for text in self._texts(claim):
                if not any(re.search(pattern, text) for pattern in claim.match):
                    draft.warn(claim.column, f"{text!r} fits no pattern of match; kept as text.")
                    yield {
                        "predicate": LEFTOVER,
                        "value": f"{claim.column} = {text}",
                        "role": None,
                        "ordinal": None,
                    }

    def _texts(self, claim: ClaimMapping) -> list[str]:
        text = self.row.cells.get(claim.column) if claim.column else self._filled(claim.value)
        if text is None:
            return []
        parts = text.split(claim.split) if claim.split else [text]
        return [part.strip() for part in parts if part.strip()]

    def _value(
        self, declared: Property, text: str, claim: ClaimMapping, draft: Draft
    ) -> dict[str, Any] | None:
        """A value of the predicate's kind; None where the text is none."""
        if text in claim.values:
            return {"value": claim.values[text], **keep_original(text)}
        value: Any = text
        if declared.kind is Kind.EDTF:
            moment = declared.name not in _DATES_WITH_DURATION
            found = read_date(text, moment=moment, **self._date_style)
            value = found.edtf
            if found.doubt:
                draft.warn(claim.column or "value", found.doubt)
        elif declared.kind in {Kind.INTEGER, Kind.NUMBER}:
            value = _integer(text) if declared.kind is Kind.INTEGER else _number(text)
        elif declared.kind is Kind.BOOLEAN:
            folded = text.casefold()
            value = True if folded in _TRUE else False if folded in _FALSE else None
        if value is None:
            return None
        return {"value": value} | (keep_original(text) if str(value) != text else {})

    def _objects(self, claim: ClaimMapping) -> Iterator[tuple[str, str | None]]:
        """The objects of a claim, each with the text that it was found by, if that is lost else."""
        if claim.match and claim.column is not None:
            for text in self._texts(claim):
                yield from [(i, text) for p, i in claim.match.items() if re.search(p, text)][:1]
        elif claim.object is not None:
            names = {thing.name for thing in self.mapping.things}
            if claim.object not in names:
                yield claim.object, None
            elif claim.object in self.ids:
                yield self.ids[claim.object], self._written(claim.object)
        elif claim.object_id is not None:
            filled = self._filled(claim.object_id) or ""
            parts = filled.split(claim.split) if claim.split else [filled]
            yield from ((slug(part), None) for part in parts if slug(part))
        elif claim.column is not None:
            for text in self._texts(claim):
                yield str(claim.values.get(text) or slug(text)), text

    def _written(self, name: str) -> str | None:
        """How the cells that name a thing were written, if they were brought into another form."""
        thing = next(thing for thing in self.mapping.things if thing.name == name)
        columns = columns_of(thing.id) | ({thing.path.column} if thing.path else set())
        odd = [
            self.row.written[column]
            for column in sorted(columns & self.row.cells.keys())
            if describe_cleaning(self.row.written[column])
        ]
        return " ".join(odd) or None


def _join(fields: dict[str, Any], answer: dict[str, Any]) -> dict[str, Any]:
    """A claim's common fields and its answer; what both have written is kept."""
    notes = [fields.get("note"), answer.get("note")]
    if "original" in fields and "original" in answer:
        notes.append(f"time as written: {fields['original']}")
    note = join_notes(*notes)
    return {**fields, **answer, **({"note": note} if note else {})}


def _integer(text: str) -> int | None:
    plain = text.replace(",", "").replace(" ", "")
    return int(plain) if re.fullmatch(r"[+-]?\d{1,18}", plain) else None


def _number(text: str) -> float | None:
    plain = text.replace(",", "").replace(" ", "")
    return float(plain) if re.fullmatch(r"[+-]?\d{1,18}(\.\d+)?", plain) else None
