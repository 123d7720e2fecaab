"""Ways to spoil a file, each by a seeded chance."""

from __future__ import annotations

import csv
import io
import json
import random
import zipfile
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import polars

Change = Callable[[random.Random, bytes], bytes]

TEXTS = [
    "", " ", "\x00", "\x1b[31m", "\u202eevil", "\ufffe", "\ufeff", "\ud800", "=1+1", "-", "NaN",
    "1e999", "-0", "9" * 5_000, "a" * 20_000, "/" * 2_000, "1990 ~ 1980", "9999-99-99",
    "Q1" * 200,
    "javascript:alert(1)", "http://[", "../../etc/passwd", "$\\frac{1}{ broken$", "'; DROP",
    "{{}}",
    "{code}", "\n", '"', "\r", "한" * 500, "é́" * 50, "\U0001f600", "#REF!", "true", "null", "~",
    "*a",
    "&a", "!!python/object:os.system", "<<", "|", ">-", "[", "{", "2007-02-30", "٣", "0x10",
    "1_000",
]  # fmt: skip
VALUES: list[Any] = [
    *TEXTS, None, True, False, 0, -1, 2**31, 2**63, 2**64, 10**400, 1.5, -1e308, [], {}, [[]],
    [None], {"": None}, ["a", 1, {}], {"id": {}}, {"value": []}, {"value": {"id": 3}}, [[[[[]]]]],
    {"time": "+99999-00-00T00:00:00Z", "precision": "x"}, {"snaktype": "value"},
]  # fmt: skip
BYTES = [b"\x00", b"\xff\xfe", b"PK\x03\x04", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\x1b[2J",
         b"<!DOCTYPE a",
         b"&a;", b"<![CDATA[", b"</row>", b'r="2000000000"', b"-1",
         b"99999999999999999999"]  # fmt: skip
_BARE = ["NaN", "-Infinity", "9" * 5_000, "1e999", '"\\ud800"', "[" * 3_000, "{}", "01", "'a'"]


def spoil(chance: random.Random, kind: str, content: bytes) -> bytes:
    """A file of this kind, changed in one to four ways."""
    ways = [*_ANY, *_OWN.get(kind, [])] if chance.random() < 0.5 else _OWN.get(kind, _ANY)
    for _ in range(chance.randint(1, 4)):
        content = chance.choice(ways)(chance, content)
    return content


def _flip(chance: random.Random, content: bytes) -> bytes:
    spoiled = bytearray(content)
    for _ in range(chance.randint(1, 8)):
        if spoiled:
            spoiled[chance.randrange(len(spoiled))] = chance.randrange(256)
    return bytes(spoiled)


def _cut(chance: random.Random, content: bytes) -> bytes:
    return content[: chance.randrange(len(content) + 1)]


def _part(chance: random.Random, content: bytes) -> tuple[int, int]:
    first = chance.randrange(len(content) + 1)
    return first, min(len(content), first + chance.randint(1, 200))


def _take_out(chance: random.Random, content: bytes) -> bytes:
    first, last = _part(chance, content)
    return content[:first] + content[last:]


def _repeat(chance: random.Random, content: bytes) -> bytes:
    first, last = _part(chance, content)
    return content[:last] + content[first:last] * chance.randint(1, 20) + content[last:]


def _put_in(chance: random.Random, content: bytes) -> bytes:
    first, last = _part(chance, content)
    return content[:first] + chance.choice(BYTES) + content[chance.choice([first, last]) :]


def _cells(chance: random.Random, content: bytes) -> bytes:
    between = "\t" if b"\t" in content else ","
    text = content.decode("utf-8", "replace").replace("\x00", "")
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=between))
    except csv.Error:
        return _flip(chance, content)
    for _ in range(chance.randint(1, 6)):
        row = chance.choice(rows) if rows else []
        if row and chance.random() < 0.8:
            row[chance.randrange(len(row))] = chance.choice(TEXTS)
        else:
            row.extend([chance.choice(TEXTS)] * chance.randint(1, 40))
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=between).writerows(rows)
    return stream.getvalue().encode("utf-8", "surrogatepass")


def _json(chance: random.Random, content: bytes) -> bytes:
    try:
        value = json.loads(content)
    except (ValueError, RecursionError):
        return _json_line(chance, content)
    return json.dumps(_changed(chance, value), ensure_ascii=chance.random() < 0.9).encode(
        "utf-8", "surrogatepass"
    )


def _json_line(chance: random.Random, content: bytes) -> bytes:
    lines = content.splitlines()
    if not lines:
        return content
    index = chance.randrange(len(lines))
    try:
        value = json.loads(lines[index])
    except (ValueError, RecursionError):
        return _flip(chance, content)
    lines[index] = json.dumps(_changed(chance, value)).encode()
    return b"\n".join(lines)


