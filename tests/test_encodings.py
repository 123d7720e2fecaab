"""Encodings are said: which, how sure that is, what else it may be, and which byte is wrong."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import re
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.database import Database
from loaders.dataset.consistency import EMPTY_GRAPH
from loaders.dataset.reader import read_dataset
from loaders.encodings import find_encoding
from loaders.foreign.importer import ForeignFormat, detect_format, load_foreign
from loaders.foreign.tables import read_table
from loaders.foreign.tables.mapping import ReadShape
from loaders.foreign.tables.reading import TableRow, open_table
from loaders.problems import DatasetError

TEXTS = {
    "ko": "번호,이름,소속,생년\n1,김영일,중앙위원회,1984\n2,리철수,시험세포,1990년\n",
    "ko-rare": "이름\n뷁똠방각하\n김영일\n",
    "ko-hanja": "name,hanja\n김영일,金英日\n리철수,李哲洙\n",
    "zh": "编号,姓名,单位,出生\n1,王小明,中央委员会,1984\n2,李建国,北京市委组织部,1990年\n",
    "zh-tw": "編號,姓名,單位\n1,王小明,中央委員會\n2,李建國,北京市委組織部\n3,張偉,宣傳部副部長\n",
    "ja": "番号,氏名,所属\n1,山田太郎,中央委員会\n2,すずき いちろう,プロパガンダ部\n",
}
# A text, the encoding that it is written in, and the names that a guess may be told by.
GUESSES = [
    ("ko", "cp949", "CP949 (EUC-KR)"),
    ("ko", "euc-kr", "CP949 (EUC-KR)"),
    ("ko-rare", "cp949", "CP949 (EUC-KR)"),
    ("ko-hanja", "cp949", "CP949 (EUC-KR)"),
    ("zh", "gb18030", "GB18030"),
    ("zh", "gb2312", "GB18030"),
    ("zh", "gbk", "GB18030"),
    ("zh-tw", "big5", "Big5"),
    ("ja", "cp932", "Shift-JIS"),
    ("ja", "shift_jis", "Shift-JIS"),
    ("ja", "euc_jp", "EUC-JP"),
    ("ko", "utf-16-le", "UTF-16"),
    ("ko", "utf-16-be", "UTF-16"),
]
KNOWN = [("ko", name) for name in ("utf-8", "utf-8-sig", "utf-16", "utf-32")]
MAPPING = """
source:
  id: encoded
  title: A table
  publisher: Nobody
  language: en
  published: 2020-01-01
  kind: table
  trust: made up for a test
READ
things:
  - as: person
    label: Person
    id: "encoded-{no}"
    claims:
      - {predicate: name, column: name}
