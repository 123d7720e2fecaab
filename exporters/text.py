"""Pieces of text gathered into chunks that are worth sending."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

import orjson

from exporters.columns import Column

# As GraphML and GEXF call what is not text.
XML_TYPES = {Column.INTEGER: "long", Column.NUMBER: "double", Column.BOOLEAN: "boolean"}
CHUNK = 1 << 16
_GROUP = 100

_MARKUP = re.compile(r'[&<>"\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]')
_NO_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def encode_chunks(pieces: Iterable[str]) -> Iterator[bytes]:
    """UTF-8, in chunks of some 64 KiB."""
    return join_chunks(map(str.encode, pieces))


def join_chunks(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Bytes in chunks of some 64 KiB."""
    waiting: list[bytes] = []
    size = 0
    for piece in pieces:
        waiting.append(piece)
        size += len(piece)
        if size >= CHUNK:
            yield b"".join(waiting)
            waiting, size = [], 0
    if waiting:
        yield b"".join(waiting)


def xml_text(text: str) -> str:
    """Text for an XML element or attribute; characters that XML cannot have become U+FFFD."""
    if _MARKUP.search(text) is None:
        return text
    clean = _NO_XML.sub("\ufffd", text)
    return (
        clean.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace('"', "&quot;")
        .replace("\r", "&#13;")
        .replace("\n", "&#10;")
        .replace("\t", "&#9;")
    )


def json_text(value: Any) -> str:
    """Compact JSON."""
    return orjson.dumps(value).decode()


def json_array(rows: Iterable[Mapping[str, Any]]) -> Iterator[bytes]:
    """A JSON array, some rows at a time, without what is null."""
    opening = b"["
    waiting = iter(rows)
    while group := list(islice(waiting, _GROUP)):
        told = [
            {name: value for name, value in row.items() if value is not None}
            if None in row.values()
            else row
            for row in group
        ]
        yield opening + orjson.dumps(told)[1:-1]
        opening = b",\n"
    yield b"]" if opening != b"[" else b"[]"


def header_lines(about: Mapping[str, str], loses: Iterable[str]) -> list[str]:
    """Lines for a file's header: what it is of, and what the format does not hold."""
    lines = [f"{name}: {value}" for name, value in about.items()]
    return [*lines, *(f"not held here: {what}" for what in loses)]
