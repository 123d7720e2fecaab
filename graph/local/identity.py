"""Which process it is: a number alone is given again, and clocks are set."""

from __future__ import annotations

import os
import platform
import sys
from functools import lru_cache
from pathlib import Path

import psutil

_PROC = Path("/proc")
# In /proc/PID/stat, counted after the name, which may hold anything and ends with a bracket.
_STATE, _STARTED = 0, 19


@lru_cache
def machine() -> str:
    """This machine since it was started, as far as it sees the same processes.

    Two containers on one machine do not; a machine that was started anew is another one.
    """
    if sys.platform != "linux":
        return platform.node()
    boot = (_PROC / "sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    return f"{boot}:{os.readlink(_PROC / 'self/ns/pid')}"


def identity(pid: int) -> str | None:
    """What tells a process from every other of its number; None where there is none alive.

    On Linux its start is counted in ticks since the machine's own, which neither a clock that is
    set nor a suspended machine changes; psutil adds the time of the start to them.
    """
    if sys.platform == "linux":
        try:
            stat = (_PROC / str(pid) / "stat").read_bytes()
        except OSError:
            return None
        fields = stat[stat.rindex(b")") + 2 :].split()
        alive = fields[_STATE] not in (b"Z", b"X")
        return f"{machine()}:{pid}:{fields[_STARTED].decode()}" if alive else None
    try:
        process = psutil.Process(pid)
        alive = process.status() != psutil.STATUS_ZOMBIE
        return f"{machine()}:{pid}:{process.create_time()}" if alive else None
    except psutil.Error:
        return None


def describe_self() -> dict[str, object]:
    """This process, to be written down: its number, its identity, and its command for people."""
    command = " ".join([Path(sys.argv[0]).name or "python", *sys.argv[1:2]])
    return {"pid": os.getpid(), "identity": identity(os.getpid()), "command": command}


def is_alive(pid: object, known: object) -> bool:
    """Whether the process that was written down is there still."""
    return isinstance(pid, int) and pid > 0 and known is not None and identity(pid) == known
