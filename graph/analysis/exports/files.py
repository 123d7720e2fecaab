"""Exports as files: whole under their final name, or not there at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from graph.analysis.exports.content import Content
from graph.analysis.exports.formats import chunks, export_format, losses
from graph.errors import BadInputError


def save(content: Content, file: Path, name: str, table: str | None = None) -> list[Path]:
    """Write an export; where the format has no place to say what it loses, `FILE.losses.txt` does.

    Returns:
        The files written.

    Raises:
        BadInputError: The format is unknown or does not fit, or the file cannot be written.
    """
    written = [file]
    write_whole(file, chunks(content, name, table))
    if losses(name) and (table is not None or not export_format(name).header):
        beside = file.with_name(f"{file.name}.losses.txt")
        write_whole(beside, [losses(name).encode()])
        written.append(beside)
    return written


def write_whole(file: Path, pieces: Iterable[bytes]) -> None:
    """Write pieces beside the file, and give it its name when all are there.

    Raises:
        BadInputError: It cannot be written.
    """
    try:
        descriptor, temporary = tempfile.mkstemp(dir=file.resolve().parent, prefix=f".{file.name}.")
    except OSError as error:
        raise BadInputError(f"{file} cannot be written: {error.strerror}.") from error
    try:
        with os.fdopen(descriptor, "wb") as stream:
            for piece in pieces:
                stream.write(piece)
        umask = os.umask(0)
        os.umask(umask)
        Path(temporary).chmod(0o666 & ~umask)
        Path(temporary).replace(file)
    except OSError as error:
        Path(temporary).unlink(missing_ok=True)
        raise BadInputError(f"{file} cannot be written: {error.strerror}.") from error
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
