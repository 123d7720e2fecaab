"""What libraries say of a file that they cannot read, in our own words: the one place for it."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile

from ruamel.yaml.error import MarkedYAMLError, YAMLError

from loaders.limits import APART_MEMORY_BYTES
from loaders.problems import DatasetError, Problem

Words = Callable[[BaseException], str]


def _said(error: BaseException) -> str:
    """The first line of what a library says, without our folders and its own names."""
    first = next(iter(str(error).strip().splitlines()), "")
    plain = re.sub(r"(/[^\s:'\"]+)+/", "", first).rstrip(".")[:200]
    return _braced(plain)


def _braced(text: object) -> str:
    """A text as `format` leaves it."""
    return str(text).replace("{", "{{").replace("}", "}}")


def _after(words: str) -> Words:
    def tell(error: BaseException) -> str:
        said = _said(error)
        return f"{words}: {said}." if said else f"{words}."

    return tell


def _unread(error: BaseException) -> str:
    said = _said(error)
    return f"is no {{what}} that can be read{': ' if said else ''}{said}."


def _plain(words: str) -> Words:
    return lambda _: f"{words}."


def _marked(error: BaseException) -> str:
    assert isinstance(error, MarkedYAMLError)  # noqa: S101  (the table says so)
    return f"is not YAML: {_braced(error.problem or error.context)}."


def _undecoded(error: BaseException) -> str:
    assert isinstance(error, UnicodeDecodeError)  # noqa: S101
    named = {"utf-8": "UTF-8", "utf-8-sig": "UTF-8"}.get(error.encoding, error.encoding)
    return f"is not {named} text (byte {error.start})."


def _os(error: BaseException) -> str:
    return f"cannot be read: {_braced(getattr(error, 'strerror', None) or _said(error))}."


# The most specific first.
_WORDS: tuple[tuple[type[BaseException], Words], ...] = (
    (MarkedYAMLError, _marked),
    (YAMLError, _after("is not YAML")),
    (BadZipFile, _unread),
    (zlib.error, _plain("is damaged: what is packed in it cannot be unpacked")),
    (ParseError, _after("is damaged: a part of it is not XML")),
    (FileNotFoundError, _plain("cannot be read: there is no such file")),
    (EOFError, _plain("is cut off")),
    (OSError, _os),
    (UnicodeDecodeError, _undecoded),
    (UnicodeError, _after("is not the text that it should be")),
    (RecursionError, _plain("is nested too deeply")),
    (MemoryError, _plain(f"takes more than {APART_MEMORY_BYTES:,} bytes of memory to be read")),
    (NotImplementedError, _after("is locked, or packed in a way that is not read")),
    (KeyError, _after("is damaged: a part is missing")),
    (IndexError, _plain("is damaged: it refers to what is not in it")),
    (Exception, _unread),
    # What Rust's own failures are in Python; their text is for its makers.
    (BaseException, _plain("is damaged: its library broke down over it")),
)


def words_for(error: BaseException, what: str = "file") -> str:
    """What to say of a file, which should be a `what`, over which a library failed so."""
    told = next(words(error) for kind, words in _WORDS if isinstance(error, kind))
    return told.format(what=what)


@contextmanager
def border(shown: str, line: Callable[[BaseException], int] = lambda _: 1) -> Iterator[None]:
    """Whatever a library fails with in here becomes a problem of this file.

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
        raise DatasetError([Problem(shown, line(error), "", words_for(error))]) from error
