"""Statements that were admitted a moment ago, so that Neo4j need not plan each anew for us.

What EXPLAIN decides depends on a statement's text, and not on the values of its parameters: a
parameter stands for a value, never for a clause, a procedure, a function or another database (`USE`
is refused whatever follows it). Statistics and types of values may change in which order and with
which index Neo4j reads, but neither turns reading into anything else. What does depend on values,
how far an expression may go, is looked at each time. Rights, procedures and the server itself may
change, so that an admission is forgotten after a minute.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")

SECONDS = 60.0
# Characters of statements and plans in all; Python takes some ten times as many bytes for them.
SIZE = 4_000_000


@dataclass(frozen=True)
class _Kept(Generic[T]):
    value: T
    size: int
    until: float


class Admissions(Generic[T]):
    """The latest admissions by key, within so many characters; threads may share it.

    Args:
        size: Characters in all.
        clock: Seconds that only grow.
    """

    def __init__(self, size: int = SIZE, clock: Callable[[], float] = time.monotonic) -> None:
        self._size = size
        self._clock = clock
        self._used = 0
        self._lock = threading.Lock()
        self._kept: OrderedDict[Hashable, _Kept[T]] = OrderedDict()

    def get(self, key: Hashable) -> T | None:
        """What was admitted under a key within the last minute."""
        with self._lock:
            found = self._kept.get(key)
            if found is None:
                return None
            if found.until < self._clock():
                self._drop(key)
                return None
            self._kept.move_to_end(key)
            return found.value

    def put(self, key: Hashable, value: T, size: int) -> None:
        """Keep an admission of so many characters, and let go of those used longest ago."""
        if size > self._size:
            return
        with self._lock:
            if key in self._kept:
                self._drop(key)
            while self._used + size > self._size:
                self._drop(next(iter(self._kept)))
            self._kept[key] = _Kept(value, size, self._clock() + SECONDS)
            self._used += size

    def _drop(self, key: Hashable) -> None:
        self._used -= self._kept.pop(key).size
