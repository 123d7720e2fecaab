"""A bound on what one message of Neo4j may take, which the driver has not.

A row is one message, and the driver reads it whole before anything of it can be looked at. A list
that a statement names a thousand times takes Neo4j nothing, and us everything.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from neo4j._sync.io._bolt import _common

MAX_MESSAGE = 16_000_000


class MessageTooLargeError(OSError):
    """A message is larger than is read; the connection is given up, and Neo4j stops."""


_receive: Callable[[Any, Any, int], None] = _common.receive_into_buffer


def _receive_bounded(sock: Any, buffer: Any, size: int) -> None:
    if buffer.used + size > MAX_MESSAGE:
        raise MessageTooLargeError(f"a message of more than {MAX_MESSAGE:,} bytes")
    _receive(sock, buffer, size)


def bound_messages() -> None:
    """Let every connection of this process read bounded messages only."""
    _common.receive_into_buffer = _receive_bounded


def is_too_large(error: BaseException | None) -> bool:
    """Whether the driver failed because a message was too large."""
    while error is not None:
        if isinstance(error, MessageTooLargeError):
            return True
        error = error.__cause__ or error.__context__
    return False
