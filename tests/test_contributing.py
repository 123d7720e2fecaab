"""docs/contributing.md: its examples work as they stand, in a copy of the project."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from graph.database import Database
from graph.paths import ROOT

BLOCK = re.compile(
    r"^```\w+\n(?:#|<!--) (?P<file>\S+), (?P<where>[^\n]*?)(?: -->)?\n(?P<code>.*?)^```$",
    re.M | re.S,
)
FOLDERS = (
    "analysis",
    "api",
    "console",
    "cypher",
    "exporters",
    "graph",
    "loaders",
    "partycell",
    "web",
)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The product's folders with every example of the page put in its place."""
    copy = tmp_path_factory.mktemp("project")
    for name in (*FOLDERS, "synthetic", "data"):
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("node_modules"))
    page = (ROOT / "docs" / "contributing.md").read_text(encoding="utf-8")
    blocks = list(BLOCK.finditer(page))
    assert len(blocks) == 12
    for block in blocks:
        put(copy / block["file"], block["where"], block["code"])
    return copy


def put(file: Path, where: str, code: str) -> None:
    """Put a block of code where its first line says."""
    if where == "new":
        assert not file.exists()
        file.write_text(code, encoding="utf-8")
        return
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    if where == "at the end":
        line = len(lines)
    else:
        body = ast.parse("".join(lines)).body
        imports = [node for node in body if isinstance(node, ast.Import | ast.ImportFrom)]
        how, _, name = where.partition(" ")
        if where == "after the imports":
            line = imports[-1].end_lineno or 0
        else:
            [value] = [node for node in body if _is_named(node, name)]
            last = next(node for node in ast.walk(value) if isinstance(node, ast.Tuple))
            line = value.lineno - 1 if how == "before" else (last.end_lineno or 0) - 1
    lines.insert(line, code)
    file.write_text("".join(lines), encoding="utf-8")


def _is_named(node: ast.stmt, name: str) -> bool:
    targets = node.targets if isinstance(node, ast.Assign) else []
    if isinstance(node, ast.AnnAssign):
        targets = [node.target]
    return any(isinstance(target, ast.Name) and target.id == name for target in targets)


def run(project: Path, code: str, environment: dict[str, str] | None = None) -> str:
    """What a script prints that imports the copy."""
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=project,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_example_of_a_measure_is_a_measure(project: Path) -> None:
    """The diameter is listed, documented by its first line, and 3 for a path of four."""
    code = """
import doctest, networkx as nx
from analysis.measures import MEASURES, cohesion, evaluate
assert doctest.testmod(cohesion).failed == 0
print(evaluate(MEASURES.find("diameter"), nx.path_graph(4)).value)
print(evaluate(MEASURES.find("diameter"), nx.empty_graph(2)).reason)
"""
    assert run(project, code) == "3.0\nthe network is not connected\n"


def test_example_of_a_format_is_a_format(project: Path) -> None:
    """The edge list is written, and read by NetworkX."""
    code = """
import io, networkx as nx
from exporters import FORMATS, chunks, from_network
content = from_network(nx.DiGraph([("a", "b"), ("b", "c")]))
data = b"".join(chunks(content, "edge-list"))
print(sorted(nx.read_edgelist(io.BytesIO(data)).edges), FORMATS["edge-list"].losses().count("\\n"))
"""
    assert run(project, code) == "[('a', 'b'), ('b', 'c')] 3\n"


def test_example_of_a_page_is_a_page(
    project: Path, server_env: dict[str, str], database: Database
) -> None:
    """The page of publishers is there, in both languages, with a publisher of the data."""
    code = """
from fastapi.testclient import TestClient
from graph.database import Database
from web.site import create_site
with Database.open() as database, TestClient(create_site(database)) as client:
    for language in ("en", "ko"):
        asked = {"Accept-Language": language, "Host": "localhost"}
        answer = client.get("/publishers", headers=asked)
        print(answer.status_code, "Publishers" in answer.text, "발행처" in answer.text)
    print("Daily NK" in answer.text)
"""
    assert run(project, code, server_env) == "200 True False\n200 False True\nTrue\n"
