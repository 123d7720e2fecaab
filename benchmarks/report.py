"""Results as JSON, one file a benchmark, and as one page of the docs."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psutil
from rich.table import Table

from graph.local.jar_lock import VERSION
from graph.paths import ROOT

RESULTS = Path(__file__).parent / "results"
PAGE = ROOT / "docs" / "benchmarks.md"

_HEAD = """# Benchmarks

`make bench` runs them; `python -m benchmarks NAME...` some of them. Each compares side by side in
one run, in turn, so that what else the machine does meets both. A ratio is the median of the ratios
of single rounds. This page is written by the run; the figures are also in `benchmarks/results/`.
"""


def machine() -> dict[str, Any]:
    """What the figures were measured on."""
    return {
        "processor": _processor(),
        "cores": os.cpu_count(),
        "memory_gib": round(psutil.virtual_memory().total / 2**30, 1),
        "system": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
        "neo4j": VERSION,
        "load_average": [round(load, 1) for load in os.getloadavg()],
    }


def _processor() -> str:
    """The processor's name where the system says it, else its architecture."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def write_result(
    name: str, summary: str, rows: Sequence[dict[str, object]], seconds: float
) -> Path:
    """A benchmark's result; `seconds` is how long all of it took."""
    RESULTS.mkdir(exist_ok=True)
    content = {
        "name": name,
        "summary": summary,
        "measured": datetime.now(UTC).isoformat(timespec="seconds"),
        "seconds": round(seconds, 1),
        "machine": machine(),
        "rows": list(rows),
    }
    file = RESULTS / f"{name}.json"
    file.write_text(json.dumps(content, indent=1, default=str) + "\n", encoding="utf-8")
    return file


def write_page() -> Path:
    """The page of all results that are there."""
    parts = [_HEAD]
    # First what somebody asks who chooses.
    for file in sorted(RESULTS.glob("*.json"), key=lambda file: (file.stem != "peers", file.stem)):
        result = json.loads(file.read_text(encoding="utf-8"))
        title = result["name"].replace("_", " ").capitalize()
        on = ", ".join(
            f"{what.replace('_', ' ')} {value}" for what, value in result["machine"].items()
        )
        parts.append(
            f"## {title}\n\n{result['summary']}\n\n{_markdown(result['rows'])}\n\n"
            f"Measured {result['measured']} in {result['seconds']:g} s: {on}.\n"
        )
    PAGE.write_text("\n".join(parts), encoding="utf-8")
    return PAGE


def columns(rows: Sequence[dict[str, Any]]) -> list[str]:
    """Every key of the rows, in the order in which they come."""
    return list(dict.fromkeys(key for row in rows for key in row))


def cell(value: Any) -> str:
    """A value as people read it: three significant digits, lists with spaces between."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.3g}"
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, list | tuple):
        return " ".join(cell(item) for item in value)
    return str(value)


def table(rows: Sequence[dict[str, Any]]) -> Table:
    """The rows for a terminal."""
    names = columns(rows)
    found = Table(*(name.replace("_", " ") for name in names), box=None)
    for row in rows:
        found.add_row(*(cell(row.get(name)) for name in names))
    return found


def _markdown(rows: Sequence[dict[str, Any]]) -> str:
    names = columns(rows)
    lines = [
        "| " + " | ".join(name.replace("_", " ") for name in names) + " |",
        "|" + "---|" * len(names),
    ]
    for row in rows:
        cells = (cell(row.get(name)).replace("|", "\\|") for name in names)
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)