"""


def file_of(folder: Path, data: bytes, name: str = "made.csv") -> Path:
    file = folder / name
    file.write_bytes(data)
    return file


def cells(file: Path) -> list[list[str]]:
    """Every row of a table, its header among them."""
    columns = open_table(file, ReadShape())
    return [columns.columns, *([*row.cells.values()] for row in columns.rows)]


def mapping(folder: Path, read: str = "") -> Path:
    file = folder / "made.yaml"
    text = MAPPING.replace("READ", f"read: {{{read}}}" if read else "")
    file.write_text(text, encoding="utf-8")
    return file


@pytest.mark.parametrize(("text", "encoding", "name"), GUESSES)
def test_guess_is_told(text: str, encoding: str, name: str, tmp_path: Path) -> None:
    """A file without a mark is read as it was written, and the guess is told by its name."""
    file = file_of(tmp_path, TEXTS[text].encode(encoding))
    found = find_encoding(file)
    assert f"was read as {name}, which is a guess" in found.remark
    assert re.search("that is (likely|not sure)", found.remark)
    assert "Saving it as UTF-8 settles it" in found.remark
    assert cells(file) == [line.split(",") for line in TEXTS[text].splitlines()]


@pytest.mark.parametrize(("text", "encoding"), KNOWN)
def test_what_is_known_is_no_guess(text: str, encoding: str, tmp_path: Path) -> None:
    """UTF-8, and what a mark says, is read without a remark."""
    file = file_of(tmp_path, TEXTS[text].encode(encoding))
    assert find_encoding(file).remark == ""
    assert cells(file) == [line.split(",") for line in TEXTS[text].splitlines()]


def test_what_else_it_may_be_is_told(tmp_path: Path) -> None:
    """Two letters that are Korean and Chinese alike are no sure guess, and the other is named."""
    file = file_of(tmp_path, "name\n金正日\n".encode("gb18030"))
    found = find_encoding(file)
    assert "that is not sure: it may also be" in found.remark
    assert "CP949 (EUC-KR)" in found.remark
    assert "GB18030" in found.remark


def test_long_text_is_a_likely_guess(tmp_path: Path) -> None:
    """A table of Korean is a guess that is likely; its first name alone is not."""
    for text, sure in ((TEXTS["ko"], "that is likely"), ("이름\n김\n", "that is not sure")):
        assert sure in find_encoding(file_of(tmp_path, text.encode("cp949"))).remark


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252", "koi8-r", "cp1251"])
def test_one_byte_a_sign_is_never_guessed(encoding: str, tmp_path: Path) -> None:
    """What can be read as any encoding of its kind is refused with the byte, and not made up."""
    text = "name\nMüller\n" if encoding in {"latin-1", "cp1252"} else "name\nКим\n"
    file = file_of(tmp_path, text.encode(encoding))
    rows = list(open_table(file, ReadShape()).rows)
    assert "Müller" not in str(rows)
    assert rows[0].problem or find_encoding(file).remark
    settled = open_table(file, ReadShape(encoding=encoding))
    assert next(settled.rows).cells == {"name": text.split("\n")[1]}
    assert settled.remarks == []


def test_single_bad_byte_is_placed(tmp_path: Path) -> None:
    """One byte that is not of the encoding refuses its own row, and is named with its column."""
    lines = [f"{number},김영일 {number}" for number in range(20)]
    lines[7] = "7,WRONG"
    data = "\n".join(["no,name", *lines]).encode().replace(b"WRONG", b"Kim\xb0")
    found = read_table(file_of(tmp_path, data), mapping(tmp_path), EMPTY_GRAPH)
    assert [(note.place, note.message) for note in found.report.refused] == [
        ("row 9", "has bytes that are not utf-8-sig text: 0xB0 in name.")
    ]
    assert len({claim["about"] for claim in found.claims()}) == 19
    assert found.report.accounts


@pytest.mark.parametrize("encoding", ["cp949", "utf-8", "gb18030"])
def test_declared_encoding_is_kept_to(encoding: str, tmp_path: Path) -> None:
    """Under `encoding` nothing is guessed; a byte that is none of it is told with its row."""
    data = "no,name\n1,김영일\n2,WRONG\n".encode(encoding).replace(b"WRONG", b"\xff\xff")
    found = read_table(file_of(tmp_path, data), mapping(tmp_path, f"encoding: {encoding}"),
                       EMPTY_GRAPH)  # fmt: skip
    (note,) = found.report.refused
    assert note.place == "row 3"
    assert "0xFF in name" in note.message
    assert [claim["properties"]["says"] for claim in found.claims()] == ["김영일"]


def test_guess_is_in_the_report(database: Database, tmp_path: Path) -> None:
    """The report of a load says what its file was taken for."""
    file = file_of(tmp_path, "no,name\n1,김영일\n2,박영호\n".encode("cp949"))
    outcome = load_foreign(
        database, file, ForeignFormat.TABLE, mapping=mapping(tmp_path), dry_run=True
    )
    assert any("CP949 (EUC-KR)" in note.message for note in outcome.report.warnings)


def _zip(data: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("people.csv", data)
    return stream.getvalue()


PACKED: list[tuple[str, Callable[[bytes], bytes], str]] = [
    ("gzip", gzip.compress, "is packed by gzip"),
    ("bzip2", bz2.compress, "is packed by bzip2"),
    ("xz", lzma.compress, "is packed by xz"),
    ("zip", _zip, "is a ZIP archive"),
    ("zstd", lambda data: b"\x28\xb5\x2f\xfd" + data, "is packed by Zstandard"),
    ("7z", lambda data: b"7z\xbc\xaf\x27\x1c" + data, "is a 7-Zip archive"),
    ("rar", lambda data: b"Rar!\x1a\x07" + data, "is a RAR archive"),
    ("xls", lambda data: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + data, "is an old Excel workbook"),
    ("pdf", lambda data: b"%PDF-1.7" + data, "is a PDF"),
]


@pytest.mark.parametrize(("name", "pack", "words"), PACKED, ids=[item[0] for item in PACKED])
def test_packed_file_is_named(
    name: str, pack: Callable[[bytes], bytes], words: str, tmp_path: Path
) -> None:
    """A packed file, whatever it is called, is refused in one message that says what it is."""
    data = pack(b"no,name\n1,Kim\n")
    for ending in (".csv", f".csv.{name}"):
        with pytest.raises(DatasetError, match=words):
            open_table(file_of(tmp_path, data, f"people{ending}"), ReadShape())
    for ending in (".json", ".jsonl"):
        with pytest.raises(DatasetError, match=words):
            detect_format(file_of(tmp_path, data, f"people{ending}"), None)
    with pytest.raises(DatasetError, match=words):
        read_dataset([file_of(tmp_path, data, "people.yaml")])


ENCODINGS = st.sampled_from(["cp949", "gb18030", "big5", "cp932", "euc_jp", "utf-16", "utf-8"])


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=200) | st.builds(str.encode, st.text(max_size=60), ENCODINGS,
                                                 st.just("ignore")))  # fmt: skip
def test_any_bytes_are_read_or_refused(data: bytes, tmp_path: Path) -> None:
    """No bytes fail but in words, and those of a wrong letter are told where they stand."""
    file = file_of(tmp_path, data)
    rows: list[TableRow] = []
    with suppress(DatasetError):
        rows += open_table(file, ReadShape()).rows
    for row in rows:
        assert row.problem or not re.search("[\ud800-\udfff]", "".join(row.cells.values()))


def test_kind_of_a_guessed_file_is_seen(tmp_path: Path) -> None:
    """JSON that is not UTF-8 is known for what it is."""
    file = file_of(
        tmp_path, '{"persons": [{"id": "1", "name": "김영일"}]}'.encode("utf-16"), "p.json"
    )
    assert detect_format(file, None) is ForeignFormat.POPOLO
