"""Mixed load for some minutes, with a bulk load that is switched to in the middle.

    python -m benchmarks.soak --minutes 10 --connections 64

generates two synthetic parties, serves the first by `partycell serve`, asks it from that many
connections. Half way the second is loaded. It prints how many had which status, and the server's
memory; exit status 1 where one failed otherwise than by 503 during the load, or memory grew by a
fifth.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import re
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import psutil

from benchmarks.homes import own_home
from synthetic import generate
from synthetic.bulk import bulk_load

_PARTYCELL = [sys.executable, "-m", "console"]
_GROWTH = 1.2


@dataclass
class Seen:
    """What the connections saw: answers by status, and seconds of each that was not 200."""

    statuses: Counter[str] = field(default_factory=Counter)
    failures: list[tuple[float, str]] = field(default_factory=list)
    times: list[float] = field(default_factory=list)


def paths(members: int) -> list[str]:
    """What is asked: known ids of any party of this size, in equal parts."""
    cells = members // 16
    return [
        *(f"/v1/organizations/s-cell-{number}/chain" for number in range(0, cells, 7)),
        *(f"/v1/organizations/s-cell-{number}/members" for number in range(0, cells, 7)),
        *(f"/v1/people/s-member-{number}" for number in range(0, members // 2, 97)),
        *(f"/v1/queries/headcount?organization=s-county-{number}" for number in range(1)),
        *(f"/v1/search?text=cell+{number}" for number in range(0, cells, 31)),
        *(f"/v1/neighborhood/s-member-{number}?depth=2" for number in range(0, members // 2, 991)),
    ]


async def _first(base: str, asked: list[str]) -> None:
    """Ask one of each kind, so that its plan is made before all ask at once."""
    kinds = {re.sub(r"\d+", "", path): path for path in asked}
    async with httpx.AsyncClient(base_url=base, timeout=60) as client:
        for path in kinds.values():
            (await client.get(path)).raise_for_status()


async def _client(base: str, asked: list[str], until: float, seen: Seen, seed: int) -> None:
    draw = random.Random(seed)  # noqa: S311  (a load, no secret)
    async with httpx.AsyncClient(base_url=base, timeout=60) as client:
        while time.monotonic() < until:
            began = time.monotonic()
            try:
                status = str((await client.get(draw.choice(asked))).status_code)
            except httpx.HTTPError as error:
                status = type(error).__name__
            seen.statuses[status] += 1
            seen.times.append(time.monotonic() - began)
            if status != "200":
                seen.failures.append((began, status))
                await asyncio.sleep(0.2)


def _memory(server: psutil.Process) -> int:
    """Bytes of the server and its workers."""
    return sum(process.memory_info().rss for process in [server, *server.children(recursive=True)])


async def _soak(
    base: str, server: psutil.Process, party: Path, given: argparse.Namespace
) -> dict[str, object]:
    seen, asked = Seen(), paths(given.members)
    await _first(base, asked)
    start = time.monotonic()
    until = start + given.minutes * 60
    clients = [
        asyncio.create_task(_client(base, asked, until, seen, seed))
        for seed in range(given.connections)
    ]
    memory = []
    switched: tuple[float, float] | None = None
    loading: asyncio.subprocess.Process | None = None
    while time.monotonic() < until:
        await asyncio.sleep(2)
        memory.append(_memory(server))
        if loading is None and time.monotonic() > start + given.minutes * 30:
            began = time.monotonic()
            loading = await asyncio.create_subprocess_exec(
                *_PARTYCELL, "load", "--bulk", str(party), stdout=subprocess.DEVNULL
            )
        if loading is not None and switched is None and loading.returncode is not None:
            switched = (began, time.monotonic())
    await asyncio.gather(*clients)
    status = None if loading is None else await loading.wait()
    during = [item for item in seen.failures if switched and switched[0] <= item[0] <= switched[1]]
    warm = memory[min(len(memory) - 1, max(1, len(memory) // 10))]
    times = sorted(seen.times)
    return {
        "connections": given.connections,
        "minutes": given.minutes,
        "requests": len(times),
        "statuses": dict(seen.statuses),
        "failed_during_the_load": len(during),
        "other_failures": [
            status for began, status in seen.failures if (began, status) not in during
        ][:20],
        "not_503": sum(1 for _, status in seen.failures if status != "503"),
        "p50_ms": times[len(times) // 2] * 1000,
        "p99_ms": times[int(len(times) * 0.99)] * 1000,
        "bulk_load_status": status,
        "memory_start": warm,
        "memory_end": memory[-1],
        "memory_ratio": memory[-1] / warm,
    }


def main() -> int:
    """Run it; see the module."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--connections", type=int, default=64)
    parser.add_argument("--members", type=int, default=200_000)
    given = parser.parse_args()
    with own_home() as folder:
        for name, seed in (("first", 1), ("second", 2)):
            generate(folder / name, given.members, seed)
        bulk_load(folder / "first", lambda _: None)
        process = subprocess.Popen(  # noqa: S603  (our own command)
            [*_PARTYCELL, "serve", "--port", "0"], stdout=subprocess.PIPE, text=True
        )
        try:
            assert process.stdout is not None  # noqa: S101  (it is a pipe)
            base = process.stdout.readline().split()[-1]
            found = asyncio.run(_soak(base, psutil.Process(process.pid), folder / "second", given))
        finally:
            process.terminate()
            process.wait(30)
    sys.stdout.write(json.dumps(found, indent=1) + "\n")
    good = not found["not_503"] and not found["other_failures"] and found["bulk_load_status"] == 0
    ratio = found["memory_ratio"]
    return 0 if good and isinstance(ratio, float) and ratio <= _GROWTH else 1


if __name__ == "__main__":
    sys.exit(main())
