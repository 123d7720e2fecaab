"""A row to a draft, as a mapping says."""

from __future__ import annotations

import re
from collections import ChainMap
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from graph.dates import AT_ALL_TIMES, is_reversed
from graph.model import Kind, Label, Op, Property
from graph.vocabulary import predicate
from loaders.dataset.schema import TIME_FIELDS
from loaders.foreign.quarantine import PROBLEM
from loaders.foreign.report import LEFTOVER, Draft, join_notes, keep_original
from loaders.foreign.tables.mapping import (
    COLUMN,
    ClaimMapping,
    PathMapping,
    ThingMapping,
    applies,
    columns_of,
)
from loaders.foreign.tables.opening import ROWS_OF_A_TABLE, MappedTable
from loaders.foreign.tables.patterns import Finder
from loaders.foreign.tables.steps import Pass, PreparedRow, trace
from loaders.ids import short_hash, slug
from loaders.limits import LONGEST_PATH
from loaders.problems import shorten
from loaders.text import describe_cleaning
from loaders.written_dates import read_date

# What is so at all times of the things that it joins, unless a table gives a time.
_STRUCTURE = {"UNIT_OF", "HOSTED_BY", "AT_TIER", "POST_IN", "HAS_ROLE", "JURISDICTION"}
# Dates that may last: of others, a period without a start or an end is none.
_DATES_WITH_DURATION = {"date"}
_TRUE = {"true", "yes", "y", "1", "예", "是"}
_FALSE = {"false", "no", "n", "0", "아니오", "아니요", "否"}


def split_cell(text: str, claim: ClaimMapping) -> list[str]:
    """The values of one cell."""
    parts = text.split(claim.split) if claim.split else [text]
    return [part.strip() for part in parts if part.strip()]


