"""Exports as files: whole under their final name, or not there at all."""

from __future__ import annotations

from pathlib import Path

from exporters.content import Content
from exporters.formats import FORMATS, chunks
from exporters.text import encode_chunks
from graph.files import write_output
from graph.row_formats import json_lines


def save(content: Content, file: Path, name: str, table: str | None = None) -> list[Path]:
    """Write an export, and beside it what the format has no place for.

    `FILE.losses.txt` says what it loses, where the file itself cannot. Claims and sources that
    would make a graph file too large to be read are `FILE.claims.jsonl` and `FILE.sources.jsonl`.

    Returns:
        The files written.

    Raises:
        BadInputError: The format is unknown or does not fit, or the file cannot be written.
    """
    form = FORMATS.find(name)
    written = [file]
    write_output(file, chunks(content, name, table))
    if form.beside and content.record is not None and not content.inside:
        for what, rows in (("claims", content.record.claims), ("sources", content.record.sources)):
            beside = file.with_name(f"{file.name}.{what}.jsonl")
            write_output(beside, encode_chunks(json_lines(rows())))
            written.append(beside)
    losses = form.losses()
    if losses and (table is not None or not form.header):
        beside = file.with_name(f"{file.name}.losses.txt")
        write_output(beside, [losses.encode()])
        written.append(beside)
    return written