def _changed(chance: random.Random, value: Any) -> Any:
    """A value of which something deep inside is gone, doubled, or something else."""
    places = list(_places(value, ()))
    if not places:
        return chance.choice(VALUES)
    for path in chance.choices(places, k=chance.randint(1, 3)):
        holder = value
        try:
            for key in path[:-1]:
                holder = holder[key]
            match chance.randrange(4):
                case 0:
                    del holder[path[-1]]
                case 1:
                    holder[path[-1]] = [holder[path[-1]]] * chance.randint(1, 3)
                case _:
                    holder[path[-1]] = chance.choice(VALUES)
        except (KeyError, IndexError, TypeError):
            continue  # an earlier change has taken it away
    return value


def _places(value: Any, path: tuple[Any, ...]) -> Any:
    inner = value.items() if isinstance(value, dict) else ()
    for key, item in enumerate(value) if isinstance(value, list) else inner:
        yield (*path, key)
        yield from _places(item, (*path, key))


def _bare(chance: random.Random, content: bytes) -> bytes:
    """A value replaced by a text that is no sound JSON."""
    marks = [index for index, byte in enumerate(content) if byte == ord(":")]
    if not marks:
        return content
    first = chance.choice(marks) + 1
    last = next((i for i in range(first, len(content)) if content[i] in b",}]"), len(content))
    return content[:first] + chance.choice(_BARE).encode() + content[last:]


def _yaml(chance: random.Random, content: bytes) -> bytes:
    lines = content.decode("utf-8", "replace").splitlines()
    if not lines:
        return content
    index = chance.randrange(len(lines))
    key, colon, _ = lines[index].partition(":")
    shown = json.dumps(chance.choice(VALUES)) if chance.random() < 0.5 else chance.choice(TEXTS)
    match chance.randrange(5):
        case 0:
            del lines[index]
        case 1:
            lines.insert(index, lines[index])
        case 2:
            lines[index] = " " * chance.randint(1, 4) + lines[index]
        case _:
            lines[index] = f"{key}{colon} {shown}"
    return ("\n".join(lines) + "\n").encode("utf-8", "replace")


def _packed(chance: random.Random, content: bytes) -> bytes:
    """A part of a workbook changed, and packed again."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            parts = {name: book.read(name) for name in book.namelist()}
    except Exception:  # what an earlier change has spoiled
        return _flip(chance, content)
    if not parts:
        return content
    sheets = [name for name in parts if "sheet" in name or "Strings" in name] or list(parts)
    name = chance.choice(sheets if chance.random() < 0.7 else list(parts))
    if chance.random() < 0.1:
        del parts[name]
    else:
        parts[name] = chance.choice([*_ANY, _xml, _xml])(chance, parts[name])
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as book:
        for part, inner in parts.items():
            book.writestr(part, inner)
    return stream.getvalue()


def _xml(chance: random.Random, content: bytes) -> bytes:
    """A value of an attribute or element replaced."""
    marks = [index for index, byte in enumerate(content) if byte in b'">']
    if not marks:
        return content
    first = chance.choice(marks) + 1
    last = next((i for i in range(first, len(content)) if content[i] in b'"<'), len(content))
    told = chance.choice([text for text in TEXTS if "\ud800" not in text and len(text) < 5_000])
    return content[:first] + told.encode() + content[last:]


def _frame(chance: random.Random, content: bytes) -> bytes:
    """Another frame of odd values in place of the table."""
    odd: list[Any] = [
        [b"\xff", None], [Decimal("1.50"), Decimal(2)], [{"a": 1}, {"a": None}], [[["a"]], [[]]],
        [timedelta(days=1), None], [float("nan"), float("inf")], ["\x1b[31m", "\u202ea"],
        [2**63, 1], [True, None], ["a" * 200_000, ""], [None, None],
    ]  # fmt: skip
    columns = {
        name: chance.choice(odd)
        for name in chance.sample(["code", "name", "parent", "members", "years", "x\x00", ""], 5)
    }
    columns |= {name: ["1", "2"] for name in ("code", "name", "parent", "members", "years")
                if chance.random() < 0.7}  # fmt: skip
    stream = io.BytesIO()
    try:
        polars.DataFrame(columns, strict=False).write_parquet(stream)
    except polars.exceptions.PolarsError:
        return content
    return stream.getvalue()


_ANY: list[Change] = [_flip, _cut, _take_out, _repeat, _put_in]
_OBJECTS: list[Change] = [_json, _json, _bare]
_LINES: list[Change] = [_json_line, _json_line, _bare]
_OWN: dict[str, list[Change]] = {
    "csv": [_cells],
    "tsv": [_cells],
    "xlsx": [_packed],
    "workbook": [_packed],
    "parquet": [_flip, _frame, _put_in],
    "popolo": _OBJECTS,
    "wikidata": _OBJECTS,
    "ftm list": _OBJECTS,
    "ftm": _LINES,
    "statements": _LINES,
    "mapping": [_yaml],
    "dataset": [_yaml],
    "made-up party": [_yaml],
    "decisions": [_yaml],
    "judgements": [_yaml],
    "described": [_yaml],
}
