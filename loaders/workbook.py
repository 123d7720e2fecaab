"""The workbook of one source's claims (`graph.workbook_layout`), read after somebody has edited it.

What is read from an unedited workbook is what `exporters.workbook` has written, so that loading it
changes just the cells that were edited.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from graph.workbook_layout import SHEETS, unescape
from loaders.dataset.reader import DatasetFile
from loaders.dataset.schema import DatasetShape
from loaders.problems import DatasetError, FileProblem, Places, from_validation_error
from loaders.worker import read_sheets, sheet_names


def is_claims_workbook(file: Path) -> bool:
    """Whether a workbook has our three sheets."""
    if file.suffix.lower() != ".xlsx":
        return False
    try:
        return tuple(sheet_names(file)) == SHEETS
    except DatasetError:  # whoever reads it says what is wrong
        return False


def read_workbook(file: Path) -> DatasetFile:
    """A dataset file from a workbook of ours.

    Raises:
        DatasetError: A cell is wrong; each with its sheet and row.
    """
    rows = read_sheets(file, SHEETS)
    places: Places = {}
    source: dict[str, Any] = {}
    for number, row in rows["source"][1:]:
        if len(row) > 1 and row[0] is not None and row[1] is not None:
            source[str(row[0])] = _plain(row[1])
            places["source", str(row[0])] = number
    things: list[dict[str, Any]] = []
    for number, fields in _records(rows["things"]):
        places["things", len(things)] = number
        things.append(fields)
    facts: dict[int, dict[str, Any]] = {}
    indices: dict[int, int] = {}
    for number, fields in _records(rows["claims"]):
        named = fields.pop("fact", 0)
        if not isinstance(named, int):
            message = f"sheet claims: fact is the number of a fact, not {named!r}."
            raise DatasetError([FileProblem(str(file), number, "fact", message)])
        fact = facts.setdefault(
            named,
            {"locator": fields.get("locator"), "gist": fields.get("gist"), "claims": []},
        )
        index = indices.setdefault(named, len(indices))
        places["facts", index, "claims", len(fact["claims"])] = number
        for name in ("locator", "gist"):
            fields.pop(name, None)
        if "qualified_by" in fields:
            fields["qualified_by"] = _qualifiers(str(fields["qualified_by"]))
        for name in ("attributed_to", "premises"):
            if name in fields:
                fields[name] = [part.strip() for part in str(fields[name]).split(";")]
        if len(fields.get("attributed_to", ())) == 1:
            fields["attributed_to"] = fields["attributed_to"][0]
        fact["claims"].append(fields)
    value = {
        "source": {name: str(text) for name, text in source.items()},
        "things": things,
        "facts": [{"id": number, **fact} for number, fact in facts.items()],
    }
    try:
        return DatasetFile(str(file), DatasetShape.model_validate(value), places)
    except ValidationError as error:
        problems = from_validation_error(error, str(file), places)
        raise DatasetError([_with_sheet(problem) for problem in problems]) from error


def _with_sheet(problem: FileProblem) -> FileProblem:
    part = problem.field.partition(".")[0]
    sheet = "claims" if part == "facts" else part
    return replace(problem, message=f"sheet {sheet}: {problem.message}")


def _records(rows: list[tuple[int, Sequence[Any]]]) -> list[tuple[int, dict[str, Any]]]:
    """Rows as fields by the header's names, empty cells left out, with their numbers."""
    if not rows:
        return []
    names = [str(name) for name in rows[0][1]]
    found = []
    for number, values in rows[1:]:
        fields = {
            name: _plain(value)
            for name, value in zip(names, values, strict=False)
            if value is not None and value != ""
        }
        if fields:
            found.append((number, fields))
    return found


def _plain(value: Any) -> Any:
    """A cell's value: whole numbers as integers, since a spreadsheet has one kind of number."""
    if isinstance(value, str):
        return unescape(value)
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _qualifiers(text: str) -> list[dict[str, str]]:
    found = []
    for part in text.split(";"):
        role, equals, value = part.partition(" = ")
        kind = "value" if equals else "thing"
        if not equals:
            role, _, value = part.rpartition(":")
        found.append({"role": role.strip(), kind: value.strip()})
    return found
