"""The pages on analysis: tables are the code's, and the studies' commands give their numbers."""

from __future__ import annotations

import csv
import html
import re
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner

from console.commands import app
from graph.analysis.measures import MEASURES
from graph.analysis.projections import PROJECTIONS, project
from graph.analysis.projections.evidence import contests
from graph.catalogue import run
from graph.database import Database
from graph.lens import Lens
from graph.paths import ROOT

STUDIES = sorted((ROOT / "docs" / "studies").glob("*.md"))
COMMAND = re.compile(r"^\$ \.venv/bin/partycell (analyse .*)$", re.M)
MARK = re.compile(r"<!-- (\w+)((?: \w+=[\w,-]+)*) -->\n\n((?:\|.*\n)+)")


def projections_table() -> str:
    """What docs/analysis.md has to say of the projections."""
    return "".join(
        f"| `{item.name}` | {item.summary} | {_names(item.nodes)} | {_names(item.edges)} |\n"
        for item in PROJECTIONS.values()
    )


def measures_table() -> str:
    """What docs/analysis.md has to say of the measures."""
    return "".join(
        f"| `{item.name}` | {item.level.value} | {item.summary} | {', '.join(item.needs)} "
        f"| {item.engine} | {', '.join(item.references)} |\n"
        for item in MEASURES.values()
    )


def _names(attributes: object) -> str:
    return ", ".join(f"`{name}`" for name in attributes)  # type: ignore[attr-defined]


def markdown(file: Path, options: dict[str, str]) -> str:
    """Rows of a table of an analysis, as a study shows them."""
    wanted = options.pop("columns").split(",")
    most = int(options.pop("rows", "1000"))
    with file.open(encoding="utf-8", newline="") as stream:
        rows = [
            row
            for row in csv.DictReader(stream)
            if all(row[name] in value.split(",") for name, value in options.items())
        ]
    lines = [f"| {' | '.join(wanted)} |", f"|{'---|' * len(wanted)}"]
    lines += [f"| {' | '.join(row[name] for name in wanted)} |" for row in rows[:most]]
    return "\n".join(lines) + "\n"


def test_the_tables_of_projections_and_measures_are_true() -> None:
    """docs/analysis.md lists every projection and every measure as the code has them."""
    page = (ROOT / "docs" / "analysis.md").read_text(encoding="utf-8")
    assert projections_table() in page
    assert measures_table() in page


@pytest.mark.parametrize("study", STUDIES, ids=lambda file: file.stem)
def test_a_studys_command_gives_its_numbers(
    database: Database, study: Path, tmp_path: Path
) -> None:
    """Each command of a study runs, and its tables and quoted findings are those on the page."""
    page = study.read_text(encoding="utf-8")
    parts = COMMAND.split(page)[1:]
    assert parts
    for command, text in zip(parts[::2], parts[1::2], strict=True):
        words = shlex.split(command)
        folder = tmp_path / words[words.index("-o") + 1]
        words[words.index("-o") + 1] = str(folder)
        done = CliRunner().invoke(app, words)
        assert done.exit_code == 0, (done.output, done.exception)
        for name, options, table in MARK.findall(text):
            given = dict(option.split("=") for option in options.split())
            assert table == markdown(folder / "tables" / f"{name}.csv", given)
        report = html.unescape((folder / "report.html").read_text(encoding="utf-8"))
        for line in re.findall(r"^> - (.*)$", text, re.M):
            assert f"<li>{line}</li>" in report


def test_how_many_edges_are_disputed(database: Database) -> None:
    """The study of contested claims counts, for each network, the edges that hang on them."""
    page = (ROOT / "docs" / "studies" / "contested.md").read_text(encoding="utf-8")
    for name in PROJECTIONS:
        accepted = project(database, name).number_of_edges()
        weighed = project(database, name, contested="weighted")
        disputed = sum(data["disputed"] for _, _, data in weighed.edges(data=True))
        row = f"| `{name}` | {weighed.number_of_edges()} | {accepted} | {disputed} |"
        assert row in page


def test_how_many_claims_are_contested(database: Database) -> None:
    """The study says how many claims are contested, in how many questions, of how many edges."""
    page = (ROOT / "docs" / "studies" / "contested.md").read_text(encoding="utf-8")
    found = contests(database, Lens().bound())
    questions = {contest.question for several in found.values() for contest in several}
    relations = {claim for claim, several in found.items() if several[0].relation}
    total = sum(row["claims"] for row in run(database, "sources", {}).rows)
    assert (
        f"{len(found)} of the {total} claims are contested, in {len(questions)} questions; "
        f"{len(relations)} of them relate two things" in page.replace("\n", " ")
    )
