"""JSON from others: read with care, walked leaf by leaf, so that each value is accounted for."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from graph.dates import is_reversed
from loaders.dataset.shapes import SourceShape
from loaders.ids import slug
from loaders.imports import Draft
from loaders.problems import DatasetError, Problem
from loaders.quarantine import PROBLEM, own_stem
from loaders.written_dates import read_date
from loaders.yaml_places import line_of, read_yaml

MAX_BYTES = 500_000_000


def read_json(file: Path) -> Any:
    """The value of a JSON file, or the list of those of its lines.

    Raises:
        DatasetError: It cannot be read, is too large, is no JSON, or has NaN in it; with the line.
    """
    if _has_lines(file):
        return list(json_records(file))
    if _checked_size(file) > MAX_BYTES:
        raise _wrong(file, 1, f"is larger than {MAX_BYTES:,} bytes; give it as JSON Lines.")
    try:
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise _wrong(file, 1, f"is not UTF-8 text (byte {error.start}).") from error
    return _parsed(file, text, 1)


def json_records(file: Path) -> Iterator[Any]:
    """The values of a file's lines, one at a time; those of the list that another file holds.

    Raises:
        DatasetError: As `read_json`, when the line is reached.
    """
    if not _has_lines(file):
        value = read_json(file)
        yield from value if isinstance(value, list) else [value]
        return
    _checked_size(file)
    number = 0
    try:
        with file.open(encoding="utf-8-sig") as stream:
            for number, line in enumerate(stream, start=1):
                if line.strip():
                    yield _parsed(file, line, number)
    except UnicodeDecodeError as error:
        raise _wrong(file, number + 1, "is not UTF-8 text.") from error


def _has_lines(file: Path) -> bool:
    return file.suffix.lower() in {".jsonl", ".ndjson", ".ijson"}


def _checked_size(file: Path) -> int:
    """The size of a file that can be read and is no archive."""
    try:
        size = file.stat().st_size
        with file.open("rb") as stream:
            start = stream.read(4)
    except OSError as error:
        raise _wrong(file, 1, f"cannot be read: {error.strerror or error}.") from error
    if start.startswith(b"PK\x03\x04"):
        raise _wrong(file, 1, "is a ZIP archive, not JSON; unpack it first.")
    return size


def _parsed(file: Path, text: str, line: int) -> Any:
    def refuse(constant: str) -> Any:
        raise _wrong(file, line, f"{constant} is no JSON value.")

    try:
        return json.loads(text, parse_constant=refuse)
    except json.JSONDecodeError as error:
        number = line + error.lineno - 1
        raise _wrong(
            file, number, f"is not JSON, or is cut off: {error.msg} (column {error.colno})."
        ) from error
    except RecursionError as error:
        raise _wrong(file, line, "is nested too deeply.") from error


def _wrong(file: Path, line: int, message: str) -> DatasetError:
    return DatasetError([Problem(str(file), line, "", message)])


def source_of(file: Path, described: Path | None, **fields: str) -> SourceShape:
    """What source a file is: as a YAML file describes it, or by its name.

    Args:
        file: The file that is read.
        described: YAML with the fields of a source, as in a dataset file.
        fields: What the format says of itself, where nothing describes it.

    Raises:
        DatasetError: The description has not the right shape.
    """
    if described is None:
        known = {
            "id": slug(own_stem(file)) or "a-file",
            "title": own_stem(file),
            "publisher": "unknown",
            "language": "en",
            "published": "XXXX",
            "kind": "data",
            "trust": "Not yet judged.",
        }
        return SourceShape.model_validate(known | fields)
    value, places = read_yaml(described, str(described))
    try:
        return SourceShape.model_validate(
            value["source"] if isinstance(value, dict) and "source" in value else value
        )
    except ValidationError as error:
        raise DatasetError(
            [
                Problem(
                    str(described),
                    line_of(places, ("source", *item["loc"])),
                    ".".join(str(part) for part in item["loc"]),
                    item["msg"],
                )
                for item in error.errors(include_url=False, include_context=False)
            ]
        ) from error


class Fields:
    """One JSON object, of whose values some are taken and the rest is left over."""

    def __init__(self, record: Mapping[str, Any]) -> None:
        self.record = {name: value for name, value in record.items() if name != PROBLEM}
        self._leaves = dict(_leaves(self.record, ()))
        self._taken: set[tuple[str, ...]] = set()

    def take(self, *path: str) -> Any:
        """The value at a path, now accounted for; None where there is none."""
        value: Any = self.record
        for key in path:
            if isinstance(value, Mapping):
                value = value.get(key)
            elif isinstance(value, list) and key.isdigit() and int(key) < len(value):
                value = value[int(key)]
            else:
                return None
        self._taken |= {leaf for leaf in self._leaves if leaf[: len(path)] == path}
        return value if value != "" else None

    def text(self, *path: str) -> str | None:
        """The value at a path as text."""
        value = self.take(*path)
        return None if value is None or isinstance(value, dict | list) else str(value).strip()

    def finish(self, draft: Draft) -> None:
        """Count the values into a draft, and leave there what was not taken."""
        draft.values = len(self._leaves)
        draft.used = len(self._taken)
        draft.original = self.record
        for path, value in self._leaves.items():
            if path not in self._taken:
                draft.leave(".".join(path), value)


def _leaves(value: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Any]]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _leaves(inner, (*path, str(key)))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _leaves(inner, (*path, str(index)))
    elif value is not None and value != "":
        yield path, value


def edtf(text: str | None, field: str, draft: Draft) -> str | None:
    """A date as EDTF; what cannot be read is left over, and said."""
    if not text:
        return None
    plain = text.replace("-00", "") if text.endswith("-00") else text
    found = read_date(plain).edtf
    if found is None:
        draft.warn(field, f"{text!r} is no date that can be read.")
    return found


def period(start: str | None, end: str | None, draft: Draft) -> str | None:
    """Two dates as an interval, an unknown end where one is missing; None where both are."""
    first, last = edtf(start, "start_date", draft), edtf(end, "end_date", draft)
    if first is None and last is None:
        return None
    text = f"{first or ''}/{last or ''}"
    if first and last and is_reversed(text):
        draft.warn("end_date", f"{text!r} ends before it starts; kept and flagged.")
    return text
