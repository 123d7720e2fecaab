"""Several files as one ZIP, written as it goes, the same bytes for the same content."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator

_LEVEL = 3


class ZipBuffer:
    """A file that is only written to; what has been written is taken from it, piece by piece."""

    closed = False

    def __init__(self) -> None:
        self._waiting: list[bytes] = []

    def write(self, data: bytes) -> int:
        """Keep it until it is taken."""
        self._waiting.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Nothing is held back."""

    def close(self) -> None:
        """There is nothing to close."""

    def take(self) -> bytes:
        """What was written since."""
        found = b"".join(self._waiting)
        self._waiting.clear()
        return found


def zip_chunks(
    members: Iterable[tuple[str, Iterable[bytes]]], *, compressed: bool = True
) -> Iterator[bytes]:
    """A ZIP archive of members, each a name and its pieces.

    Args:
        members: In order; the pieces are read as they are written.
        compressed: False where the members are compressed already.
    """
    sink = ZipBuffer()
    with zipfile.ZipFile(sink, "w", compresslevel=_LEVEL) as archive:
        for name, pieces in members:
            member = zipfile.ZipInfo(name)
            member.compress_type = zipfile.ZIP_DEFLATED if compressed else zipfile.ZIP_STORED
            member.external_attr = 0o644 << 16
            with archive.open(member, "w", force_zip64=True) as stream:
                for piece in pieces:
                    stream.write(piece)
                    written = sink.take()
                    if written:
                        yield written
    yield sink.take()
