"""The studies: their commands give their numbers."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest

from analysis.projections import PROJECTIONS, project
from graph.catalogue import run
from graph.contests import read_contests
from graph.database import Database
from graph.lens import Lens
from graph.paths import ROOT
from tests.studies import FOLDER, STUDIES, analysed, figures, with_tables


@pytest.mark.parametrize("study", STUDIES, ids=lambda file: file.stem)
def test_a_studys_command_gives_its_numbers(
    database: Database, study: Path, tmp_path: Path
) -> None:
    """Each command of a study runs; its tables, figures and findings are those on the page."""
    shown = 0
    for text, folder in analysed(study, tmp_path):
        for kept, made in figures(text, folder):
            assert kept.read_bytes() == made.read_bytes(), "run `make studies`"
            shown += 1
        assert text == with_tables(text, folder), "run `make studies`"
        report = html.unescape((folder / "report.html").read_text(encoding="utf-8"))
        for line in re.findall(r"^> - (.*)$", text, re.M):
            assert f"<li>{line}</li>" in report
    assert shown


def test_every_figure_of_the_studies_is_shown() -> None:
    """No figure is left over that no study shows."""
    kept = {f"figures/{file.name}" for file in (FOLDER / "figures").iterdir()}
    pages = "".join(study.read_text(encoding="utf-8") for study in STUDIES)
    assert kept == set(re.findall(r"figures/[\w-]+\.svg", pages))


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
    found = read_contests(database, Lens().bind()).by_claim
    questions = {contest.question for several in found.values() for contest in several}
    relations = {claim for claim, several in found.items() if several[0].relation}
    total = sum(row["claims"] for row in run(database, "sources", {}).rows)
    assert (
        f"{len(found)} of the {total} claims are contested, in {len(questions)} questions; "
        f"{len(relations)} of them relate two things" in page.replace("\n", " ")
    )
