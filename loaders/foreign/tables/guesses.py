"""What the columns of tables seem to hold, from their first rows, and how sure that is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import combinations

from graph.model import Label
from graph.name_languages import HANGUL
from loaders.written_dates import read_date

Row = Mapping[str, str]

# Which part of the cells must fit.
_MOST = 0.8
_REFERENCES = 0.9
_LISTS = 0.3
# Numbers are in another table by chance too: so many different ones must be, or a header say so.
_BY_CHANCE = 5
_LONGEST_ID = 40
_PAIRED = 6
_BETWEEN = (" / ", ";", "|", "、", " · ", "\n")
_SCRIPTS = (
    ("ko", HANGUL),
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("zh", re.compile(r"[\u3400-\u9fff]")),
    ("ru", re.compile(r"[\u0400-\u04ff]")),
    ("en", re.compile(r"[A-Za-z]")),
)
_ID = re.compile(r"\bid\b|\bno\b|number|code|key|번호|코드|编号|編號|序号|コード", re.IGNORECASE)
_NAME = re.compile(r"name|title|이름|성명|명칭|姓名|名称|名稱|名前|氏名", re.IGNORECASE)
_DATES = (
    ("birth_date", re.compile(r"born|birth|생년|출생|出生|生年", re.IGNORECASE)),
    ("death_date", re.compile(r"died|death|사망|死亡|没年", re.IGNORECASE)),
    ("founded", re.compile(r"founded|established|창립|설립|成立", re.IGNORECASE)),
    ("dissolved", re.compile(r"dissolved|abolished|해산|폐지|撤销", re.IGNORECASE)),
    ("start", re.compile(r"start|from|since|appointed|시작|부터|임명|就任|起", re.IGNORECASE)),
    ("end", re.compile(r"end|until|\bto\b|dismissed|까지|해임|退任|止", re.IGNORECASE)),
)
_LABELS = (
    (Label.POST, r"post|position|직책|직위|직무|職|职务"),
    (Label.EVENT, r"event|meeting|conference|congress|회의|행사|大会|会议"),
    (Label.PLACE, r"place|location|지명|장소|地名"),
    (
        Label.ORGANIZATION,
        r"unit|org|department|committee|institution|기관|조직|부서|단체|机构|機構",
    ),
    (Label.PERSON, r"people|person|member|cadre|official|인물|사람|인사|간부|人物|人名"),
)
# What headers call what leads to a thing of a kind.
_OF_LABEL = {
    Label.PERSON: ("person", "member", "holder", "인물", "성명"),
    Label.ORGANIZATION: ("unit", "org", "parent", "기관", "부서"),
    Label.POST: ("post", "position", "직책", "직위"),
    Label.EVENT: ("event", "meeting", "회의"),
    Label.PLACE: ("place", "location", "장소"),
}
# And what leads to another row of the same table.
_ABOVE = ("parent", "above", "superior", "successor", "상급", "상위", "후신")


class Content(StrEnum):
    """What a column seems to hold."""

    ID = "id"
    NAME = "name"
    DATE = "date"
    PERIOD = "period"
    REFERENCE = "reference"
    TEXT = "text"
    EMPTY = "empty"


@dataclass(frozen=True)
class ColumnGuess:
    """What a column seems to hold.

    Attributes:
        column: Its name.
        content: What.
        fitting: How many of its cells fit that.
        filled: How many cells are not empty.
        example: The first that is not.
        language: Of what its cells say, by their letters; empty where they do not tell.
        separator: What stands between several values of a cell; empty where it has one.
        meaning: Of a date by its header: its property, `start` or `end`; else empty.
        target: Of a reference: the table that it leads to.
    """

    column: str
    content: Content
    fitting: int
    filled: int
    example: str = ""
    language: str = ""
    separator: str = ""
    meaning: str = ""
    target: str = ""


@dataclass(frozen=True)
class TableGuess:
    """What a table seems to hold.

    Attributes:
        label: What its rows are about.
        ids: The columns that together tell its rows apart; none where there are no such.
        rows: How many rows were looked at.
        language: Of its texts, by their letters.
        letters: Which part of its letters are of that language's script.
        columns: In order.
    """

    label: Label
    ids: tuple[str, ...]
    rows: int
    language: str
    letters: float
    columns: tuple[ColumnGuess, ...]

    @property
    def references(self) -> list[ColumnGuess]:
        """The columns that lead to other tables."""
        return [item for item in self.columns if item.content is Content.REFERENCE]


def guess_tables(tables: Mapping[str, Sequence[Row]]) -> dict[str, TableGuess]:
    """What tables seem to hold, each by its name, with what leads from one to another.

    Args:
        tables: The first rows of each, as texts by column; all columns stand in the first row.
    """
    alone = {name: _guess_table(name, rows) for name, rows in tables.items()}
    return {name: _with_references(name, guess, tables, alone) for name, guess in alone.items()}


def _guess_table(name: str, rows: Sequence[Row]) -> TableGuess:
    columns = list(dict.fromkeys(column for row in rows for column in row))
    cells = {column: [row[column] for row in rows if row.get(column)] for column in columns}
    language, letters = _language_of(text for texts in cells.values() for text in texts)
    ids = _find_ids(cells, len(rows))
    guesses = [_guess_column(column, cells[column], ids) for column in columns]
    if language == "ko":  # Chinese characters beside Hangul are Hanja, and mostly of names
        guesses = [
            replace(item, language="ko-Hani", content=Content.NAME)
            if item.language == "zh"
            else item
            for item in guesses
        ]
    if not any(item.content is Content.NAME for item in guesses):
        guesses = _with_a_name(guesses)
    born = any(item.meaning == "birth_date" for item in guesses)
    return TableGuess(_label_of(name, born=born), ids, len(rows), language, letters, tuple(guesses))


def _guess_column(column: str, texts: Sequence[str], ids: Sequence[str]) -> ColumnGuess:
    """What a column holds by itself: an id, a name, a date, a period or a text."""
    if not texts:
        return ColumnGuess(column, Content.EMPTY, 0, 0)
    language, _ = _language_of(texts)
    found = ColumnGuess(column, Content.TEXT, len(texts), len(texts), texts[0], language)
    if column in ids and not _NAME.search(column):
        return replace(found, content=Content.ID)
    read = [read_date(text) for text in texts]
    dates = [item.edtf for item in read if item.edtf and item.rule != "unknown"]
    if len(dates) >= _MOST * len(texts):
        periods = sum("/" in str(date) for date in dates)
        content = Content.PERIOD if periods * 2 > len(dates) else Content.DATE
        meaning = next((name for name, header in _DATES if header.search(column)), "")
        return replace(found, content=content, fitting=len(dates), language="", meaning=meaning)
    for sign in _BETWEEN:
        if sum(sign in text for text in texts) >= _LISTS * len(texts):
            found = replace(found, separator=sign)
            break
    return replace(found, content=Content.NAME) if _NAME.search(column) else found


def _with_a_name(guesses: Sequence[ColumnGuess]) -> list[ColumnGuess]:
    """The guesses, the first text that is in every row taken as the name."""
    most = max((item.filled for item in guesses), default=0)
    first = next(
        (item for item in guesses if item.content is Content.TEXT and item.filled == most), None
    )
    return [replace(item, content=Content.NAME) if item is first else item for item in guesses]


def _find_ids(cells: Mapping[str, Sequence[str]], rows: int) -> tuple[str, ...]:
    """The column, or else the two, that tell all rows apart; those whose header says so first."""
    whole = [column for column, texts in cells.items() if len(texts) == rows]
    short = [
        column
        for column in whole
        if not any(len(text) > _LONGEST_ID or "\n" in text for text in cells[column])
    ]
    by_header = sorted(short, key=lambda column: _ID.search(column) is None)
    for column in by_header:
        said = _ID.search(column) is not None
        if len(set(cells[column])) == rows > 1 and (said or not _looks_dated(cells[column])):
            return (column,)
    for pair in combinations(by_header[:_PAIRED], 2):
        if len(set(zip(*(cells[column] for column in pair), strict=True))) == rows > 1:
            return pair
    return ()


def _looks_dated(texts: Sequence[str]) -> bool:
    return all(read_date(text).edtf for text in texts)


def _label_of(name: str, *, born: bool) -> Label:
    if born:
        return Label.PERSON
    return next(
        (label for label, words in _LABELS if re.search(words, name, re.IGNORECASE)), Label.PERSON
    )


def _language_of(texts: Iterable[str]) -> tuple[str, float]:
    """The language whose letters are most, and which part of all letters they are."""
    counts: Counter[str] = Counter()
    for text in texts:
        for language, letters in _SCRIPTS:
            counts[language] += len(letters.findall(text))
    total = counts.total()
    if not total:
        return "", 0.0
    if counts["ja"] > total // 10:
        return "ja", (counts["ja"] + counts["zh"]) / total
    language, count = counts.most_common(1)[0]
    return language, count / total


def _with_references(
    name: str,
    guess: TableGuess,
    tables: Mapping[str, Sequence[Row]],
    guesses: Mapping[str, TableGuess],
) -> TableGuess:
    """A table's guess, with the columns whose cells are ids of another table's rows, or its own."""
    columns = []
    for item in guess.columns:
        texts = [row[item.column] for row in tables[name] if row.get(item.column)]
        best: tuple[bool, int, int, str] | None = None
        if item.content not in {Content.EMPTY, Content.PERIOD}:
            best = max(_targets(name, item.column, texts, tables, guesses), default=None)
        columns.append(
            replace(item, content=Content.REFERENCE, fitting=best[1], target=best[3], separator="")
            if best
            else item
        )
    return replace(guess, columns=tuple(columns))


def _targets(
    name: str,
    column: str,
    texts: Sequence[str],
    tables: Mapping[str, Sequence[Row]],
    guesses: Mapping[str, TableGuess],
) -> Iterator[tuple[bool, int, int, str]]:
    """The tables that a column may lead to: by its header, then by how much fits, then by size."""
    own = guesses[name].ids == (column,)
    for target, other in guesses.items():
        if len(other.ids) != 1 or (own and target == name):
            continue
        ids = {row[other.ids[0]] for row in tables[target]}
        fitting = sum(text in ids for text in texts)
        hint = _is_hinted(column, target, _ABOVE if target == name else _OF_LABEL[other.label])
        sure = hint or not texts[0].isdigit() or len(set(texts) & ids) >= _BY_CHANCE
        if fitting >= _REFERENCES * len(texts) and sure and (hint or not (own or target == name)):
            yield hint, fitting, -len(ids), target


def _is_hinted(column: str, target: str, words: Iterable[str]) -> bool:
    """Whether a header names the table that it may lead to, or has one of these words."""
    said = column.casefold()
    return any(word in said for word in (target.casefold().removesuffix("s"), *words))
