"""The report: one HTML file that needs no other, for screens light and dark and for paper."""

from __future__ import annotations

import re
import shlex
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template, select_autoescape
from markupsafe import Markup, escape

from analysis.measures import MEASURES
from analysis.references import reference_doi, reference_text
from analysis.report.narrative import caveats, findings, plain_value
from analysis.report.results import Results
from analysis.report.style import FAINT, INK, Drawing
from analysis.report.tables import ReportTable
from graph.addresses import web_address
from graph.visible import finalize

ROWS_SHOWN = 15
_IN_WORDS = {"contested", "sources"}


def report_page(
    found: Results,
    tables: Sequence[ReportTable],
    drawings: Sequence[Drawing],
    networks: Sequence[Mapping[str, str]],
    keys: Sequence[str],
    versions: Mapping[str, str],
) -> bytes:
    """The report as UTF-8 HTML.

    Args:
        found: What was found.
        tables: Its tables, of which the first rows are shown.
        drawings: Its figures.
        networks: The files of its networks: `slice`, `format`, `file`.
        keys: Of the references to methods.
        versions: Of the programs that made it.
    """
    asked = found.request
    page = _template().render(
        title=asked.projection.title,
        period=found.whole.slice.title,
        slices=[part.slice for part in found.parts],
        all_slices=[part.slice for part in found.all_parts],
        findings=findings(found),
        caveats=caveats(found),
        drawings=[
            {
                "name": drawing.name,
                "title": drawing.title,
                "caption": drawing.caption,
                "svg": _inlined(drawing),
            }
            for drawing in drawings
        ],
        networks=networks,
        tables=[_shown(found, table) for table in tables if table.name not in _IN_WORDS],
        contests=_questions(found),
        sources=found.sources,
        projection=asked.projection,
        measures=asked.measures,
        references=[(reference_text(key), reference_doi(key)) for key in keys],
        command="partycell analyse " + shlex.join(asked.words()),
        asked=asked,
        graph_version=found.graph_version,
        versions=versions,
    )
    return page.encode()


@lru_cache
def _template() -> Template:
    loader = FileSystemLoader(Path(__file__).parent)
    environment = Environment(
        loader=loader,
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=finalize,
    )
    environment.globals["web_address"] = web_address
    return environment.get_template("report.html.jinja")


def _inlined(drawing: Drawing) -> Markup:
    """The drawing as part of a page: ids of its own, and the page's colours for text and lines."""
    svg = drawing.svg.decode()
    svg = svg[svg.index("<svg") :]
    svg = re.sub(r'(\bid="|url\(#|href="#)', rf"\g<1>{drawing.name}-", svg)
    svg = re.sub(r' width="[\d.]+pt" height="[\d.]+pt"', "", svg, count=1)
    for colour, name in ((INK, "ink"), (FAINT, "faint")):
        svg = svg.replace(colour, f"var(--{name})")
    label = drawing.title.replace('"', "'")
    svg = svg.replace("<svg", f'<svg role="img" aria-label="{label}"', 1)
    return Markup(svg)  # nosec B704  # noqa: S704  (Matplotlib's, with names drawn as outlines)


def _shown(found: Results, table: ReportTable) -> dict[str, Any]:
    """The rows that the page shows: of long tables the first of each slice and measure."""
    rows = list(table.rows)
    if table.name == "node_measures":
        whole = [row for row in rows if row["slice"] == "whole"]
        rows = [row for row in whole if (row.get("rank") or ROWS_SHOWN) <= ROWS_SHOWN // 3]
        rows = [row for row in rows if _tells(row, whole)]
        rows = [{**row, "measure": MEASURES[row["measure"]].title} for row in rows]
    if table.name == "network_measures":
        rows = [row for row in rows if not row["follows"]]
        rows = [{**row, "measure": MEASURES[row["measure"]].title} for row in rows]
    titles = {part.slice.key: part.slice.title for part in found.all_parts}
    for name in ("slice", "before", "after"):
        rows = [{**row, name: titles[row[name]]} if name in row else row for row in rows]
    columns = [
        column
        for column in table.columns
        if column != "title" and any(row.get(column) is not None for row in rows)
    ]
    return {
        "name": table.name,
        "title": table.title,
        "note": _code(table.note),
        "columns": columns,
        "rows": [[_cell(row.get(column)) for column in columns] for row in rows],
        "left_out": len(table.rows) - len(rows),
    }


def _tells(row: Mapping[str, Any], rows: Sequence[Mapping[str, Any]]) -> bool:
    """Whether a node's row tells anything: not where all nodes have one value."""
    values = {other["value"] for other in rows if other["measure"] == row["measure"]}
    return len(values) > 1 or row["value"] is None


def _code(text: str) -> Markup:
    """A note with what stands between backticks as code."""
    return Markup(re.sub(r"`([^`]+)`", r"<code>\1</code>", str(escape(text))))  # nosec  # noqa: S704


def _cell(value: Any) -> tuple[str, bool]:
    """A cell's text, and whether it is a number."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return ("" if value is None else str(value)), False
    return plain_value(value), True


def _questions(found: Results) -> list[dict[str, Any]]:
    """The contested inputs, by question and side."""
    questions: dict[str, dict[str, Any]] = {}
    for contest in found.contests:
        question = questions.setdefault(
            contest.question, {"asks": contest.asks or contest.question, "sides": {}}
        )
        side = question["sides"].setdefault(
            contest.side, {"claims": [], "sources": [], "voices": [], "preferred": False}
        )
        side["claims"].append(contest.claim)
        side["preferred"] = side["preferred"] or contest.preferred
        for name, value in (("sources", contest.source), ("voices", contest.voice)):
            if value not in side[name]:
                side[name].append(value)
    return list(questions.values())
