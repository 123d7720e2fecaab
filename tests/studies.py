"""`make studies`: figures and tables of the worked studies, by the commands that they give.

They are made anew each time: nothing in them is drawn by hand.
"""

from __future__ import annotations

import csv
import re
import shlex
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from typer.testing import CliRunner

from console.app import app
from graph.paths import ROOT

FOLDER = ROOT / "docs" / "studies"
STUDIES = sorted(FOLDER.glob("*.md"))
_COMMAND = re.compile(r"^\$ \.venv/bin/partycell (analyse .*)$", re.M)
# A table of an analysis: its name and options, then its rows as Markdown.
TABLE = re.compile(r"(<!-- (\w+)((?: \w+=[\w,-]+)*) -->\n\n)((?:\|.*\n)+)")
_FIGURE = re.compile(r"^!\[.+\]\((figures/.+\.svg)\)$", re.M)


def analysed(study: Path, place: Path) -> Iterator[tuple[str, Path]]:
    """Run a study's commands one by one.

    Yields:
        What the page says after the command, and the folder that the command made below `place`.
    """
    parts = _COMMAND.split(study.read_text(encoding="utf-8"))[1:]
    for command, text in zip(parts[::2], parts[1::2], strict=True):
        words = shlex.split(command)
        folder = place / words[words.index("-o") + 1]
        words[words.index("-o") + 1] = str(folder)
        done = CliRunner().invoke(app, words)
        if done.exit_code:
            raise RuntimeError(f"{command}: {done.output}") from done.exception
        yield text, folder


def figures(text: str, folder: Path) -> Iterator[tuple[Path, Path]]:
    """The figures that a page shows of a folder: `FOLDER-FIGURE.svg` there, and FIGURE.svg here."""
    for name in _FIGURE.findall(text):
        made = Path(name).name.removeprefix(f"{folder.name}-")
        yield FOLDER / name, folder / "figures" / made


def with_tables(text: str, folder: Path) -> str:
    """The text with the tables of a folder in the place of those that it has."""

    def table(found: re.Match[str]) -> str:
        options = dict(option.split("=") for option in found[3].split())
        return found[1] + _markdown(folder / "tables" / f"{found[2]}.csv", options)

    return TABLE.sub(table, text)


def _markdown(file: Path, options: dict[str, str]) -> str:
    """Rows of a table of an analysis, as a study shows them."""
    wanted = options.pop("columns").split(",")
    most = int(options.pop("rows", "1000"))
    with file.open(encoding="utf-8-sig", newline="") as stream:
        rows = [
            row
            for row in csv.DictReader(stream)
            if all(row[name] in value.split(",") for name, value in options.items())
        ]
    lines = [f"| {' | '.join(wanted)} |", f"|{'---|' * len(wanted)}"]
    lines += [f"| {' | '.join(row[name] for name in wanted)} |" for row in rows[:most]]
    return "\n".join(lines) + "\n"


def main() -> int:
    """Write them all."""
    (FOLDER / "figures").mkdir(exist_ok=True)
    for study in STUDIES:
        page = study.read_text(encoding="utf-8")
        with tempfile.TemporaryDirectory() as place:
            for text, folder in analysed(study, Path(place)):
                page = page.replace(text, with_tables(text, folder))
                for shown, made in figures(text, folder):
                    shown.write_bytes(made.read_bytes())
                    sys.stdout.write(f"{shown.relative_to(ROOT)}\n")
        study.write_text(page, encoding="utf-8")
        sys.stdout.write(f"{study.relative_to(ROOT)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
