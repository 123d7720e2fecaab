"""Files checked before they are read: that they are files, and how large; new ones written."""

from __future__ import annotations

import stat
from pathlib import Path

from graph.errors import BadInputError
from loaders.problems import DatasetError, FileProblem
from loaders.read_errors import wrap_read_errors

_ZIP = b"PK\x03\x04"


def check_file(
    file: Path, most: int | None = None, hint: str = "", *, shown: str | None = None
) -> int:
    """The size of a file that can be read.

    Args:
        file: Which.
        most: How many bytes it may have.
        hint: What to do where it has more.
        shown: Its name in messages, where that is not its path.

    Raises:
        DatasetError: It is not there, is no plain file (a pipe or a device may have no end), or has
            more bytes.
    """
    name = str(file) if shown is None else shown
    with wrap_read_errors(name):
        found = file.stat()
    wrong = (
        "is a folder."
        if stat.S_ISDIR(found.st_mode)
        else "is no plain file."
        if not stat.S_ISREG(found.st_mode)
        else f"is larger than {most:,} bytes{hint}."
        if most is not None and found.st_size > most
        else None
    )
    if wrong is not None:
        raise DatasetError([FileProblem(name, 1, "", wrong)])
    return found.st_size


def is_archive(file: Path) -> bool:
    """Whether a file begins as a ZIP archive does."""
    with file.open("rb") as stream:
        return stream.read(len(_ZIP)) == _ZIP


def write_new_file(file: Path, text: str) -> None:
    """Write a text to a file that is not there yet.

    Raises:
        BadInputError: It is there already, or cannot be written.
    """
    try:
        with file.open("x", encoding="utf-8") as stream:
            stream.write(text)
    except FileExistsError as error:
        raise BadInputError(f"{file} is there already.", hint="Choose another by -o.") from error
    except OSError as error:
        raise BadInputError(f"{file} cannot be written: {error.strerror}.") from error
