"""How messages of Neo4j are read from the wire: in large pieces, and none beyond a bound.

A row is one message, and the driver reads it whole before anything of it can be looked at. A list
that a statement names a thousand times takes Neo4j nothing, and us everything: hence the bound.
The driver asks the system twice for each row, and each time the threads of a process hand over to
one another: measured with a thousand rows and 8 threads, a row took three times as long as with
one. Hence the pieces. Neo4j may also never answer: a statement that it cannot break off, or an
error that it cannot send. Hence the time.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

import neo4j
from neo4j._async.io._bolt import _common as _common_of_tasks
from neo4j._codec.packstream import v1, v2
from neo4j._exceptions import SocketDeadlineExceededError
from neo4j._sync.io._bolt import _common

from graph.required_versions import require_version

require_version("neo4j", neo4j.__version__, __name__)

MAX_MESSAGE = 16_000_000
# How long after its time Neo4j is waited for: it looks at the clock twice a second, and says so.
GRACE_SECONDS = 2.0
_PIECE = 65_536
# What a value takes in Python beside its text, and what an entry of a map and a node take more.
_VALUE, _ENTRY, _STRUCTURE = 64, 100, 400
# A message so small cannot hold more than the bound, whatever is in it.
_SMALLEST = _VALUE


class MessageTooLargeError(OSError):
    """A message is larger than is read; the connection is given up, and Neo4j stops."""


class LateAnswerError(Exception):
    """Neo4j did not answer in time, and is not waited for any longer."""


# What this thread's, or this task's, reading is held to at this moment.
_until: ContextVar[float | None] = ContextVar("until", default=None)
_memory: ContextVar[int | None] = ContextVar("memory", default=None)


@contextmanager
def with_deadline(seconds: float | None, memory: int | None = None) -> Iterator[None]:
    """Whatever this thread or task reads from Neo4j meanwhile is held to a time and a size.

    Args:
        seconds: So long, and GRACE_SECONDS more, is waited for an answer; None waits for ever.
        memory: So many bytes may a message take in Python; None leaves it to MAX_MESSAGE.
    """
    before = _until.get(), _memory.get()
    _until.set(None if seconds is None else time.monotonic() + seconds)
    _memory.set(memory)
    try:
        yield
    finally:
        _until.set(before[0])
        _memory.set(before[1])


def seconds_left() -> float | None:
    """How long an answer is waited for by now; None is for ever."""
    until = _until.get()
    return None if until is None else max(until - time.monotonic(), 0) + GRACE_SECONDS


def _receive(sock: Any, buffer: Any, size: int) -> None:
    """Append `size` bytes to the driver's buffer; what more has come waits with the socket."""
    end = _make_room(buffer, size)
    while not _fill(sock, buffer, end):
        sock.waiting = memoryview(_more(sock, max(end - buffer.used, _PIECE)))
        if not sock.waiting:
            raise OSError("No data")


async def _receive_in_task(sock: Any, buffer: Any, size: int) -> None:
    """As `_receive`, for the asynchronous driver; its deadline is `graph.task_sessions`'."""
    end = _make_room(buffer, size)
    while not _fill(sock, buffer, end):
        sock.waiting = memoryview(await sock.recv(max(end - buffer.used, _PIECE)))
        if not sock.waiting:
            raise OSError("No data")


def _make_room(buffer: Any, size: int) -> int:
    """Let the buffer take so many bytes more; where they end."""
    end: int = buffer.used + size
    if end > MAX_MESSAGE:
        raise MessageTooLargeError(f"a message of more than {MAX_MESSAGE:,} bytes")
    if end > len(buffer.data):
        buffer.data += bytearray(end - len(buffer.data))
    return end


def _fill(sock: Any, buffer: Any, end: int) -> bool:
    """Move what waits with the socket to the buffer, up to an end; whether that is reached."""
    waiting: memoryview = sock.__dict__.get("waiting") or memoryview(b"")
    piece = waiting[: end - buffer.used]
    buffer.data[buffer.used : buffer.used + len(piece)] = piece
    buffer.used += len(piece)
    sock.waiting = waiting[len(piece) :]
    return bool(buffer.used == end)


def _more(sock: Any, size: int) -> Any:
    """What the socket has next; one that has nothing for too long is given up."""
    seconds = seconds_left()
    # While a connection is opened, the driver has a deadline of its own.
    if seconds is None or sock.get_read_deadline() is not None:
        return sock.recv(size)
    sock.set_read_deadline(seconds)
    try:
        return sock.recv(size)
    finally:
        sock.set_read_deadline(None)


def _bounded(unpack: Callable[[Any, Any], Any]) -> Callable[..., Any]:
    """As the driver unpacks a message, unless it would take too much memory."""

    def within(self: Any, hydration_hooks: Any = None) -> Any:
        packed = self.unpackable
        most = _memory.get()
        if most is not None and (packed.used - packed.p) * _SMALLEST > most:
            _check_memory(packed.data, packed.p, packed.used, most)
        return unpack(self, hydration_hooks)

    return within


def _check_memory(data: bytearray, at: int, end: int, most: int) -> None:
    """Go through a packed message, and count what each value will take in Python.

    A list or map of nothing is one byte here, and fifty times that in Python.
    """
    taken = 0
    while at < end:
        marker = data[at]
        at += 1
        taken += _VALUE
        kind, low = marker & 0xF0, marker & 0x0F
        if marker < 0x80 or kind == 0xF0:
            continue
        if kind == 0x80:
            at += low
            taken += low
        elif kind == 0xA0:
            taken += _ENTRY * low
        elif kind == 0xB0:
            at += 1
            taken += _STRUCTURE
        elif (kind == 0xC0 and marker < 0xCC) or kind == 0xE0:
            at += _FIXED.get(marker, 0)
        elif kind in {0xC0, 0xD0}:
            width = 1 << (marker & 3)
            size = int.from_bytes(data[at : at + width], "big")
            at += width
            if marker < 0xD4:
                at += size
                taken += size
            elif marker >= 0xD8:
                taken += _ENTRY * size
        if taken > most:
            raise MessageTooLargeError(f"a message that takes more than {most:,} bytes")


# PackStream: how many bytes follow the marker of a float, of the integers and of a UUID.
_FIXED = {0xE0: 16, 0xC1: 8, 0xC8: 1, 0xC9: 2, 0xCA: 4, 0xCB: 8}


def read_in_pieces() -> None:
    """Let every connection of this process read so."""
    _common.receive_into_buffer = _receive
    _common_of_tasks.receive_into_buffer = _receive_in_task
    # Versions of the protocol: Bolt 6 has the second.
    for unpacker in (v1.Unpacker, v2.Unpacker):
        unpacker.unpack = _bounded(unpacker.unpack)  # type: ignore[method-assign]


def is_too_large(error: BaseException | None) -> bool:
    """Whether the driver failed because a message was too large."""
    return _caused_by(error, MessageTooLargeError)


def is_too_late(error: BaseException | None) -> bool:
    """Whether the driver failed because Neo4j did not answer in time."""
    return _caused_by(error, (SocketDeadlineExceededError, LateAnswerError))


def _caused_by(
    error: BaseException | None, kind: type[BaseException] | tuple[type[BaseException], ...]
) -> bool:
    while error is not None:
        if isinstance(error, kind):
            return True
        error = error.__cause__ or error.__context__
    return False
