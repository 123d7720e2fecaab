"""Damaged and hostile files: each ends in a message with its place, the other records go on."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import polars
import psutil
import pytest

from analysis.report.style import render_figure, style
from graph.addresses import web_address
from graph.citations import Citation, bibtex
from graph.paths import ROOT
from graph.visible import control_characters, escape_controls
from graph.workbook_layout import escape, unescape
from loaders.dataset.consistency import EMPTY_GRAPH
from loaders.dataset.reader import read_dataset
from loaders.foreign.importer import ForeignFormat, read_foreign, write_refused
from loaders.foreign.report import ImportResult
from loaders.foreign.tables import read_table
from loaders.foreign.tables.mapping import ReadShape
from loaders.foreign.tables.reading import open_table
from loaders.problems import DatasetError, FileProblem
from loaders.workbook import is_claims_workbook
from tests.extras import skip_without
from tests.fuzz import samples

EXAMPLES = Path(__file__).parent / "examples"
NAMESPACE = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def sheet(folder: Path, xml: bytes) -> Path:
    """A workbook whose first sheet has these rows."""
    file = folder / "made.xlsx"
    source = folder / "sound.xlsx"
    source.write_bytes(samples.table(".xlsx"))
    with zipfile.ZipFile(source) as parts, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as out:
        for name in parts.namelist():
            rows = b"<worksheet %b><sheetData>%b</sheetData></worksheet>" % (NAMESPACE, xml)
            out.writestr(name, rows if name.endswith("sheet1.xml") else parts.read(name))
    return file


def row(number: int, text: bytes) -> bytes:
    return b'<row r="%d"><c r="A%d" t="inlineStr"><is><t>%b</t></is></c></row>' % (
        number, number, text)  # fmt: skip


def refusal(file: Path) -> str:
    """What is said of a table that is read to its end."""
    with pytest.raises(DatasetError) as found:
        list(open_table(file, ReadShape()).rows)
    assert file.name in str(found.value)
    return str(found.value)


@pytest.mark.parametrize(
    ("xml", "words"),
    [
        (row(1, b"x" * 120_000_000), r":1: unpacks to much more than it is: 'xl/worksheets"),
        (row(1, b"n") + row(2, b"x" * 5_000_000), ":2: row 2 has more than 4,000,000 bytes"),
        (row(1, b"n") + row(2_000_000_000, b"x"), ":2: after row 1 comes row 2000000000"),
        (row(1, b"n") + row(3, b"x") + row(2, b"y"), ":4: after row 3 comes row 2"),
        (b'<row r="1"><c r="XFE1"><v>1</v></c></row>', ":1: row 1 has more than 16,384 columns"),
        (row(1, b"n") + b"<row>", "is damaged: a part of it is not XML"),
        (
            row(1, b"n") + b'<row r="2"><c r="A2" t="s"><v>99999</v></c></row>',
            ":2: is damaged: it refers to",
        ),
    ],
    ids=["bomb", "long row", "far row", "row that goes back", "wide", "cut off", "no such text"],
)
def test_hostile_workbook_ends_at_its_row(xml: bytes, words: str, tmp_path: Path) -> None:
    """Bombs, far rows, wide rows and broken XML end in a message with the row."""
    assert re.search(words, refusal(sheet(tmp_path, xml)), re.DOTALL)


def test_sparse_workbook_keeps_its_numbers(tmp_path: Path) -> None:
    """Rows that a workbook leaves out are not made up, and the others keep their numbers."""
    table = open_table(sheet(tmp_path, row(1, b"n") + row(900_000, b"x")), ReadShape())
    assert [(found.number, found.cells) for found in table.rows] == [(900_000, {"n": "x"})]


def test_wide_and_long_csv_end_at_once(tmp_path: Path) -> None:
    """300,000 columns, and a row of 50 million cells, are refused with the row."""
    file = tmp_path / "wide.csv"
    file.write_text(",".join(f"c{index}" for index in range(300_000)) + "\n", encoding="utf-8")
    assert ":1: has 300,000 columns" in refusal(file)
    file.write_text("a,b\n1,2\n" + "," * 50_000_000 + "\n", encoding="utf-8")
    assert ":3: row 3 cannot be read: it has more than" in refusal(file)


def test_row_of_too_many_cells_is_refused_alone(tmp_path: Path) -> None:
    """A row of 100,000 cells is refused; the rows around it stand."""
    mapping, file = tmp_path / "m.yaml", tmp_path / "a.csv"
    mapping.write_text(samples.MAPPING, encoding="utf-8")
    header = "code,name,parent,members,years\n"
    file.write_text(header + "1,One\n" + "x," * 100_000 + "\n3,Three\n", encoding="utf-8")
    found = read_table(file, mapping, EMPTY_GRAPH)
    assert [note.place for note in found.report.refused] == ["row 3"]
    assert {claim["about"] for claim in found.claims()} == {"u-1", "u-3"}
    assert found.report.accounts


def test_failure_of_the_parquet_library_is_told_in_our_words(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """Spoiled Parquet is refused with its file; nothing of Rust reaches standard error."""
    sound = samples.table(".parquet")
    file = tmp_path / "a.parquet"
    said = []
    for place in range(8, len(sound), len(sound) // 6):
        file.write_bytes(sound[:place] + b"\xff" * 12 + sound[place + 12 :])
        try:
            list(open_table(file, ReadShape()).rows)
        except DatasetError as error:
            said.append(str(error))
    assert said
    assert all("a.parquet" in text and "polars" not in text for text in said)
    assert capfd.readouterr() == ("", "")


def test_process_that_reads_ends_with_whoever_wants_its_rows(tmp_path: Path) -> None:
    """A table that is opened and left leaves no process behind."""
    file = tmp_path / "a.parquet"
    file.write_bytes(samples.table(".parquet"))
    ours = psutil.Process()
    before = set(ours.children())
    table = open_table(file, ReadShape())
    assert set(ours.children()) - before
    del table
    assert not set(ours.children()) - before


def test_parquet_bomb_is_bounded(tmp_path: Path) -> None:
    """A file of some kilobytes whose rows share one text of megabytes ends at its first row."""
    file = tmp_path / "a.parquet"
    text = polars.DataFrame({"a": ["x" * 2_000_000]})
    polars.concat([text] * 20).write_parquet(file)
    assert file.stat().st_size < 100_000
    assert ":1: a cell has more than 1,000,000 characters" in refusal(file)


def foreign(folder: Path, form: ForeignFormat, value: Any, name: str = "odd.json") -> ImportResult:
    """A file that has been read, with nothing in the graph; what is refused can be kept."""
    file = folder / name
    content = value if isinstance(value, str) else json.dumps(value)
    file.write_text(content, encoding="utf-8")
    found = read_foreign(file, form, EMPTY_GRAPH)
    assert found.report.accounts
    if found.report.refused:
        (kept,) = write_refused(file, found)
        assert json.loads(kept.read_text(encoding="utf-8"))
    return found


def refused(found: ImportResult) -> list[str]:
    return [note.place for note in found.report.refused]


def human(number: str, **fields: Any) -> dict[str, Any]:
    kind = {"mainsnak": {"snaktype": "value", "datavalue": {"value": {"id": "Q5"}}}}
    return {"id": number, "labels": {"en": {"value": "A"}}, "claims": {"P31": [kind]}} | fields


@pytest.mark.parametrize(
    "odd",
    [
        {"labels": "text"},
        {"labels": {"en": "text"}},
        {"labels": {"en": {"value": ["x"]}}},
        {"aliases": {"en": [None, 3]}},
        {"claims": []},
        {"claims": {"P31": "text", "P39": [3, {"mainsnak": []}]}},
        {"claims": {"P569": [{"mainsnak": {"snaktype": "value"}}]}},
        {"claims": {"P569": [{"mainsnak": {"snaktype": "value", "datavalue": {"value": 3}}}]}},
        {"claims": {"P39": [{"mainsnak": {"snaktype": "value"}, "qualifiers": {"P580": 3}}]}},
        {"claims": {"P39": [{"references": [{"snaks": {"P248": "x"}}, 4]}]}},
        {"id": "Q\ud800"},
        {"id": ["Q1"]},
        {"labels": {"en": {"value": "\ud800"}}},
    ],
)
def test_odd_wikidata_record_stays_alone(odd: dict[str, Any], tmp_path: Path) -> None:
    """A value of another shape is left over or refuses its item; the other item stands."""
    found = foreign(tmp_path, ForeignFormat.WIKIDATA, [human("Q1") | odd, human("Q2")])
    assert "wikidata-q2" in {claim["about"] for claim in found.claims()}
    assert found.report.records == 2


@pytest.mark.parametrize(
    "odd",
    [
        {"datasets": 3},
        {"datasets": ["\ud800"]},
        {"id": "\ud800"},
        {"first_seen": 3},
        {"first_seen": "2999-01-01", "datasets": ["later"]},
        {"first_seen": "Y17E7", "datasets": ["later"]},
        {"first_seen": "1999/1990", "datasets": ["later"]},
        {"id": {"a": "b"}},
        {"properties": "text"},
        {"properties": {"name": [{"a": 1}]}},
        {"properties": {"birthDate": ["9" * 5_000]}},
        {"schema": []},
    ],
)
@skip_without("followthemoney")
def test_odd_ftm_record_stays_alone(odd: dict[str, Any], tmp_path: Path) -> None:
    """The same of FollowTheMoney, as entities and as statements."""
    entity = {"schema": "Person", "properties": {"name": ["A"]}, "datasets": ["d"]}
    lines = [{"id": "1", **entity, **odd}, {"id": "2", **entity}]
    found = foreign(tmp_path, ForeignFormat.FTM, "\n".join(map(json.dumps, lines)), "odd.jsonl")
    assert "odd-2" in {claim["about"] for claim in found.claims()}
    told = {"schema": "Person", "dataset": "d", "prop": "name", "value": "A"}
    statements = [{"entity_id": "2", **told}, {"entity_id": "1", **told, **odd}]
    found = foreign(
        tmp_path, ForeignFormat.FTM, "\n".join(map(json.dumps, statements)), "odd.jsonl"
    )
    assert "odd-2" in {claim["about"] for claim in found.claims()}


@pytest.mark.parametrize(
    "odd",
    [
        {"datasets": ["d", {"a": "secret"}]},
        {"datasets": "secret"},
        {"first_seen": ["secret"]},
        {"last_seen": {"secret": 1}},
    ],
)
@skip_without("followthemoney")
def test_ftm_member_that_is_not_understood_is_left_over(
    odd: dict[str, Any], tmp_path: Path
) -> None:
    """What is no text where one belongs is told with its place, and not counted as used."""
    entity = {"id": "1", "schema": "Person", "properties": {"name": ["A"]}, "datasets": ["d"]}
    found = foreign(tmp_path, ForeignFormat.FTM, json.dumps({**entity, **odd}), "odd.jsonl")
    assert "secret" in json.dumps(found.report.as_json()["leftovers"])


@skip_without("followthemoney")
def test_ftm_dataset_that_is_named_twice_is_understood(tmp_path: Path) -> None:
    """Names of datasets are used, also one that stands twice."""
    entity = {"id": "1", "schema": "Person", "properties": {"name": ["A"]}, "datasets": ["d", "d"]}
    found = foreign(tmp_path, ForeignFormat.FTM, json.dumps(entity), "odd.jsonl")
    assert found.report.as_json()["leftovers"] == []


@pytest.mark.parametrize(
    ("odd", "kept"),
    [
        ({"startDate": ["some day"], "endDate": ["9999-12-31"]}, "startDate some day"),
        ({"startDate": ["some day"]}, "startDate some day"),
    ],
)
@skip_without("followthemoney")
def test_unread_start_is_no_time_of_the_file(
    odd: dict[str, Any], kept: str, tmp_path: Path
) -> None:
    """A start that cannot be read and an end that is still to come are a time that is unread."""
    lines = [
        {"id": "p", "schema": "Person", "properties": {"name": ["A"]}},
        {"id": "o", "schema": "Organization", "properties": {"name": ["B"]}},
        {"id": "m", "schema": "Membership",
         "properties": {"member": ["p"], "organization": ["o"], **odd}},
    ]  # fmt: skip
    found = foreign(tmp_path, ForeignFormat.FTM, "\n".join(map(json.dumps, lines)), "odd.jsonl")
    (member,) = [claim for claim in found.claims() if claim["object"] == "odd-o"]
    assert kept in member["properties"]["unread_time"]
    assert member["days"]["holds_from"] > member["days"]["holds_until"]  # certain on no day


@pytest.mark.parametrize(
    "odd",
    [
        {"sources": "text"},
        {"sources": [3, "x"]},
        {"other_names": 3},
        {"other_names": ["x"]},
        {"identifiers": {"a": 1}},
        {"birth_date": {"a": 1}},
        {"id": {"a": 1}},
        {"name": ["x"]},
        {"gender": "\ud800"},
        {"deep": json.loads("[" * 300 + "]" * 300)},
    ],
)
def test_odd_popolo_record_stays_alone(odd: dict[str, Any], tmp_path: Path) -> None:
    """The same of Popolo."""
    people = [{"id": "1", "name": "A", **odd}, {"id": "2", "name": "B"}]
    found = foreign(tmp_path, ForeignFormat.POPOLO, {"persons": people})
    assert "odd-2" in {claim["about"] for claim in found.claims()}


@skip_without("followthemoney")
def test_line_that_is_no_json_stays_alone(tmp_path: Path) -> None:
    """A broken line of JSON Lines is refused with its number; the others go on."""
    line = json.dumps({"id": "1", "schema": "Person", "properties": {"name": ["A"]}})
    found = foreign(tmp_path, ForeignFormat.FTM, f"{line}\n{{broken\n[]\n", "odd.jsonl")
    messages = [note.message for note in found.report.refused]
    assert [message[:7] for message in messages] == ["line 2:", "is no o"]
    assert "odd-1" in {claim["about"] for claim in found.claims()}
    lines = f"{json.dumps(human('Q1'))}\n{{broken\n"
    assert refused(foreign(tmp_path, ForeignFormat.WIKIDATA, lines, "wd.jsonl")) == ["item 2"]


def test_numbers_beyond_all_bounds_stay_text(tmp_path: Path) -> None:
    """An integer of 5,000 digits and an infinite number are kept as they are written."""
    text = '{"persons": [{"id": "1", "name": "A", "a": %s, "b": 1e999}]}' % ("9" * 5_000)
    found = foreign(tmp_path, ForeignFormat.POPOLO, text)
    values = {note.field: note.message for note in found.report.leftovers}
    assert values == {"a": "9" * 5_000, "b": "1e999"}


def test_record_of_many_values_is_read_in_linear_time(tmp_path: Path) -> None:
    """A record of 40,000 names is read: what is taken of it is not looked for in all of it."""
    names = [{"name": f"N{index}"} for index in range(40_000)]
    found = foreign(tmp_path, ForeignFormat.POPOLO, {"persons": [{"id": "1", "name": "A",
                                                         "other_names": names}]})  # fmt: skip
    assert found.report.claims == 40_001


def test_pipes_and_folders_are_no_files(tmp_path: Path) -> None:
    """What may have no end, or is no file, is refused before it is read."""
    pipe = tmp_path / "pipe.json"
    os.mkfifo(pipe)
    for file, words in ((pipe, "is no plain file"), (tmp_path, "is a folder"),
                        (tmp_path / "none.json", "there is no such file")):  # fmt: skip
        with pytest.raises(DatasetError, match=words):
            read_foreign(file, ForeignFormat.POPOLO, EMPTY_GRAPH)


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//example.org", "http://",
     "http://[", "java\tscript:x", "https://example.org/\u202ea", "HTTPS ://x", "x"],
)  # fmt: skip
def test_address_that_is_not_of_the_web_is_refused(address: str, tmp_path: Path) -> None:
    """A source's address is http or https, or its file is refused with the line."""
    assert web_address(address) is None
    file = tmp_path / "a.yaml"
    own = samples.samples()["dataset"][1].decode()
    file.write_text(own.replace("https://example.org/a", json.dumps(address)), encoding="utf-8")
    with pytest.raises(DatasetError, match=r"a\.yaml:2: source\.url: .*(no web address|least 1)"):
        read_dataset([file])
    assert web_address("https://example.org/a?b=c#d") == "https://example.org/a?b=c#d"


