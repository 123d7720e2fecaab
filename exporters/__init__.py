"""Exports: the mirror of `loaders`, streamed from rows; `docs/exports.md` says what each holds."""

from __future__ import annotations

from exporters.base import TABLES, Format
from exporters.content import Content, count_edges, from_database, from_network
from exporters.files import save
from exporters.formats import FORMATS, chunks

__all__ = [
    "FORMATS",
    "TABLES",
    "Content",
    "Format",
    "chunks",
    "count_edges",
    "from_database",
    "from_network",
    "save",
]
