"""`make studies`: the figures of the worked studies, by the commands that the studies give.

They are made anew each time: nothing in them is drawn by hand.
"""

from __future__ import annotations

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


def main() -> int:
    """Write them all."""
    (FOLDER / "figures").mkdir(exist_ok=True)
    for study in STUDIES:
        with tempfile.TemporaryDirectory() as place:
            for text, folder in analysed(study, Path(place)):
                for shown, made in figures(text, folder):
                    shown.write_bytes(made.read_bytes())
                    sys.stdout.write(f"{shown.relative_to(ROOT)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