def test_messages_are_bounded_and_hold_no_signs_that_act() -> None:
    """A message of a megabyte is cut, control signs are shown, and of many problems the first."""
    problem = FileProblem("a\x1b[31m.csv", 1, "\u202efield", "x" * 1_000_000)
    text = str(DatasetError([problem] * 1_000))
    assert escape_controls(text) == text
    assert "\\u001b" in text
    assert len(text) < 500_000
    assert text.endswith("and 900 more")


def test_odd_signs_in_names_are_told(tmp_path: Path) -> None:
    """A name that turns the writing, or has a control sign, comes in with a warning."""
    people = [
        {"id": "1", "name": "A\u202eB"},
        {"id": "2", "name": "C\u0007"},
        {"id": "3", "name": "가"},
    ]
    found = foreign(tmp_path, ForeignFormat.POPOLO, {"persons": people})
    assert [(note.place, note.field) for note in found.report.warnings] == [
        ("persons[0]", "name"),
        ("persons[1]", "name"),
    ]
    assert control_characters("a\u202e\x07\u202e") == ["U+202E", "U+0007"]


@pytest.mark.parametrize(
    "text",
    ["a\x1b[31m", "\x00", "\ufffe", "a\rb", "\\u001b", "\\\\u202e", "_x001B_", "plain \\ text"],
)
def test_workbook_holds_every_text(text: str) -> None:
    """What no XML may hold is written otherwise, and read again as it was."""
    assert unescape(escape(text)) == text
    assert not re.search(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]", escape(text))


