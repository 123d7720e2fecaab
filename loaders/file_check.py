"""Files checked before they are read: that they are files, and how large; new ones written."""

from __future__ import annotations

import stat
from pathlib import Path

from graph.errors import BadInputError
from loaders.problems import DatasetError, FileProblem
from loaders.read_errors import wrap_read_errors

# What files begin with that are packed, or are workbooks of another kind, and what to do with them.
_PACKED = (
    (b"PK\x03\x04", "is a ZIP archive, not {what}; unpack it first (a workbook is named .xlsx)."),
    (b"\x1f\x8b", "is packed by gzip, not {what}; unpack it first (gunzip)."),
    (b"BZh", "is packed by bzip2, not {what}; unpack it first (bunzip2)."),
    (b"\xfd7zXZ\x00", "is packed by xz, not {what}; unpack it first (unxz)."),
    (b"\x28\xb5\x2f\xfd", "is packed by Zstandard, not {what}; unpack it first (unzstd)."),
    (b"7z\xbc\xaf\x27\x1c", "is a 7-Zip archive, not {what}; unpack it first."),
    (b"Rar!\x1a\x07", "is a RAR archive, not {what}; unpack it first."),
    (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "is an old Excel workbook (.xls), or one that is locked by a password, not {what}; "
        "save it as .xlsx.",
    ),
    (b"%PDF-", "is a PDF, not {what}."),
    (b"PAR1", "is a Parquet file, not {what}; name it .parquet."),
)


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


def check_plain(file: Path, what: str, *, shown: str | None = None) -> None:
    """Refuse a file that is packed, or of another kind.

    Args:
        file: Which; it is there.
        what: What it should be, such as `text`.
        shown: Its name in messages, where that is not its path.

    Raises:
        DatasetError: It is; what to do is said.
    """
    name = str(file) if shown is None else shown
    with wrap_read_errors(name), file.open("rb") as stream:
        start = stream.read(16)
    for beginning, message in _PACKED:
        if start.startswith(beginning):
            raise DatasetError([FileProblem(name, 1, "", message.format(what=what))])


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
