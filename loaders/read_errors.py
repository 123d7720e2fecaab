"""What libraries say of a file that they cannot read, in our own words: the one place for it."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile

from ruamel.yaml.error import MarkedYAMLError, YAMLError

from loaders.limits import WORKER_MEMORY_BYTES
from loaders.problems import DatasetError, FileProblem

Describe = Callable[[BaseException], str]


def _first_line(error: BaseException) -> str:
    """The first line of what a library says, without our folders and its own names."""
    first = next(iter(str(error).strip().splitlines()), "")
    plain = re.sub(r"(/[^\s:'\"]+)+/", "", first).rstrip(".")[:200]
    return _escape_braces(plain)


def _escape_braces(text: object) -> str:
    """A text as `format` leaves it."""
    return str(text).replace("{", "{{").replace("}", "}}")


def _with_reason(words: str) -> Describe:
    def describe(error: BaseException) -> str:
        said = _first_line(error)
        return f"{words}: {said}." if said else f"{words}."

    return describe


def _unreadable(error: BaseException) -> str:
    said = _first_line(error)
    return f"is no {{what}} that can be read{': ' if said else ''}{said}."


def _fixed(words: str) -> Describe:
    return lambda _: f"{words}."


def _marked(error: BaseException) -> str:
    assert isinstance(error, MarkedYAMLError)  # noqa: S101  (the table says so)
    return f"is not YAML: {_escape_braces(error.problem or error.context)}."


def _undecodable(error: BaseException) -> str:
    assert isinstance(error, UnicodeDecodeError)  # noqa: S101
    named = {"utf-8": "UTF-8", "utf-8-sig": "UTF-8"}.get(error.encoding, error.encoding)
    return f"is not {named} text (byte {error.start})."


def _os(error: BaseException) -> str:
    return (
        f"cannot be read: {_escape_braces(getattr(error, 'strerror', None) or _first_line(error))}."
    )


# The most specific first.
_DESCRIPTIONS: tuple[tuple[type[BaseException], Describe], ...] = (
    (MarkedYAMLError, _marked),
    (YAMLError, _with_reason("is not YAML")),
    (BadZipFile, _unreadable),
    (zlib.error, _fixed("is damaged: what is packed in it cannot be unpacked")),
    (ParseError, _with_reason("is damaged: a part of it is not XML")),
    (FileNotFoundError, _fixed("cannot be read: there is no such file")),
    (EOFError, _fixed("is cut off")),
    (OSError, _os),
    (UnicodeDecodeError, _undecodable),
    (UnicodeError, _with_reason("is not the text that it should be")),
    (RecursionError, _fixed("is nested too deeply")),
    (MemoryError, _fixed(f"takes more than {WORKER_MEMORY_BYTES:,} bytes of memory to be read")),
    (NotImplementedError, _with_reason("is locked, or packed in a way that is not read")),
    (KeyError, _with_reason("is damaged: a part is missing")),
    (IndexError, _fixed("is damaged: it refers to what is not in it")),
    (Exception, _unreadable),
    # What Rust's own failures are in Python; their text is for its makers.
    (BaseException, _fixed("is damaged: its library broke down over it")),
)


def describe_error(error: BaseException, what: str = "file") -> str:
    """Why a library could not read a file, which should be a `what`."""
    text = next(describe(error) for kind, describe in _DESCRIPTIONS if isinstance(error, kind))
    return text.format(what=what)


@contextmanager
def wrap_read_errors(
    shown: str, line: Callable[[BaseException], int] = lambda _: 1
) -> Iterator[None]:
    """Turn what a library raises in here into a problem of this file.

    Args:
        shown: The file's name in messages.
        line: The line or row that has come up, by the failure.

    Raises:
        DatasetError: The library failed.
    """
    try:
        yield
    except DatasetError:
        raise
    except Exception as error:
        raise DatasetError([FileProblem(shown, line(error), "", describe_error(error))]) from error