def test_workbook_of_ours_is_known_and_a_broken_one_is_not(tmp_path: Path) -> None:
    """Three sheets of ours are known; a file that cannot be read is none."""
    file = tmp_path / "a.xlsx"
    file.write_bytes(samples.workbook_of_ours())
    assert is_claims_workbook(file)
    file.write_bytes(samples.workbook_of_ours()[:2_000])
    assert not is_claims_workbook(file)


def test_mathematics_in_a_name_is_a_name() -> None:
    """A name that Matplotlib would read as broken mathematics is drawn as it is."""
    from matplotlib.figure import Figure

    with style():
        figure = Figure()
        figure.add_subplot().set_xlabel(r"$\frac{1}{ broken$")
        assert render_figure(figure, "a", "A", "A").svg.startswith(b"<?xml")


def test_bibtex_has_only_addresses_of_the_web() -> None:
    """What is cited has its address; none that a reader would run."""
    cited = Citation("a", "T", "P", "2020", web_address("javascript:x") or "", "", "en")
    assert "url" not in bibtex(cited)


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252", "utf-8"])
def test_output_in_any_encoding(encoding: str, tmp_path: Path) -> None:
    """Help, and messages on a name with Hangul, are written whatever the encoding."""
    missing = tmp_path / "김.json"
    command = [sys.executable, "-c", "from console.main import main; main()"]
    env = {**os.environ, "PYTHONIOENCODING": encoding, "PARTYCELL_HOME": str(tmp_path)}
    done = subprocess.run(
        [*command, "mapping", "try", str(missing), str(missing)],
        env=env, capture_output=True, cwd=ROOT, check=False)  # fmt: skip
    assert done.returncode == 2
    said = done.stderr.decode(encoding)
    assert "there is no such file" in said
    assert ("김" if encoding == "utf-8" else "\\uae40") in said
    code = "from console.main import _escape_unencodable as w; w(); print('가\\ud800')"
    shown = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, cwd=ROOT,
                           check=True)  # fmt: skip
    assert shown.stdout.decode(encoding).strip().endswith("\\ud800")


@skip_without("followthemoney")
@pytest.mark.parametrize("indent", [None, 1], ids=["lines", "a list"])
def test_ftm_json_is_lines_or_a_value(indent: int | None, tmp_path: Path) -> None:
    """A file `x.ftm.json` has an entity a line, as others write it, or is one value."""
    entities = [
        {"id": key, "schema": "Person", "properties": {"name": [key]}, "datasets": ["d"]}
        for key in ("a", "b")
    ]
    text = json.dumps(entities, indent=indent) if indent else "\n".join(map(json.dumps, entities))
    found = foreign(tmp_path, ForeignFormat.FTM, text, "people.ftm.json")
    assert {claim["about"].rpartition("-")[2] for claim in found.claims()} == {"a", "b"}
