"""A spreadsheet is what its reader sees: formats, dates, errors, merged cells, what is hidden."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.worksheet import Worksheet

from loaders.dataset.consistency import EMPTY_GRAPH
from loaders.foreign.report import ImportResult
from loaders.foreign.tables import read_table
from loaders.foreign.tables.mapping import ReadShape
from loaders.foreign.tables.reading import OpenTable, TableRow, open_table
from loaders.problems import DatasetError
from loaders.worker.number_formats import is_date_code, show_date, show_number, show_text

HEADER = ["no", "name", "when"]
DAY = date(2012, 4, 11)
MONTH = date(2012, 4, 1)
MOMENT = datetime(2012, 4, 11, 10, 30)

NUMBERS: list[tuple[float, str, str]] = [
    (2012.1, "0.00", "2012.10"),
    (2012.1, "0000.00", "2012.10"),
    (2012.1, "#.00", "2012.10"),
    (2012.1, "General", "2012.1"),
    (2012.1, "@", "2012.1"),
    (2012, "General", "2012"),
    (201210, '0000"."00', "2012.10"),
    (1994, '0"년"', "1994년"),
    (3, '"제"0"호"', "제3호"),
    (7, "000", "007"),
    (1012345678, "000-0000-0000", "010-1234-5678"),
    (1234567, "#,##0", "1234567"),
    (1234.5, "#,##0.00", "1234.50"),
    (1200000, "#,##0,", "1200"),
    (-1234.5, "#,##0.0", "-1234.5"),
    (-5, "0;(0)", "(5)"),
    (0, '0;-0;"-"', "0"),
    (0.5, "0%", "50%"),
    (0.125, "0.0%", "12.5%"),
    (3.14159, "0.##", "3.14"),
    (5, "[Red]0", "5"),
    (1000, "[$₩-412]#,##0", "₩1000"),
    (0.5, "# ?/?", "0.5"),
    (12345, "0.00E+00", "12345"),
    (0.1 + 0.2, "0.0", "0.3"),
    (1e300, "0.00", "1e+300"),
]
DATES: list[tuple[Any, str, str]] = [
    (MONTH, "yyyy.mm", "2012-04"),
    (MONTH, "mmm-yy", "2012-04"),
    (MONTH, 'yyyy"년" m"월"', "2012-04"),
    (MONTH, '[$-412]yyyy"년" m"월";@', "2012-04"),
    (MONTH, "yyyy", "2012"),
    (MONTH, 'yyyy"년"', "2012"),
    (DAY, "yyyy.mm.dd", "2012-04-11"),
    (DAY, "mm-dd-yy", "2012-04-11"),
    (MOMENT, "yyyy-mm-dd", "2012-04-11"),
    (MOMENT, "yyyy-mm-dd h:mm", "2012-04-11 10:30:00"),
    (MOMENT, "m/d/yy h:mm", "2012-04-11 10:30:00"),
    (MOMENT, "yyyy.mm", "2012-04"),
    (MOMENT, "h:mm", "10:30:00"),
    (DAY, "d-mmm", "2012-04-11"),
    (time(1, 2), "h:mm", "01:02:00"),
    (timedelta(hours=30), "[h]:mm", "1 day, 6:00:00"),
]


@pytest.mark.parametrize(("value", "code", "text"), NUMBERS)
def test_number_is_shown_by_its_format(value: float, code: str, text: str) -> None:
    """A number is the text that its format shows, but without signs between its thousands."""
    assert show_number(value, code).text == text


@pytest.mark.parametrize(("value", "code", "text"), DATES)
def test_date_is_as_exact_as_its_format(value: Any, code: str, text: str) -> None:
    """A date shown as a month is a month, one shown as a year is a year."""
    assert is_date_code(code)
    assert show_date(value, code).text == text


@pytest.mark.parametrize(
    "code", ["General", "0", "0.00E+00", "@", "[Red]0", "#,##0", '0"년"', '"day" 0', "\\d0", ""]
)
def test_format_of_a_number_is_no_date(code: str) -> None:
    """Letters that are quoted, escaped or of a colour make no date of a number."""
    assert not is_date_code(code)


def test_what_a_reader_would_not_know_is_told() -> None:
    """A rounded number, a day without its year, and a number that may be an October are told."""
    assert "holds 1990.7" in show_number(1990.7, "0").remark
    assert "holds 2012-04-11" in show_date(DAY, "d-mmm").remark
    assert "October" in show_number(2012.1, "General").remark
    assert show_number(2012.1, "0.00").remark == ""
    assert show_number(2012.2, "General").remark == ""


def test_text_is_shown_by_its_format() -> None:
    """A format of texts may put something around one; formats of numbers leave it alone."""
    assert show_text("a", '"제 "@') == "제 a"
    assert show_text("a", '_-* #,##0_-;-* #,##0_-;_-* "-"_-;_-@_-') == "a"
    assert show_text("007", "0") == "007"


@given(
    st.floats(allow_nan=False, allow_infinity=False), st.text('0#?.,;-"[]@%年yEe/ ', max_size=12)
)
def test_any_number_under_any_format_is_a_text(value: float, code: str) -> None:
    """No format fails, and none leaves a number without a text."""
    assert show_number(value, code).text
    show_text("x", code)
    show_date(MOMENT, code)


def sheet_of(change: Callable[[Worksheet], None]) -> Callable[[Path], Path]:
    """A writer of a workbook with one sheet."""

    def write(folder: Path) -> Path:
        book = Workbook()
        sheet = book.active
        assert sheet is not None
        sheet.append(HEADER)
        change(sheet)
        file = folder / "made.xlsx"
        book.save(file)
        return file

    return write


def opened(file: Path, **read: Any) -> tuple[OpenTable, dict[int, TableRow]]:
    """A table with its rows by number."""
    table = open_table(file, ReadShape(**read))
    return table, {row.number: row for row in table.rows}


def test_sheet_is_read_as_it_is_shown(tmp_path: Path) -> None:
    """2012.10 is October; a date shown as a month or a year is one; a text stays a text."""

    def fill(sheet: Worksheet) -> None:
        rows = [(2012.1, "0.00"), (MONTH, "yyyy.mm"), (MONTH, "yyyy"), (DAY, "yyyy-mm-dd"),
                ("2012.10", "General"), ("007", "@"), (True, "General")]  # fmt: skip
        for number, (value, code) in enumerate(rows, start=2):
            sheet.append([number, "x", value])
            sheet.cell(number, 3).number_format = code

    _, rows = opened(sheet_of(fill)(tmp_path))
    assert [rows[number].cells["when"] for number in range(2, 9)] == [
        "2012.10", "2012-04", "2012", "2012-04-11", "2012.10", "007", "true",
    ]  # fmt: skip


@pytest.mark.parametrize("error", ["#N/A", "#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!"])
def test_error_is_no_value(error: str, tmp_path: Path) -> None:
    """An error of a formula is no text of that name: it is left over, and told."""

    def fill(sheet: Worksheet) -> None:
        sheet.append([1, "Kim", error])

    _, rows = opened(sheet_of(fill)(tmp_path))
    assert "when" not in rows[2].cells
    assert rows[2].unusable == {"when": error}
    assert any(error in said for _, said in rows[2].warnings)


def test_merged_cell_is_in_each_of_its_rows(tmp_path: Path) -> None:
    """Over three rows its value is that of each; over columns it is in the first, and told."""

    def fill(sheet: Worksheet) -> None:
        for number, name in enumerate(["Office", None, None, "Other"], start=1):
            sheet.append([number, name, 1990 + number])
        sheet.append([5, "Both", None])
        sheet.merge_cells("B2:B4")
        sheet.merge_cells("B6:C6")

    _, rows = opened(sheet_of(fill)(tmp_path))
    assert [rows[number].cells["name"] for number in range(2, 6)] == ["Office"] * 3 + ["Other"]
    assert "when" not in rows[6].cells
    assert rows[6].warnings == [
        ("name", "is merged with cells to its right, which are taken as empty.")
    ]


def test_hidden_rows_columns_and_sheets_are_told(tmp_path: Path) -> None:
    """A row hidden by hand or by a filter is refused, unless the mapping wants it; others told."""

    def fill(sheet: Worksheet) -> None:
        for number in range(1, 4):
            sheet.append([number, f"Name {number}", 1990])
        sheet.row_dimensions[3].hidden = True
        sheet.column_dimensions["C"].hidden = True
        sheet.auto_filter.ref = "A1:C4"
        assert sheet.parent is not None
        sheet.parent.create_sheet("Notes").append(["of no use"])
        sheet.parent.create_sheet("Kept").sheet_state = "hidden"

    file = sheet_of(fill)(tmp_path)
    table, rows = opened(file)
    assert [bool(rows[number].problem) for number in (2, 3, 4)] == [False, True, False]
    assert "hidden in the sheet" in rows[3].problem
    assert rows[2].cells["when"] == "1990"
    said = " ".join(table.remarks)
    assert "has 3 sheets, of which 'Sheet' is read, and not 'Notes', 'Kept' (hidden)" in said
    assert "Columns that are hidden in the sheet were read: C." in said
    _, shown = opened(file, hidden=True)
    assert not shown[3].problem
    table, notes = opened(file, sheet="Notes", header=False, columns=["text"])
    assert notes[1].cells == {"text": "of no use"}
    assert table.remarks == []
    with pytest.raises(DatasetError, match="has no sheet 'None'; it has Sheet, Notes, Kept"):
        opened(file, sheet="None")


def test_hidden_first_sheet_is_not_the_one_read(tmp_path: Path) -> None:
    """The first sheet that a reader sees is read, not a hidden one before it."""
    book = Workbook()
    first = book.active
    assert first is not None
    first.append(["hidden"])
    first.sheet_state = "hidden"
    seen = book.create_sheet("Seen")
    seen.append(HEADER)
    seen.append([1, "Kim", 1990])
    file = tmp_path / "made.xlsx"
    book.save(file)
    _, rows = opened(file)
    assert rows[2].cells == {"no": "1", "name": "Kim", "when": "1990"}


def test_formula_without_its_value_is_told(tmp_path: Path) -> None:
    """A formula whose value no spreadsheet has stored is no value, and says what to do."""

    def fill(sheet: Worksheet) -> None:
        sheet.append([1, "Kim", "=A2+1990"])

    _, rows = opened(sheet_of(fill)(tmp_path))
    assert rows[2].unusable == {"when": "=A2+1990"}
    assert any("value is not stored" in said for _, said in rows[2].warnings)


def test_formula_is_what_it_came_to(tmp_path: Path) -> None:
    """A formula whose value is stored is that value, under its format."""
    source = sheet_of(lambda sheet: sheet.append([1, "Kim", "=1+1"]))(tmp_path)
    file = tmp_path / "stored.xlsx"
    with zipfile.ZipFile(source) as parts, zipfile.ZipFile(file, "w") as out:
        for name in parts.namelist():
            data = parts.read(name)
            out.writestr(name, data.replace(b"<v></v>", b"<v>2</v>").replace(b"<v />", b"<v>2</v>"))
    _, rows = opened(file)
    assert rows[2].cells["when"] == "2"


def test_epoch_of_1904_is_minded(tmp_path: Path) -> None:
    """A date of a workbook that counts from 1904 is the day that it shows."""
    book = Workbook()
    book.epoch = CALENDAR_MAC_1904
    sheet = book.active
    assert sheet is not None
    sheet.append(HEADER)
    sheet.append([1, "Kim", DAY])
    sheet.cell(2, 3).number_format = "yyyy-mm-dd"
    file = tmp_path / "made.xlsx"
    book.save(file)
    _, rows = opened(file)
    assert rows[2].cells["when"] == "2012-04-11"


def test_number_beyond_all_dates_is_no_value(tmp_path: Path) -> None:
    """A number that is no day, under a date's format, is left over and told."""

    def fill(sheet: Worksheet) -> None:
        sheet.append([1, "Kim", 9e9])
        sheet.cell(2, 3).number_format = "yyyy-mm-dd"

    _, rows = opened(sheet_of(fill)(tmp_path))
    assert "when" not in rows[2].cells
    assert "when" in rows[2].unusable


