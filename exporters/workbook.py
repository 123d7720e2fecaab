"""The live claims of one source as a workbook, to be edited in a spreadsheet and loaded again."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import datetime
from typing import IO, TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from exporters.base import Format
from exporters.columns import SOURCE_COLUMNS, Row
from exporters.content import Content, SourceContent
from graph.workbook_layout import CLAIM_COLUMNS, SHEETS, THING_COLUMNS, escape

if TYPE_CHECKING:
    from openpyxl import Workbook

# What a claim has unless its cell says otherwise.
_DEFAULTS = {
    "op": "=",
    "polarity": "asserted",
    "basis": "attested",
    "modality": "reported",
    "rank": "normal",
}
# In place of the time of day, so that one graph gives the same bytes each time.
_WRITTEN = datetime(1980, 1, 1)
_PIECE = 1 << 20


def write_workbook(content: Content) -> Iterator[bytes]:
    """The workbook's bytes, piece by piece."""
    assert content.source is not None  # noqa: S101  (the format says that it is of one source)
    with tempfile.TemporaryFile() as file:
        _save(_workbook(content.source), file)
        file.seek(0)
        while piece := file.read(_PIECE):
            yield piece


def _workbook(source: SourceContent) -> Workbook:
    from openpyxl import Workbook  # noqa: PLC0415  (slow to import)

    book = Workbook(write_only=True)
    book.properties.created = book.properties.modified = _WRITTEN
    book.properties.description = WORKBOOK.losses()
    fields = source.fields
    unsaid = {"work": fields["id"]}
    named = ((name, fields.get(name)) for name in SOURCE_COLUMNS)
    rows: tuple[Iterable[Iterable[Any]], ...] = (
        [("field", "value"), *(row for row in named if row[1] not in (None, unsaid.get(row[0])))],
        _table(THING_COLUMNS, source.things()),
        _table(CLAIM_COLUMNS, (_cells(claim, fields) for claim in source.claims())),
    )
    for name, values in zip(SHEETS, rows, strict=True):
        # Closed also where a row cannot be had: its XML is written by a library as it goes.
        with closing(book.create_sheet(name)) as sheet:
            for row in values:
                sheet.append([_cell(sheet, value) for value in row])
    return book


def _table(columns: tuple[str, ...], rows: Iterable[Row]) -> Iterator[Iterable[Any]]:
    yield columns
    for row in rows:
        yield [row.get(name) for name in columns]


def _cell(sheet: Any, value: Any) -> Any:
    """A cell's value; a text that looks like a formula stays a text."""
    if not isinstance(value, str):
        return value
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415

    cell = WriteOnlyCell(sheet, escape(value))
    cell.data_type = "s"
    return cell


def _cells(claim: Row, source: Row) -> Row:
    """A claim by the sheet's columns; what is so unless it is said stays empty."""
    value = claim.get("says")
    cells = {
        **claim,
        "fact": int(str(claim["fact"]).rpartition("#")[2]),
        "value": value,
        "attributed_to": "; ".join([*claim.get("through", ()), claim["voice"]]),
        "qualified_by": "; ".join([*claim["qualifiers"], *_values(claim)]) or None,
        "premises": "; ".join(claim.get("premises", ())) or None,
    }
    if claim["voice"] in {source["id"], source["work"], claim.get("edition")}:
        cells["attributed_to"] = None
    if claim.get("edition") == source.get("edition"):
        cells["edition"] = None
    inherits = claim.get("language") == source["language"] and claim["predicate"] != "name"
    if not isinstance(value, str) or inherits:
        cells["language"] = None
    return {name: cell for name, cell in cells.items() if cell != _DEFAULTS.get(name)}


def _values(claim: Row) -> Iterator[str]:
    """Qualifiers that are values, as `role = value`, so that none is taken for a thing."""
    for detail in claim.get("details", ()):
        role, _, value = detail.partition(": ")
        yield f"{role} = {value}"


def _save(book: Workbook, file: IO[bytes]) -> None:
    """Write a workbook whose parts have no time of day."""
    from openpyxl.writer.excel import ExcelWriter  # noqa: PLC0415

    with tempfile.TemporaryFile() as timed:
        with ZipFile(timed, "w") as archive:
            ExcelWriter(book, archive).save()
        with ZipFile(timed) as archive, ZipFile(file, "w") as timeless:
            for name in archive.namelist():
                member = ZipInfo(name)
                member.compress_type = ZIP_DEFLATED
                with archive.open(name) as part, timeless.open(member, "w") as target:
                    shutil.copyfileobj(part, target)


WORKBOOK = Format(
    "xlsx",
    "Excel workbook of one source",
    ".xlsx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "the description, things and live claims of one source, which is named (--source)",
    ("other sources", "claims that were retired"),
    "any spreadsheet; `partycell load FILE` takes the edited claims",
    write_workbook,
    purpose="editing",
    header=True,
    of_claims=True,
    of_source=True,
    memory="the different texts",
)
