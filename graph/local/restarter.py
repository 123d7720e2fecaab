"""A server's local Neo4j, started again when it has died, whatever killed it."""

from __future__ import annotations

import logging
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from graph.errors import PartycellError
from graph.local.instance import Instance

_LOOK_SECONDS = 1.0
_FIRST_PAUSE, _LONGEST_PAUSE = 1.0, 60.0
log = logging.getLogger("partycell")


@dataclass(frozen=True)
class DownReason:
    """Why the local Neo4j is away, and when it is started again; `next` by the monotonic clock."""

    reason: str
    attempts: int
    next: float

    def __str__(self) -> str:
        if not self.attempts:
            return self.reason
        pause = max(0.0, self.next - time.monotonic())
        return f"{self.reason} Started {self.attempts} times in vain; again in {pause:.0f} s."


class Neo4jRestarter:
    """Looks after the Neo4j of a home, in a thread of its own, while the process lives.

    Between starts that fail it waits ever longer. What a person has stopped stays stopped.

    Args:
        home: Whose.
    """

    def __init__(self, home: Path) -> None:
        self._instance = Instance(home)
        self._over = threading.Event()
        self.trouble: DownReason | None = None
        self._thread = threading.Thread(target=self._keep, daemon=True, name="keeper")
        self._thread.start()

    def close(self) -> None:
        """Look after it no longer."""
        self._over.set()

    def _keep(self) -> None:
        failed = 0
        while not self._over.wait(_LOOK_SECONDS):
            try:
                if self._instance.running() is not None:
                    self.trouble, failed = None, 0
                    continue
                if not failed and self._instance.is_stopped:
                    reason = "The local Neo4j was stopped; `partycell db start` starts it."
                    self.trouble = DownReason(reason, 0, 0.0)
                    continue
                self.trouble = DownReason(
                    "The local Neo4j has ended, and is being started.", 0, 0.0
                )
                log.warning("The local Neo4j has ended: starting it again")
                self._instance.start_again()
                log.warning("The local Neo4j is there again")
            # Whatever it is, the service is to come back by itself.
            except (PartycellError, OSError) as error:
                failed += 1
                pause = min(_FIRST_PAUSE * 2 ** (failed - 1), _LONGEST_PAUSE)
                self.trouble = DownReason(
                    f"The local Neo4j has ended, and does not start: {error}",
                    failed,
                    time.monotonic() + pause,
                )
                log.warning("%s", self.trouble)
                self._over.wait(pause)
