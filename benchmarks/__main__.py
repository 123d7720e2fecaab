"""`make bench`: every `bench_NAME.py` here, one after another; `python -m benchmarks NAME...`.

A benchmark is a module with `SUMMARY`, one sentence, and `run()`, which gives rows. Its rows go to
`benchmarks/results/NAME.json`, and all results there make the page `docs/benchmarks.md`.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from benchmarks.report import table, write_page, write_result

errors = Console(stderr=True, highlight=False)
# A table is wide; where it goes to a file there is no terminal's width to keep to.
tables = Console(width=None if sys.stdout.isatty() else 160)


@dataclass(frozen=True)
class Benchmark:
    """A benchmark: its name, what it compares, and what runs it."""

    name: str
    summary: str
    run: Callable[[], list[dict[str, object]]]


def known_names() -> list[str]:
    """Every benchmark, in alphabetical order."""
    files = sorted(Path(__file__).parent.glob("bench_*.py"))
    return [file.stem.removeprefix("bench_") for file in files]


def load(name: str) -> Benchmark:
    """A benchmark; what it compares with is imported only now."""
    module = import_module(f"benchmarks.bench_{name}")
    return Benchmark(name, module.SUMMARY, module.run)


def main(names: list[str]) -> int:
    """Run these, or all; the exit status is 1 where any failed, 2 for a name of none."""
    known = known_names()
    wrong = [name for name in names if name not in known]
    if wrong:
        errors.print(f"There is no benchmark {', '.join(wrong)}; there are: {', '.join(known)}.")
        return 2
    failed = 0
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=errors) as progress:
        for name in names or known:
            task = progress.add_task(name, total=1)
            began = time.perf_counter()
            try:
                benchmark = load(name)
                rows = benchmark.run()
            except Exception as error:  # the others still run
                failed += 1
                progress.update(task, description=f"{name}: failed", completed=1)
                errors.print(f"{name}: {type(error).__name__}: {error}", markup=False)
                continue
            write_result(name, benchmark.summary, rows, time.perf_counter() - began)
            progress.update(task, description=f"{name}: done", completed=1)
            tables.print(f"{name}: {benchmark.summary}", table(rows))
    errors.print(f"{write_page()} has all results.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
