"""Exports as files: whole under their final name, or not there at all."""

from __future__ import annotations

from pathlib import Path

from exporters.content import Content
from exporters.formats import FORMATS, chunks
from graph.files import write_output


def save(content: Content, file: Path, name: str, table: str | None = None) -> list[Path]:
    """Write an export; where the format has no place to say what it loses, `FILE.losses.txt` does.

    Returns:
        The files written.

    Raises:
        BadInputError: The format is unknown or does not fit, or the file cannot be written.
    """
    written = [file]
    losses = FORMATS.find(name).losses()
    write_output(file, chunks(content, name, table))
    if losses and (table is not None or not FORMATS[name].header):
        beside = file.with_name(f"{file.name}.losses.txt")
        write_output(beside, [losses.encode()])
        written.append(beside)
    return written