MAPPING = """
source:
  id: shown
  title: A workbook
  publisher: Nobody
  language: en
  published: 2020-01-01
  kind: table
  trust: made up for a test
things:
  - as: person
    label: Person
    id: "shown-{no}"
    claims:
      - {predicate: name, column: name}
      - {predicate: birth_date, column: when}
"""


def loaded(folder: Path, file: Path) -> ImportResult:
    mapping = folder / "shown.yaml"
    mapping.write_text(MAPPING, encoding="utf-8")
    return read_table(file, mapping, EMPTY_GRAPH)


def test_all_of_it_is_in_the_report(tmp_path: Path) -> None:
    """What is shown becomes claims; what is hidden, an error or no value is in the report."""

    def fill(sheet: Worksheet) -> None:
        sheet.append([1, "Kim", MONTH])
        sheet.cell(2, 3).number_format = "yyyy.mm"
        sheet.append([2, "Ri", "#N/A"])
        sheet.append([3, "Pak", 1990])
        sheet.row_dimensions[4].hidden = True
        sheet.append([4, "NA", 1991])
        sheet.append([5, "Choe", "-"])

    found = loaded(tmp_path, sheet_of(fill)(tmp_path))
    said = {
        (claim["about"], claim["properties"]["says"])
        for claim in found.claims()
        if claim["properties"]["predicate"] == "birth_date"
    }
    assert said == {("shown-1", "2012-04")}
    report = found.report
    assert report.accounts
    assert [note.place for note in report.refused] == ["row 4", "row 5"]
    assert [(note.field, note.message) for note in report.leftovers] == [("when", "#N/A")]
    assert [vars(tally) for tally in report.missing] == [
        {"field": "name", "text": "NA", "count": 1, "place": "row 5"},
        {"field": "when", "text": "-", "count": 1, "place": "row 6"},
    ]
