"""How messages of Neo4j are read from the wire: in large pieces, and none beyond a bound.

A row is one message, and the driver reads it whole before anything of it can be looked at. A list
that a statement names a thousand times takes Neo4j nothing, and us everything: hence the bound.
The driver asks the system twice for each row, and each time the threads of a process hand over to
one another: measured with a thousand rows and 8 threads, a row took three times as long as with
one. Hence the pieces.
"""

from __future__ import annotations

from typing import Any

from neo4j._sync.io._bolt import _common

MAX_MESSAGE = 16_000_000
_PIECE = 65_536


class MessageTooLargeError(OSError):
    """A message is larger than is read; the connection is given up, and Neo4j stops."""


def _receive(sock: Any, buffer: Any, size: int) -> None:
    """Append `size` bytes to the driver's buffer; what more has come waits with the socket."""
    end = buffer.used + size
    if end > MAX_MESSAGE:
        raise MessageTooLargeError(f"a message of more than {MAX_MESSAGE:,} bytes")
    if end > len(buffer.data):
        buffer.data += bytearray(end - len(buffer.data))
    waiting: memoryview = sock.__dict__.get("waiting") or memoryview(b"")
    while buffer.used < end:
        if not waiting:
            waiting = memoryview(sock.recv(max(end - buffer.used, _PIECE)))
            if not waiting:
                raise OSError("No data")
        piece = waiting[: end - buffer.used]
        buffer.data[buffer.used : buffer.used + len(piece)] = piece
        buffer.used += len(piece)
        waiting = waiting[len(piece) :]
    sock.waiting = waiting


def read_in_pieces() -> None:
    """Let every connection of this process read so."""
    _common.receive_into_buffer = _receive


def is_too_large(error: BaseException | None) -> bool:
    """Whether the driver failed because a message was too large."""
    while error is not None:
        if isinstance(error, MessageTooLargeError):
            return True
        error = error.__cause__ or error.__context__
    return False
