"""Each client's quota: simultaneous statements, and query seconds a minute."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from api.quota.clients import Client
from graph.errors import TooMuchError
from graph.settings import settings

# A key raises both limits so many times.
KEY_FACTOR = 10
_MINUTE = 60.0
_MOST_CLIENTS = 10_000


def simultaneous(client: Client) -> int:
    """How many statements a client may run at a time."""
    return settings().partycell_running_limit * _factor(client)


def _factor(client: Client) -> int:
    return KEY_FACTOR if client.keyed else 1


@dataclass
class _Account:
    running: int
    seconds: float
    seen: float


class StatementQuota:
    """The quotas of all clients of this process.

    Each has so many query seconds, refilled evenly over a minute. A statement that has started runs
    to its end, so that a quota may be overdrawn by its time limit.

    Args:
        clock: Monotonic seconds.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._accounts: dict[Client, _Account] = {}
        self._lock = threading.Lock()

    @contextmanager
    def acquire(self, client: Client) -> Iterator[Callable[[], None]]:
        """While one statement of a client waits or runs; it runs from the call of what this yields.

        Raises:
            TooMuchError: It runs too many, or has used up its seconds; says when to try again.
        """
        most = simultaneous(client)
        allowed = settings().partycell_query_seconds * _factor(client)
        began = self._clock()
        with self._lock:
            account = self._account(client, began, allowed)
            if account.running >= most:
                raise TooMuchError(
                    f"{most} statements are running already for {client.name}.", retry_after=1
                )
            if account.seconds <= 0:
                wait = _MINUTE * (1 - account.seconds) / allowed
                raise TooMuchError(
                    f"{client.name} has used its {allowed:g} query seconds of this minute.",
                    retry_after=min(int(wait) + 1, int(_MINUTE)),
                )
            account.running += 1

        def start() -> None:
            nonlocal began
            began = self._clock()

        try:
            yield start
        finally:
            with self._lock:
                account.running -= 1
                account.seconds -= self._clock() - began

    def headers(self, client: Client) -> dict[str, str]:
        """What is left of a client's query seconds, as the drafts of RateLimit headers have it."""
        allowed = settings().partycell_query_seconds * _factor(client)
        with self._lock:
            left = self._account(client, self._clock(), allowed).seconds
        # After so many seconds at least one more is left.
        wait = max(0.0, (1 - left) * _MINUTE / allowed)
        return {
            "RateLimit-Policy": f'"query-seconds";q={allowed:g};w={_MINUTE:g}',
            "RateLimit": f'"query-seconds";r={max(0, int(left))};t={math.ceil(wait)}',
        }

    def _account(self, client: Client, now: float, allowed: float) -> _Account:
        """The client's account, refilled."""
        account = self._accounts.get(client)
        if account is None:
            self._forget(now)
            account = self._accounts[client] = _Account(0, allowed, now)
        back = (now - account.seen) * allowed / _MINUTE
        account.seconds = min(allowed, account.seconds + back)
        account.seen = now
        return account

    def _forget(self, now: float) -> None:
        """Drop accounts unused for a minute, once there are many."""
        if len(self._accounts) < _MOST_CLIENTS:
            return
        for client, account in list(self._accounts.items()):
            if account.running == 0 and now - account.seen > _MINUTE:
                del self._accounts[client]
