"""A file looked at before it is read: that it is one, and how large it is."""

from __future__ import annotations

import stat
from pathlib import Path

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
