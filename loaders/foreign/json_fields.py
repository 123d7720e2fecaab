"""One object of JSON, walked leaf by leaf, so that each value of it is accounted for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from loaders.encodings import show_bytes
from loaders.foreign.quarantine import PROBLEM
from loaders.foreign.report import Draft
from loaders.limits import JSON_DEPTH, RECORD_VALUES
from loaders.text import clean_line

Place = tuple[str, ...]
_HALF = re.compile(r"[\ud800-\udfff]")


class Fields:
    """One JSON object, of whose values some are taken and the rest is left over.

    Its texts and the names of its members are cleaned; how they were is kept by the draft.

    Attributes:
        record: The object, or the part of it that is looked at.
        problem: Why it cannot be read; None where it can.
    """

    def __init__(self, record: Mapping[str, Any], draft: Draft) -> None:
        self._draft = draft
        self._original = {name: value for name, value in record.items() if name != PROBLEM}
        self._base: Place = ()
        self._leaves: list[tuple[Place, Any]] = []
        # Where the leaves under each place begin and end.
        self._spans: dict[Place, tuple[int, int]] = {}
        self._taken: set[int] = set()
        self.problem: str | None = None
        self.record: Any = self._walk(self._original, ())
        if self.problem is not None and not isinstance(self.record, dict):
            self.record = {}

    def within(self, *path: str) -> Fields:
        """A part of the object, whose values are the object's own."""
        part = object.__new__(Fields)
        part.__dict__ = self.__dict__ | {"_base": (*self._base, *path), "record": self.peek(*path)}
        return part

    def _walk(self, value: Any, path: Place) -> Any:
        """The value with its texts cleaned; its leaves are noted."""
        first = len(self._leaves)
        if len(path) > JSON_DEPTH or first > RECORD_VALUES:
            self.problem = (
                f"is nested more than {JSON_DEPTH} deep, or has more than {RECORD_VALUES:,} "
                "values; it is not kept aside."
            )
            self._original = {}
            return None
        if has_surrogate(path[-1:]) or has_surrogate([value]):
            wrong = show_bytes(f"{path[-1:]}{value}")
            self.problem = self.problem or (
                f"has bytes that are not of the file's encoding: {wrong}."
                if wrong
                else "a text holds half a character (a surrogate)."
            )
        if isinstance(value, Mapping):
            value = self._members(value, path)
        elif isinstance(value, list):
            value = [self._walk(inner, (*path, str(index))) for index, inner in enumerate(value)]
        elif isinstance(value, str):
            value = self._draft.clean(".".join(path), value)
        if not isinstance(value, dict | list) and value is not None and value != "":
            self._leaves.append((path, value))
        self._spans[path] = (first, len(self._leaves))
        return value

    def _members(self, value: Mapping[str, Any], path: Place) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, inner in value.items():
            name = plain = clean_line(str(key))
            number = 1
            while name in found:
                number += 1
                name = f"{plain} ({number})"
            found[name] = self._walk(inner, (*path, name))
        return found

    def peek(self, *path: str) -> Any:
        """The value at a path, not yet accounted for; None where there is none."""
        value: Any = self.record
        for key in path:
            if isinstance(value, Mapping):
                value = value.get(key)
            elif isinstance(value, list) and key.isdecimal() and int(key) < len(value):
                value = value[int(key)]
            else:
                return None
        return value if value != "" else None

    def take(self, *path: str) -> Any:
        """The value at a path, now accounted for; None where there is none."""
        value = self.peek(*path)
        self._taken.update(range(*self._spans.get((*self._base, *path), (0, 0))))
        return value

    def take_if(self, expected: Any, *path: str) -> None:
        """Account for a value that says only what is known; another is left over."""
        value = self.peek(*path)
        if value == expected and type(value) is type(expected):
            self.take(*path)

    def text(self, *path: str) -> str | None:
        """The value at a path as text, now accounted for; None where none is, or an object."""
        if is_text(self.peek(*path)):
            return str(self.take(*path))
        return None

    def items(self, *path: str) -> list[str]:
        """The places of the items of a list at a path."""
        found = self.peek(*path)
        return [str(index) for index in range(len(found))] if isinstance(found, list) else []

    def names(self, *path: str) -> list[str]:
        """The names of the members of an object at a path."""
        found = self.peek(*path)
        return list(found) if isinstance(found, Mapping) else []

    def finish(self, grouped: Iterable[Place] = ()) -> None:
        """Count the values into the draft, and leave there what was not taken.

        Args:
            grouped: Places whose leftovers are one claim each.
        """
        draft = self._draft
        if self.problem is not None:
            draft.refuse("", self.problem)
        draft.values = len(self._leaves)
        draft.used = len(self._taken)
        draft.original = self._original
        groups = {
            index: ".".join(place) or "record"
            for place in sorted(grouped, key=len)
            for index in range(*self._spans.get(place, (0, 0)))
        }
        for index, (path, value) in enumerate(self._leaves):
            if index not in self._taken:
                draft.leave(".".join(path), value, groups.get(index))


def is_text(value: Any) -> bool:
    """Whether a value is a text or a number, rather than nothing, an object or a list."""
    return isinstance(value, str | int | float) and value != ""


def has_surrogate(values: Iterable[Any]) -> bool:
    """Whether a text among these holds half a character, which no UTF-8 has."""
    return any(
        isinstance(value, str) and not value.isascii() and _HALF.search(value) is not None
        for value in values
    )


def escape_surrogates(text: str) -> str:
    """Text that can be written anywhere: half a character is shown by its number."""
    return text.encode("utf-8", "backslashreplace").decode()
