"""A file read as its kind is, without a database; and the process that reads one after another."""

from __future__ import annotations

import contextlib
import json
import sys
import time
import traceback
from pathlib import Path

from graph.errors import PartycellError
from graph.visible import escape_controls
from loaders.dataset.consistency import EMPTY_GRAPH, find_problems
from loaders.dataset.reader import read_dataset
from loaders.foreign.importer import ForeignFormat, detect_format, read_foreign, write_refused
from loaders.foreign.report import ImportResult
from loaders.foreign.tables import read_table
from loaders.identity.decisions import read_decisions
from loaders.workbook import is_claims_workbook, read_workbook
from tests.fuzz import samples

_FORMS = {
    "popolo": ForeignFormat.POPOLO,
    "wikidata": ForeignFormat.WIKIDATA,
    "ftm": ForeignFormat.FTM,
    "ftm list": ForeignFormat.FTM,
    "statements": ForeignFormat.FTM,
}
_LONGEST_MESSAGE = 300_000
MEMORY = 2_500_000_000


def outcome(kind: str, file: Path) -> tuple[str, str]:
    """What comes of a file: `read`, `refused` with our message, or `failed` with what is wrong."""
    try:
        imported = _read(kind, file)
        if imported is not None:
            wrong = _looked_over(imported, file)
            if wrong:
                return "failed", wrong
    except PartycellError as error:
        return _judged(str(error), file)
    except BaseException:
        return "failed", traceback.format_exc()
    return "read", ""


def _read(kind: str, file: Path) -> ImportResult | None:
    """Read a file as its kind is read."""
    beside = file.parent
    if kind in _FORMS:
        with contextlib.suppress(PartycellError):
            detect_format(file, None)
        return read_foreign(file, _FORMS[kind], EMPTY_GRAPH)
    if kind in {"csv", "tsv", "xlsx", "parquet"}:
        return read_table(file, beside / "sound.map.yaml", EMPTY_GRAPH)
    if kind == "mapping":
        return read_table(beside / "sound.csv", file, EMPTY_GRAPH)
    if kind == "described":
        return read_foreign(beside / "sound.json", ForeignFormat.POPOLO, EMPTY_GRAPH, source=file)
    if kind == "decisions":
        read_decisions(file)
    elif kind == "workbook":
        is_claims_workbook(file)
        read_workbook(file)
    else:
        find_problems(read_dataset([file]))
    return None


def _looked_over(imported: ImportResult, file: Path) -> str:
    """What is wrong with what was made of a file: each value is accounted for, and can be kept."""
    if not imported.report.accounts:
        return f"not accounted for: {imported.report.as_json()}"
    json.dumps(imported.report.as_json()).encode()
    if imported.report.refused and file.suffix != ".yaml":
        (kept,) = write_refused(file, imported)
        kept.unlink()
    return ""


def _judged(message: str, file: Path) -> tuple[str, str]:
    """Our message: it names a file, is bounded, and holds nothing that a terminal would obey."""
    if not any(name in message for name in (str(file), "sound.")) or ":" not in message:
        return "failed", f"names no file: {message[:500]}"
    if len(message) > _LONGEST_MESSAGE:
        return "failed", f"a message of {len(message)} characters"
    if escape_controls(message) != message:
        return "failed", f"a message with signs that act: {message[:500]!r}"
    return "refused", message


def lay_out(folder: Path) -> None:
    """Put the sound files there that others are read with."""
    (folder / "sound.map.yaml").write_text(samples.MAPPING, encoding="utf-8")
    (folder / "sound.csv").write_bytes(samples.table(".csv"))
    (folder / "sound.json").write_bytes(samples.samples()["popolo"][1])


def main() -> None:
    """Read files as they are named on standard input, and tell what comes of each."""
    with contextlib.suppress(ImportError):
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    for line in sys.stdin:
        kind, name = json.loads(line)
        began = time.monotonic()
        found, said = outcome(kind, Path(name))
        told = [found, said[-3_000:], time.monotonic() - began]
        sys.stdout.write(json.dumps(told) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
