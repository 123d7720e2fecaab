"""An analysis written as a folder: all of it under its name, or nothing."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

from analysis.measures import Measure
from analysis.measures.caveats import CAVEATS
from analysis.measures.igraph import is_available
from analysis.nulls import ONE_MODE, TWO_MODE
from analysis.references import bibliography
from analysis.report.figures import figures
from analysis.report.html import report_page
from analysis.report.options import Request
from analysis.report.results import Results, results
from analysis.report.tables import ReportTable, tables
from exporters import FORMATS, from_network, save
from graph.citations import DATASET, bibtex, citation
from graph.database import Database
from graph.errors import BadInputError
from graph.files import whole_folder

KIND = "partycell analysis"
SCHEMA = 1
RECORD = "run.json"
_LIBRARIES = ("networkx", "numpy", "scipy", "matplotlib", "polars")


def analyse(
    database: Database,
    asked: Request,
    folder: Path,
    report: Callable[[str, int, int], None] = lambda what, done, of: None,
) -> Results:
    """Do an analysis and write it as a folder.

    Args:
        database: Where.
        asked: What for.
        folder: Where to; an earlier analysis there is replaced, anything else is left alone.
        report: Told what is going on, how much of it is done, and of how much.

    Raises:
        BadInputError: Nothing is said of such a network then, or the folder cannot be written.
    """
    check_replaceable(folder)
    found = results(database, asked, report)
    with whole_folder(folder, replace=True) as place:
        _write(database, found, place, report)
    return found


def check_replaceable(folder: Path) -> None:
    """Raise BadInputError unless nothing but an earlier analysis would be replaced."""
    if not folder.exists() and not folder.is_symlink():
        return
    if folder.is_dir() and (not any(folder.iterdir()) or is_analysis(folder)):
        return
    raise BadInputError(
        f"{folder} is there, and no analysis of ours.", hint="Choose another folder with -o."
    )


def is_analysis(folder: Path) -> bool:
    """Whether a folder holds an analysis, by its record."""
    try:
        record = json.loads((folder / RECORD).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(record, dict) and record.get("kind") == KIND


def _write(
    database: Database, found: Results, place: Path, report: Callable[[str, int, int], None]
) -> None:
    made, drawings = tables(found), figures(found, report)
    for name in ("tables", "figures", "networks"):
        (place / name).mkdir()
    for table in made:
        (place / "tables" / f"{table.name}.csv").write_bytes(table.csv())
        (place / "tables" / f"{table.name}.parquet").write_bytes(table.parquet())
    for drawing in drawings:
        (place / "figures" / f"{drawing.name}.svg").write_bytes(drawing.svg)
        (place / "figures" / f"{drawing.name}.png").write_bytes(drawing.png)
    networks = _networks(found, place, report)
    keys = _keys(found)
    (place / "methods.bib").write_text(_methods(database, found, keys), encoding="utf-8")
    page = report_page(found, made, drawings, networks, keys, versions())
    (place / "report.html").write_bytes(page)
    record = {
        "kind": KIND,
        "schema": SCHEMA,
        "title": found.request.projection.title,
        "graph_version": found.graph_version,
        "versions": versions(),
        "arguments": _arguments(found.request),
        "command": ["partycell", "analyse", *found.request.words()],
        "slices": [
            {
                "key": part.slice.key,
                "title": part.slice.title,
                "as_of": part.slice.as_of,
                "nodes": len(part.network),
                "edges": part.network.number_of_edges(),
            }
            for part in found.all_parts
        ],
        "tables": [_about_table(table) for table in made],
        "figures": [
            {
                "name": drawing.name,
                "title": drawing.title,
                "caption": drawing.caption,
                "svg": f"figures/{drawing.name}.svg",
                "png": f"figures/{drawing.name}.png",
            }
            for drawing in drawings
        ],
        "networks": networks,
        "report": "report.html",
        "references": "methods.bib",
    }
    text = json.dumps(record, ensure_ascii=False, indent=1) + "\n"
    (place / RECORD).write_text(text, encoding="utf-8")


def _networks(
    found: Results, place: Path, report: Callable[[str, int, int], None]
) -> list[dict[str, str]]:
    written = []
    for number, part in enumerate(found.all_parts):
        report("Networks", number, len(found.all_parts))
        about = {
            "graph_version": found.graph_version,
            "projection": found.request.projection.name,
            "contested": found.request.contested.value,
            **({"as_of": part.slice.as_of} if part.slice.as_of else {}),
            **{name: str(value) for name, value in found.request.other_lens.items()},
        }
        for name in found.request.formats:
            file = place / "networks" / f"{part.slice.key}{FORMATS[name].suffix}"
            save(from_network(part.network, about), file, name)
            written.append(
                {"slice": part.slice.key, "format": name, "file": f"networks/{file.name}"}
            )
    return written


def versions() -> dict[str, str]:
    """The programs that numbers and figures depend on."""
    names = (*_LIBRARIES, *(["igraph"] if is_available() else []))
    return {
        "partycell": version("partycell"),
        "python": ".".join(map(str, sys.version_info[:3])),
        **{name: version(name) for name in names},
    }


def _arguments(asked: Request) -> dict[str, Any]:
    return {
        "projection": asked.projection.name,
        "measures": [measure.name for measure in asked.measures],
        "as_of": asked.as_of,
        "slices": asked.slices or None,
        "lens": asked.other_lens,
        "contested": asked.contested.value,
        "seed": asked.seed,
        "draws": asked.draws,
        "formats": list(asked.formats),
    }


def _about_table(table: ReportTable) -> dict[str, Any]:
    return {
        "name": table.name,
        "title": table.title,
        "note": table.note,
        "columns": list(table.columns),
        "rows": len(table.rows),
        "csv": f"tables/{table.name}.csv",
        "parquet": f"tables/{table.name}.parquet",
    }


def _keys(found: Results) -> list[str]:
    """The works that the methods are cited by."""
    measures: tuple[Measure, ...] = found.request.measures
    keys = {key for measure in measures for key in measure.references}
    keys |= {"matplotlib", "networkx"}
    if any(measure.engine == "igraph" for measure in measures):
        keys.add("igraph")
    keys |= set(found.request.projection.references)
    caveats = [CAVEATS[one.name] for one in measures if one.name in CAVEATS]
    keys |= {caveat.reference for caveat in caveats if caveat.reference is not None}
    if any(part.comparisons for part in found.all_parts):
        keys |= {TWO_MODE, ONE_MODE, "fosdick2018"}
    if found.turnovers:
        keys |= {"jaccard1912", "spearman1904"}
    return sorted(keys)


def _methods(database: Database, found: Results, keys: list[str]) -> str:
    cited: list[Mapping[str, Any]] = list(found.sources)
    entries = [bibliography(keys), bibtex(citation(database, DATASET))]
    entries += [bibtex(citation(database, source["id"])) for source in cited]
    return "\n".join(entries)
