"""JSON from others: read with care, walked leaf by leaf, so that each value is accounted for."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from math import isfinite
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from graph.dates import is_reversed
from loaders.dataset.schema import SourceShape
from loaders.file_check import check_file, is_archive
from loaders.foreign.quarantine import PROBLEM, original_stem
from loaders.foreign.report import Draft
from loaders.ids import slug
from loaders.limits import (
    JSON_BYTES,
    JSON_DEPTH,
    JSON_LINE_CHARACTERS,
    JSON_VALUES,
    NUMBER_DIGITS,
    RECORD_VALUES,
)
from loaders.problems import DatasetError, FileProblem, from_validation_error
from loaders.read_errors import wrap_read_errors
from loaders.written_dates import read_date
from loaders.yaml_places import read_yaml

_HALF = re.compile(r"[\ud800-\udfff]")


def read_json(file: Path) -> Any:
    """The value of a JSON file, or the list of those of its lines.

    Raises:
        DatasetError: It cannot be read, is too large, is no JSON, or has NaN in it; with the line.
    """
    if _has_lines(file):
        check_file(file, JSON_BYTES, "; give it in parts")
        return list(json_records(file))
    check_file(file, JSON_BYTES, "; give it as JSON Lines")
    _refuse_archive(file)
    with wrap_read_errors(str(file)):
        text = file.read_text(encoding="utf-8-sig")
    return _parsed(file, text, 1)


@dataclass(frozen=True)
class UnreadLine:
    """A line that is no JSON: as it is, and what is wrong with it."""

    text: str
    message: str


def json_records(file: Path) -> Iterator[Any]:
    """The values of a file's lines, one at a time; those of the list that another file holds.

    A line that is no JSON is `UnreadLine`: the others go on.

    Raises:
        DatasetError: As `read_json`, but for single lines.
    """
    if not _has_lines(file):
        value = read_json(file)
        yield from value if isinstance(value, list) else [value]
        return
    check_file(file)
    _refuse_archive(file)
    number = 0
    with file.open(encoding="utf-8-sig") as stream:
        while True:
            number += 1
            with wrap_read_errors(str(file), partial(_line, number)):
                line = stream.readline(JSON_LINE_CHARACTERS + 1)
            if len(line) > JSON_LINE_CHARACTERS:
                message = f"has more than {JSON_LINE_CHARACTERS:,} characters in this line."
                raise _wrong(file, number, message)
            if not line:
                return
            if line.strip():
                yield _value_of(file, line, number)


def _value_of(file: Path, line: str, number: int) -> Any:
    try:
        return _parsed(file, line, number)
    except DatasetError as error:
        return UnreadLine(line.rstrip("\n"), f"line {number}: {error.problems[0].message}")


def _line(number: int, _: BaseException) -> int:
    return number


def _has_lines(file: Path) -> bool:
    return file.suffix.lower() in {".jsonl", ".ndjson", ".ijson"}


def _refuse_archive(file: Path) -> None:
    if is_archive(file):
        raise _wrong(file, 1, "is a ZIP archive, not JSON; unpack it first.")


def _parsed(file: Path, text: str, line: int) -> Any:
    def refuse(constant: str) -> Any:
        raise _wrong(file, line, f"{constant} is no JSON value.")

    if sum(map(text.count, ",[{")) > JSON_VALUES:
        raise _wrong(file, line, f"has more than {JSON_VALUES:,} values; give it as JSON Lines.")
    try:
        return json.loads(text, parse_constant=refuse, parse_int=_integer, parse_float=_number)
    except json.JSONDecodeError as error:
        number = line + error.lineno - 1
        raise _wrong(
            file, number, f"is not JSON, or is cut off: {error.msg} (column {error.colno})."
        ) from error
    except RecursionError as error:
        raise _wrong(file, line, "is nested too deeply.") from error


def _integer(digits: str) -> int | str:
    """A whole number; one that is longer than any that is meant stays as it is written."""
    return int(digits) if len(digits) <= NUMBER_DIGITS else digits


def _number(digits: str) -> float | str:
    """A number; one that would be infinite stays as it is written."""
    value = float(digits)
    return value if isfinite(value) else digits


def _wrong(file: Path, line: int, message: str) -> DatasetError:
    return DatasetError([FileProblem(str(file), line, "", message)])


def value_at(value: Any, *path: str) -> Any:
    """What stands at a path of objects; None where there is none, or something else is."""
    for name in path:
        if not isinstance(value, Mapping):
            return None
        value = value.get(name)
    return value


def object_at(value: Any, *path: str) -> Mapping[str, Any]:
    """The object at a path; an empty one where none is."""
    found = value_at(value, *path)
    return found if isinstance(found, Mapping) else {}


def list_at(value: Any, *path: str) -> list[Any]:
    """The list at a path; an empty one where none is."""
    found = value_at(value, *path)
    return found if isinstance(found, list) else []


def describe_source(file: Path, described: Path | None, **fields: str) -> SourceShape:
    """Describe what source a file is: by a YAML file, or by its name.

    Args:
        file: The file that is read.
        described: YAML with the fields of a source, as in a dataset file.
        fields: What the format says of itself, where nothing describes it.

    Raises:
        DatasetError: The description has not the right shape.
    """
    if described is None:
        fields_of_file = {
            "id": slug(original_stem(file)) or "a-file",
            "title": escape_surrogates(original_stem(file)),
            "publisher": "unknown",
            "language": "en",
            "published": "XXXX",
            "kind": "data",
            "trust": "Not yet judged.",
        }
        return SourceShape.model_validate(fields_of_file | fields)
    value, places = read_yaml(described, str(described))
    try:
        return SourceShape.model_validate(
            value["source"] if isinstance(value, dict) and "source" in value else value
        )
    except ValidationError as error:
        problems = from_validation_error(error, str(described), places, ("source",))
        raise DatasetError(problems) from error


class Fields:
    """One JSON object, of whose values some are taken and the rest is left over.

    Attributes:
        record: The object.
        problem: What is wrong with all of it, if something is: it cannot be read, or be kept.
    """

    def __init__(self, record: Mapping[str, Any]) -> None:
        self.record = {name: value for name, value in record.items() if name != PROBLEM}
        self.problem: str | None = None
        self._leaves: list[tuple[tuple[str, ...], Any]] = []
        # Where the leaves under each place begin and end.
        self._spans: dict[tuple[str, ...], tuple[int, int]] = {}
        self._taken: set[int] = set()
        self._walk(self.record, ())

    def _walk(self, value: Any, path: tuple[str, ...]) -> None:
        first = len(self._leaves)
        if len(path) > JSON_DEPTH or first > RECORD_VALUES:
            self.problem = (
                f"is nested more than {JSON_DEPTH} deep, or has more than {RECORD_VALUES:,} "
                "values; it is not kept aside."
            )
            self.record = {}
            return
        if isinstance(value, Mapping):
            for key, inner in value.items():
                self._walk(inner, (*path, key))
        elif isinstance(value, list):
            for index, inner in enumerate(value):
                self._walk(inner, (*path, str(index)))
        elif value is not None and value != "":
            self._leaves.append((path, value))
        if has_surrogate(path[-1:]) or has_surrogate([value]):
            self.problem = self.problem or "a text holds half a character (a surrogate)."
        self._spans[path] = (first, len(self._leaves))

    def take(self, *path: str) -> Any:
        """The value at a path, now accounted for; None where there is none."""
        value: Any = self.record
        for key in path:
            if isinstance(value, Mapping):
                value = value.get(key)
            elif isinstance(value, list) and key.isdecimal() and int(key) < len(value):
                value = value[int(key)]
            else:
                return None
        self._taken.update(range(*self._spans.get(path, (0, 0))))
        return value if value != "" else None

    def text(self, *path: str) -> str | None:
        """The value at a path as text."""
        value = self.take(*path)
        return None if value is None or isinstance(value, dict | list) else str(value).strip()

    def finish(self, draft: Draft) -> None:
        """Count the values into a draft, and leave there what was not taken."""
        if self.problem is not None:
            draft.refuse("", self.problem)
        draft.values = len(self._leaves)
        draft.used = len(self._taken)
        draft.original = self.record
        for index, (path, value) in enumerate(self._leaves):
            if index not in self._taken:
                draft.leave(".".join(path), value)


def has_surrogate(values: Iterable[Any]) -> bool:
    """Whether a text among these holds half a character, which no UTF-8 has."""
    return any(
        isinstance(value, str) and not value.isascii() and _HALF.search(value) is not None
        for value in values
    )


def escape_surrogates(text: str) -> str:
    """Text that can be written anywhere: half a character is shown by its number."""
    return text.encode("utf-8", "backslashreplace").decode()


def read_edtf(text: str | None, field: str, draft: Draft) -> str | None:
    """A date as EDTF; what cannot be read is left over, and said."""
    if not text:
        return None
    plain = text.replace("-00", "") if text.endswith("-00") else text
    found = read_date(plain).edtf
    if found is None:
        draft.warn(field, f"{text!r} is no date that can be read.")
    return found


def read_period(start: str | None, end: str | None, draft: Draft) -> str | None:
    """Two dates as an interval, an unknown end where one is missing; None where both are."""
    first, last = read_edtf(start, "start_date", draft), read_edtf(end, "end_date", draft)
    if first is None and last is None:
        return None
    text = f"{first or ''}/{last or ''}"
    if first and last and is_reversed(text):
        draft.warn("end_date", f"{text!r} ends before it starts; kept and flagged.")
    return text