class RowReader:
    """One row being read; `ids` are its things by the name that the mapping gives them."""

    def __init__(self, prepared: PreparedRow, mapped: MappedTable, finder: Finder) -> None:
        self.row = prepared.row
        self.passes = prepared.passes
        self.mapping = mapped.mapping
        self.mapped = mapped
        self.finder = finder
        self.cells: Mapping[str, str] = {}
        self.ids: dict[str, str] = {}
        self.used: set[str] = set()
        self.used_of_row: set[str] = set()
        self.unused_parts: dict[str, list[str]] = {}

    @property
    def _date_style(self) -> dict[str, bool]:
        """How the table writes its dates, by declaration."""
        return {"edtf": self.mapping.read.edtf, "day_first": self.mapping.read.day_first}

    @property
    def draft(self) -> Draft:
        """What the row becomes."""
        row = self.row
        place = f"{self.mapped.name} row {row.number}".strip()
        draft = Draft(place, self.mapped.number * ROWS_OF_A_TABLE + row.number)
        draft.locator = self._locator()
        draft.original = row.written
        draft.values = len(row.cells) + len(row.unusable)
        for column, text in row.written.items():
            draft.clean(column, text)
        draft.tallies += [("missing", column, text) for column, text in row.missing]
        for column, message in row.warnings:
            draft.warn(column, message)
        if row.problem:
            draft.refuse("", row.problem)
        of_row: dict[str, str] = {}
        for one in self.passes:
            self.cells, self.ids, self.used = one.cells, dict(of_row), set()
            self._read(one, draft)
            if one.level is None:
                of_row = self.ids
        self._leave(draft)
        return draft

    def _locator(self) -> str:
        """Where the row is, by what its first thing's id is made of: it stays when others go."""
        first = self.mapping.things[0]
        columns = first.path.own_columns if first.path else COLUMN.findall(first.id or "")
        texts = [f"{name} {self.row.cells[name]}" for name in columns if name in self.row.cells]
        text = shorten(", ".join(texts)) if texts else f"row {short_hash(repr(self.row.cells))}"
        return f"{self.mapped.name}: {text}" if self.mapped.name else text

    def _read(self, one: Pass, draft: Draft) -> None:
        """The things and the claims of the row, or of a part of it."""
        for column, message in one.warnings:
            draft.warn(column, message)
        for thing in self.mapping.things:
            if self._is_of(thing, one):
                self._thing(thing, draft)
        first = self.mapping.things[0]
        if one.level is None and self._is_of(first, one):
            draft.about = self.ids.get(first.name, "")
            if not draft.about:
                draft.refuse(self._key(), "is empty: the row is about nothing.")
        for thing in self.mapping.things:
            if thing.name in self.ids:
                for claim in thing.claims:
                    if self._is_of(claim, one):
                        self._claim(self.ids[thing.name], claim, draft)
        self.used_of_row |= trace(one.sources, self.used)
        if one.level is not None:
            column = str(self.mapping.make[one.level].column)
            if self.used & one.own_columns:
                self.used_of_row.add(column)
            else:
                self.unused_parts.setdefault(column, []).append(one.part)

    def _is_of(self, item: ThingMapping | ClaimMapping, one: Pass) -> bool:
        return self.mapped.steps.level_of(item) == one.level

    def _leave(self, draft: Draft) -> None:
        """Count the cells, and leave over those that were not used, or not all of."""
        for column, text in (*self.row.cells.items(), *self.row.unusable.items()):
            parts = self.unused_parts.get(column)
            if column in self.mapping.leave or column == PROBLEM:
                draft.ignored += 1
            elif parts and column in self.used_of_row:
                draft.leave(column, "; ".join(parts))
            elif column in self.used_of_row and column in self.row.cells:
                draft.used += 1
            else:
                draft.leave(column, text)

    def _key(self) -> str:
        first = self.mapping.things[0]
        return ", ".join(sorted(first.path.own_columns if first.path else columns_of(first.id)))

    def _filled(self, template: str | None) -> str | None:
        """A template's text; None where a column that it names is empty."""
        if template is None:
            return None
        names = columns_of(template)
        if not all(name in self.cells for name in names):
            return None
        return COLUMN.sub(lambda match: self.cells[match[1]], template)

    def _use(self, *templates: str | None) -> None:
        self.used |= {name for name in columns_of(*templates) if name in self.cells}

    def _thing(self, thing: ThingMapping, draft: Draft) -> None:
        if not applies(thing, self.cells):
            return
        if thing.path is not None:
            self._path(thing, thing.path, draft)
            return
        text = self._filled(thing.id)
        identifier = slug(text) if text else ""
        if not identifier:
            return
        self._use(thing.id)
        self.ids[thing.name] = identifier
        if not thing.exists:
            draft.declare(identifier, thing.label, thing.series, written=text)

    def _path(self, thing: ThingMapping, path: PathMapping, draft: Draft) -> None:
        """A thing at the end of a path of names, and everything on the way there."""
        columns = [name for name in path.own_columns if name in self.cells]
        parts = [
            part.strip() for name in columns for part in self.cells[name].split(path.separator)
        ]
        names = [part for part in parts if part]
        if not names:
            return
        if len(names) > LONGEST_PATH:
            draft.refuse(", ".join(columns), f"has more than {LONGEST_PATH} names in its path.")
            return
        self.used |= set(columns)
        time: dict[str, Any] = {}
        if path.holds is not None:
            self._dates("holds", path.holds, time, draft)
            self._use(path.holds)
        named = {"language": path.language} if path.language else {}
        above: str | None = None
        for depth in range(len(names)):
            identifier = slug(" ".join([path.prefix, *names[: depth + 1]]))
            draft.declare(identifier, thing.label, thing.series)
            name = {"about": identifier, "predicate": "name", "value": names[depth]}
            draft.claims.append(name | named)
            if above is not None and thing.label is Label.ORGANIZATION:
                under = {"about": identifier, "predicate": "UNIT_OF", "object": above}
                draft.claims.append(under | (time or {"holds": AT_ALL_TIMES}))
            above = identifier
        self.ids[thing.name] = str(above)

    def _claim(self, about: str, claim: ClaimMapping, draft: Draft) -> None:
        if not applies(claim, self.cells):
            return
        answers = list(self._answers(claim, draft))
        fields = self._common(claim, draft) if answers else None
        if fields is None:
            return
        for answer in answers:
            draft.claims.append({"about": about, **_join(fields, answer)})
            self.used |= {name for name in claim.content_columns if name in self.cells}

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
        if claim.ordinal is not None and claim.ordinal in self.cells:
            number = _integer(self.cells[claim.ordinal])
            if number is None:
                draft.refuse(claim.ordinal, f"{self.cells[claim.ordinal]!r} is no number.")
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
        if claim.predicate in _STRUCTURE and not fields.keys() & TIME_FIELDS:
            fields["holds"] = AT_ALL_TIMES
        return fields

    def _dates(self, name: str, template: str, fields: dict[str, Any], draft: Draft) -> None:
        """A time; one that is stated and cannot be read is kept as it is written, and listed."""
        columns = columns_of(template)
        cells = ChainMap(dict(self.cells), self.row.unusable)
        if columns and not any(name in cells for name in columns):
            return
        text = COLUMN.sub(lambda match: cells.get(match[1], ""), template).strip()
        if name == "holds" and text in {"..", AT_ALL_TIMES}:
            fields[name] = AT_ALL_TIMES
            return
        found = read_date(text, **self._date_style)
        if found.edtf is None and text.strip("~ ") != text:
            plain = read_date(text.strip("~ "), **self._date_style)
            found = plain if plain.edtf == "XXXX" else found
        if found.doubt:
            draft.warn(name, found.doubt)
        if found.edtf == "XXXX" and fields.get("predicate") in _STRUCTURE:
            fields |= {"holds": AT_ALL_TIMES} | keep_original(text, fields.get("note"))
            return
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
                if not any(self.finder.search(pattern, text) for pattern in claim.match):
                    draft.warn(claim.column, f"{text!r} fits no pattern of match; kept as text.")
                    yield {
                        "predicate": LEFTOVER,
                        "value": f"{claim.column} = {text}",
                        "role": None,
                        "ordinal": None,
                    }

    def _texts(self, claim: ClaimMapping) -> list[str]:
        text = self.cells.get(claim.column) if claim.column else self._filled(claim.value)
        return [] if text is None else split_cell(text, claim)

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
                fitting = (p for p in claim.match if self.finder.search(p, text))
                yield from [(claim.match[pattern], text) for pattern in islice(fitting, 1)]
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
        columns = columns_of(thing.id) | set(thing.path.own_columns if thing.path else [])
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
