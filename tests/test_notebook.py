"""The graph in Python, and the notebook of the docs."""

from __future__ import annotations

import inspect
import re
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from analysis.networks import whole_graph
from analysis.notebook import Graph
from graph.database import Database
from graph.errors import BadInputError, BadParameterError
from graph.paths import ROOT
from partycell import open_graph

NOTEBOOKS = sorted((ROOT / "docs" / "notebooks").glob("*.ipynb"))


@pytest.fixture
def graph(database: Database) -> Graph:
    """The curated graph."""
    return Graph(database)


def test_importing_graph_is_cheap() -> None:
    """`import graph` loads neither the driver nor any library of analysis."""
    code = "import sys, graph; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    heavy = {"neo4j", "networkx", "numpy", "pandas", "polars", "pyarrow", "pydantic"}
    assert heavy & set(done.stdout.split()) == set()


def test_tables_are_the_graph(graph: Graph, database: Database) -> None:
    """pandas, Polars and NetworkX get the same edges, and the lens narrows all of them."""
    whole = whole_graph(database)
    assert len(graph.to_pandas("edges")) == whole.number_of_edges()
    assert len(graph.to_polars("nodes")) == whole.number_of_nodes()
    one = graph.at(sources="dailynk-en-party-cell")
    assert set(one.to_polars("claims")["source"]) == {"dailynk-en-party-cell"}
    units = one.to_networkx(relations=["UNIT_OF"])
    assert {data["type"] for _, _, data in units.edges(data=True)} == {"UNIT_OF"}
    assert one.at(sources=None).to_networkx().number_of_edges() == whole.number_of_edges()
    assert graph.to_pandas("sources")["title"].notna().all()


def test_projection_and_measure(graph: Graph) -> None:
    """A measure takes a network or the name of its projection, and gives the same."""
    tiers = graph.projection("tiers")
    assert tiers.is_directed()
    by_name = graph.measure("density", "tiers")
    assert by_name == graph.measure("density", tiers)
    nothing = graph.at(as_of="1900", certainty="certain")
    assert nothing.measure("density", "co-appearance").reason


def test_queries_and_cypher(graph: Graph) -> None:
    """Queries look through the lens; Cypher reads as it is told, and never writes."""
    assert graph.query("duties", tier="party-cell")
    rows = graph.cypher("MATCH (t:Tier {id: $id}) RETURN t.name AS name", id="party-cell")
    assert len(rows) == 1
    assert "ell" in rows[0]["name"]
    with pytest.raises(BadInputError, match="access mode"):
        graph.cypher("CREATE (:Thing)")


def test_export_writes_what_the_command_writes(graph: Graph, tmp_path: Path) -> None:
    """A file, and beside it what the format does not hold."""
    written = graph.export(tmp_path / "g.dl", "dl", relations=["UNIT_OF"])
    assert [file.name for file in written] == ["g.dl", "g.dl.losses.txt"]


def test_bad_input_is_refused(graph: Graph) -> None:
    """A lens, table, projection or measure that is not there is refused by name."""
    with pytest.raises(BadParameterError, match="not an EDTF date"):
        open_graph(as_of="soon")
    with pytest.raises(BadParameterError, match="certainty"):
        graph.at(certainty="sure")
    with pytest.raises(BadParameterError, match="table='rows'"):
        graph.to_polars("rows")
    with pytest.raises(BadInputError, match="no projection 'friends'"):
        graph.projection("friends")
    with pytest.raises(BadInputError, match="no measure 'power'"):
        graph.measure("power", "tiers")


def test_page_has_every_method() -> None:
    """The docs' table names every public method, and none that is not there."""
    page = (ROOT / "docs" / "python.md").read_text(encoding="utf-8")
    public = {
        name for name, _ in inspect.getmembers(Graph) if not name.startswith("_") and name != "open"
    }
    assert set(re.findall(r"`graph\.(\w+)(?=[(`])", page)) - {"errors", "cypher"} == public - {
        "cypher"
    }
    assert "`graph.cypher(" in page


@pytest.mark.parametrize("file", NOTEBOOKS, ids=lambda file: str(file.name))
def test_notebook_runs(file: Path, database: Database, server_env: dict[str, str]) -> None:
    """Every notebook runs from top to bottom, and is kept without outputs."""
    notebook = nbformat.read(file, as_version=4)  # type: ignore[no-untyped-call]
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert cells
    assert all(not cell.outputs and cell.execution_count is None for cell in cells)
    client = NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(ROOT)}})
    client.execute(env=server_env)
    assert any(cell.outputs for cell in cells)


def test_there_is_a_notebook() -> None:
    """The docs have one."""
    assert NOTEBOOKS
