"""JSON from others, read with care: one value, or the values of its lines."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from math import isfinite
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from loaders.dataset.schema import SourceShape
from loaders.encodings import Encoding, find_encoding
from loaders.file_check import check_file, check_plain
from loaders.foreign.json_fields import escape_surrogates
from loaders.foreign.quarantine import original_stem
from loaders.ids import slug
from loaders.limits import JSON_BYTES, JSON_LINE_CHARACTERS, JSON_VALUES, NUMBER_DIGITS
from loaders.problems import DatasetError, FileProblem, from_validation_error
from loaders.read_errors import wrap_read_errors
from loaders.yaml_places import read_yaml


def read_json(file: Path) -> Any:
    """The value of a JSON file, or the list of those of its lines.

    Raises:
        DatasetError: It cannot be read, is too large, is no JSON, or has NaN in it; with the line.
    """
    if _has_lines(file):
        check_file(file, JSON_BYTES, "; give it in parts")
        return list(json_records(file))
    check_file(file, JSON_BYTES, "; give it as JSON Lines")
    check_plain(file, "JSON")
    with wrap_read_errors(str(file)):
        text = file.read_text(encoding=_encoding(file).name, errors="surrogateescape")
    return _parsed(file, text, 1)


def encoding_remarks(file: Path) -> list[str]:
    """What is to be said of a file's encoding, where it was guessed."""
    return [remark for remark in [_encoding(file).remark] if remark]


def _encoding(file: Path) -> Encoding:
    """Of JSON Lines, which may be large, only the beginning is looked at."""
    return find_encoding(file, whole=not _has_lines(file))


@dataclass(frozen=True)
class UnreadLine:
    """A line that is no JSON: as it is, and what is wrong with it."""

    text: str
    message: str


def json_records(file: Path) -> Iterator[Any]:
    """The values of a file's lines, one at a time; those of the list that another file holds.

    A line that is no JSON is `UnreadLine`: the others go on. So is one with a byte that is not of
    the file's encoding outside of its texts.

    Raises:
        DatasetError: As `read_json`, but for single lines.
    """
    if not _has_lines(file):
        value = read_json(file)
        yield from value if isinstance(value, list) else [value]
        return
    check_file(file)
    check_plain(file, "JSON")
    number = 0
    with file.open(encoding=_encoding(file).name, errors="surrogateescape") as stream:
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
    """Whether each line is a value, by the name; of `x.ftm.json`, by the first line too."""
    if file.suffix.lower() in {".jsonl", ".ndjson", ".ijson"}:
        return True
    return file.name.lower().endswith(".ftm.json") and _begins_with_a_line(file)


def _begins_with_a_line(file: Path) -> bool:
    """Whether the first line is an object as a whole."""
    check_file(file)
    with wrap_read_errors(str(file)), file.open("rb") as stream:
        line = stream.readline(JSON_LINE_CHARACTERS).removeprefix(codecs.BOM_UTF8)
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _parsed(file: Path, text: str, line: int) -> Any:
    def refuse(constant: str) -> Any:
        raise _wrong(file, line, f"{constant} is no JSON value.")

    if sum(map(text.count, ",[{")) > JSON_VALUES:
        raise _wrong(file, line, f"has more than {JSON_VALUES:,} values; give it as JSON Lines.")
    try:
        return json.loads(
            text,
            parse_constant=refuse,
            parse_int=_integer,
            parse_float=_number,
            object_pairs_hook=_members,
        )
    except json.JSONDecodeError as error:
        number = line + error.lineno - 1
        raise _wrong(
            file, number, f"is not JSON, or is cut off: {error.msg} (column {error.colno})."
        ) from error
    except RecursionError as error:
        raise _wrong(file, line, "is nested too deeply.") from error


def _members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object; a member that stands twice in it is kept beside the first, as `name (2)`."""
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    found = {}
    for key, value in pairs:
        name, number = key, 1
        while name in found:
            number += 1
            name = f"{key} ({number})"
        found[name] = value
    return found


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
        DatasetError: The description, or what the file says of itself, has not the right shape.
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
        try:
            return SourceShape.model_validate(fields_of_file | fields)
        except ValidationError as error:
            raise DatasetError(from_validation_error(error, str(file))) from error
    value, places = read_yaml(described, str(described))
    try:
        return SourceShape.model_validate(
            value["source"] if isinstance(value, dict) and "source" in value else value
        )
    except ValidationError as error:
        problems = from_validation_error(error, str(described), places, ("source",))
        raise DatasetError(problems) from error
