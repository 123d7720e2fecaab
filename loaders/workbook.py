"""The claims of one source as a workbook: written, edited in a spreadsheet, and read again.

Three sheets: `source`, `things` and `claims`. What is read from an unedited workbook is what was
written, so that loading it changes just the cells that were edited.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from pydantic import ValidationError

from graph.catalogue import run
from graph.database import Database
from graph.errors import UnknownIdError
from graph.lens import NEVER_RETIRED
from graph.statements import statement
from loaders.dataset.reader import DatasetFile
from loaders.dataset.schema import DatasetShape, SourceShape
from loaders.problems import DatasetError, Places, Problem, from_validation_error
from loaders.worker import read_sheets, sheet_names

SHEETS = ("source", "things", "claims")
_THINGS = ("id", "label", "rank", "series")
_CLAIMS = (
    "fact", "locator", "gist", "about", "predicate", "op", "value", "object", "ordinal", "role",
    "qualified_by", "polarity", "basis", "modality", "rank", "reason", "attributed_to", "holds",
    "attested", "language", "original", "note",
)  # fmt: skip
# What no XML may hold, a carriage return, which XML makes a line feed of, and what looks like our
# way to write these.
_UNHELD = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]|\\(?=u[0-9a-f]{4})")
_ESCAPED = re.compile(r"\\u([0-9a-f]{4})")
_DEFAULTS = {
    "op": "=",
    "polarity": "asserted",
    "basis": "attested",
    "modality": "reported",
    "rank": "normal",
}


def write_workbook(database: Database, source: str, file: Path) -> int:
    """Write the live claims of a source.

    Args:
        database: Where they are.
        source: The source's id.
        file: Written anew, `.xlsx`.

    Returns:
        How many claims were written.

    Raises:
        UnknownIdError: There is no such source.
    """
    found = run(database, "source", {"source": source}).rows
    if not found:
        raise UnknownIdError(f"source={source!r}: nothing has this id.")
    described = database.run(
        statement("load/source_sheet"), {"source": source, "never": NEVER_RETIRED}, time_limit=0
    ).records[0]
    properties, things, claims = described
    book = Workbook()
    first = book.active
    assert first is not None  # noqa: S101  (a new workbook has a sheet)
    first.title = "source"
    _append(first, ("field", "value"))
    work = properties["work"]
    for name in SourceShape.model_fields:
        value = found[0].get("translation_of") if name == "translation_of" else properties.get(name)
        if name == "id" or (value is not None and (name, value) != ("work", source)):
            _append(first, (name, source if name == "id" else value))
    sheet = book.create_sheet("things")
    _append(sheet, _THINGS)
    for thing in things:
        _append(sheet, [thing[name] for name in _THINGS])
    sheet = book.create_sheet("claims")
    _append(sheet, _CLAIMS)
    for claim in claims:
        _append(sheet, _cells(claim, source, work))
    book.save(file)
    return len(claims)


def _append(sheet: Any, values: Sequence[Any]) -> None:
    """A row; a text that looks like a formula stays a text."""
    sheet.append([_written(value) if isinstance(value, str) else value for value in values])
    for cell in sheet[sheet.max_row]:
        if isinstance(cell.value, str):
            cell.data_type = "s"


def _cells(claim: Mapping[str, Any], source: str, work: str) -> list[Any]:
    voice = claim["voice"]
    told = {
        **claim,
        "fact": int(str(claim["fact"]).rpartition("#")[2]),
        "value": claim.get("says"),
        "attributed_to": None if voice in {source, work} else voice,
        "qualified_by": "; ".join(claim["qualifiers"]) or None,
    }
    if not isinstance(told["value"], str) or told.get("language") == claim["source_language"]:
        told["language"] = None
    return [
        None if told.get(name) == _DEFAULTS.get(name, object()) else told.get(name)
        for name in _CLAIMS
    ]


def is_ours(file: Path) -> bool:
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
            raise DatasetError([Problem(str(file), number, "fact", message)])
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


def _with_sheet(problem: Problem) -> Problem:
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
        return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), value)
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _written(text: str) -> str:
    r"""A text as a workbook can hold it: a sign that no XML has as `\u001b`, and so on."""
    return _UNHELD.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def _qualifiers(text: str) -> list[dict[str, str]]:
    parts = [part.strip().rpartition(":") for part in text.split(";")]
    return [{"role": role.strip(), "thing": thing.strip()} for role, _, thing in parts]
