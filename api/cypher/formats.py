"""The formats of an answer's rows: JSON, JSON Lines, CSV, and graphs of its nodes and edges."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

import orjson

from exporters import chunks, from_network
from graph.errors import BadInputError
from graph.guard import Stream
from graph.json_values import are_of_json, to_json
from graph.row_formats import csv_lines, marked_csv_lines

# Media types by format.
FORMATS = {
    "json": "application/json",
    "jsonl": "application/jsonl",
    "csv": "text/csv",
    "csv-plain": "text/csv",
    "graphml": "application/graphml+xml",
    "graph": "application/vnd.partycell.graph+json",
}

_CSV = {"csv": marked_csv_lines, "csv-plain": csv_lines}
# What files of the other formats than JSON end in.
SUFFIXES = {
    "jsonl": ".jsonl",
    "csv": ".csv",
    "csv-plain": ".csv",
    "graphml": ".graphml",
    "graph": ".json",
}


def encode(name: str, answer: Stream, metadata: Callable[[], Mapping[str, Any]]) -> bytes:
    """The whole answer in a format.

    Args:
        name: One of `FORMATS`.
        answer: Its rows are read here.
        metadata: The other members of the JSON envelope; called once the rows have been read.

    Raises:
        BadInputError: A graph is wanted and the rows hold no node.
    """
    if name in {"graphml", "graph"}:
        return _encode_graph(name, answer)
    if name in _CSV:
        header, *_ = _CSV[name](answer.columns, [])
        return header.encode() + b"".join(answer.encoded(_csv_row_encoder(answer.columns)))
    row = _json_row_encoder(answer.columns)
    if name == "jsonl":
        return b"".join(answer.encoded(lambda values: row(values) + b"\n"))
    data = b",".join(answer.encoded_in_blocks(_json_block_encoder(answer.columns), row))
    return b'{"data":[' + data + b"]," + orjson.dumps(metadata())[1:]


def _json_block_encoder(columns: list[str]) -> Callable[[list[list[Any]]], bytes | None]:
    def encode(rows: list[list[Any]]) -> bytes | None:
        if not are_of_json([value for values in rows for value in values]):
            return None
        with suppress(orjson.JSONEncodeError):
            content = [dict(zip(columns, values, strict=True)) for values in rows]
            return orjson.dumps(content, option=orjson.OPT_STRICT_INTEGER)[1:-1]
        return None

    return encode


def _json_row_encoder(columns: list[str]) -> Callable[[list[Any]], bytes]:
    def encode(values: list[Any]) -> bytes:
        if are_of_json(values):
            # An integer that JSON readers round is refused.
            with suppress(orjson.JSONEncodeError):
                row = dict(zip(columns, values, strict=True))
                return orjson.dumps(row, option=orjson.OPT_STRICT_INTEGER)
        return orjson.dumps(dict(zip(columns, map(to_json, values), strict=True)))

    return encode


def _csv_row_encoder(columns: list[str]) -> Callable[[list[Any]], bytes]:
    def encode(values: list[Any]) -> bytes:
        row = dict(zip(columns, map(to_json, values), strict=True))
        _, line = csv_lines(columns, [row])
        return line.encode()

    return encode


def _encode_graph(name: str, answer: Stream) -> bytes:
    """The nodes and relationships that the rows hold, each once, and the ends of relationships."""
    from analysis.networks import from_answer  # noqa: PLC0415  (NetworkX is slow)

    network = from_answer(dict(zip(answer.columns, values, strict=True)) for values in answer)
    if not network:
        raise BadInputError(
            "The answer holds no node and no relationship to draw.",
            hint="Return them, as in RETURN a, r, b, or ask for json or csv.",
        )
    content = from_network(network, {"truncated": str(answer.truncated).lower()})
    return b"".join(chunks(content, "graphml" if name == "graphml" else "json"))
