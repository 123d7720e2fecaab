"""What shows the first of many says so: the table of such limits, and the tests made from it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from graph.database import Database
from graph.paths import ROOT
from loaders.worker.layout import read_layout
from tests.cuts import CUTS, NO_LISTS
from tests.markup import BROWSER, parse
from web.site import create_site

FACES = ("api", "web", "console", "analysis", "loaders", "graph", "exporters")
DOCS = (ROOT / "docs" / "limits.md").read_text(encoding="utf-8")
_CONSTANT = re.compile(r"_?[A-Z][A-Z_]+")
# The pages on which a limit is met, each with more than one of what it is a limit of.
PAGES = [
    ("/", "web.routes.start._MOST"),
    ("/", "web.figures.strip._MOST"),
    ("/hierarchy", "web.routes.hierarchy.LIMIT"),
    ("/network", "web.routes.network.LIMIT"),
    ("/timeline", "web.routes.timeline.MOST"),
    ("/timeline", "web.routes.timeline._ROWS"),
    ("/numbers", "web.routes.numbers.MOST"),
    ("/compare?as_of=2013&to_as_of=2021-04-08", "web.routes.compare._ROWS"),
    ("/numbers", "web.routes.numbers._ROWS"),
    ("/people/kim-jong-un", "web.thing_pages.MOST"),
    ("/organizations/workers-party-of-korea", "web.thing_pages.MOST"),
    ("/events/cell-secretaries-conference-2013", "web.thing_pages.MOST"),
    ("/tiers/party-cell", "web.grouping.MOST"),
]


def named_cuts(file: Path) -> Iterator[str]:
    """Each constant by which a module cuts a sequence: `rows[:MOST]`, `islice(rows, MOST)`."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        found: ast.expr | None = None
        if isinstance(node, ast.Slice) and node.lower is None:
            found = node.upper
        elif isinstance(node, ast.Call) and ast.unparse(node.func) == "islice":
            found = node.args[1] if len(node.args) == 2 else None
        if isinstance(found, ast.Name) and _CONSTANT.fullmatch(found.id):
            yield found.id


def home_of(module: str, name: str) -> str:
    """The module that a constant is defined in, and its name."""
    source = ast.parse((ROOT / f"{module.replace('.', '/')}.py").read_text(encoding="utf-8"))
    for node in ast.walk(source):
        if isinstance(node, ast.ImportFrom) and any(item.name == name for item in node.names):
            return f"{node.module}.{name}"
    return f"{module}.{name}"


def test_every_cut_is_in_the_table() -> None:
    """No module cuts a sequence by a constant that the table does not have."""
    found = set()
    for face in FACES:
        for file in (ROOT / face).rglob("*.py"):
            module = ".".join(file.relative_to(ROOT).with_suffix("").parts)
            found |= {home_of(module, name) for name in named_cuts(file)}
    known = {cut.where for cut in CUTS} | {home_of(*cut.where.rsplit(".", 1))
                                          for cut in CUTS if "." in cut.where}  # fmt: skip
    assert found - known - NO_LISTS.keys() == set()


@pytest.mark.parametrize(
    "cut", [cut for cut in CUTS if cut.most is not None], ids=lambda c: c.where
)
def test_table_has_the_numbers_of_the_code(cut: tuple[str, str, int, str, str]) -> None:
    """The table's numbers are those of the constants."""
    module, name = cut[1].rsplit(".", 1)
    assert getattr(import_module(module), name) == cut[2]


def test_docs_have_the_table() -> None:
    """`docs/limits.md` has each row of the table."""
    for face, where, most, of, told in CUTS:
        shown = f"`{where}`" if most is None else f"{most:,}"
        assert f"| {face} | {of} | {shown} | {told} |" in DOCS


@pytest.mark.parametrize(("path", "limit"), PAGES)
def test_page_says_how_many_there_are(
    path: str, limit: str, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page that shows one of many says of how many."""
    monkeypatch.setattr(limit, 1)
    with TestClient(create_site(database), headers=BROWSER) as client:
        text = "\n".join(tag.text for tag in parse(client.get(path).text).all("p"))
    said = re.findall(r"^1 of ([\d,]+)\b", text, re.MULTILINE)
    assert said
    assert all(int(number.replace(",", "")) > 1 for number in said)


def test_merged_cells_beyond_the_limit_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Merged cells that are not filled in are told by their number."""
    import io

    monkeypatch.setattr("loaders.worker.layout.WORKBOOK_MERGED", 2)
    cells = b"".join(b'<mergeCell ref="A%d:A%d"/>' % (row, row + 1) for row in range(1, 9, 2))
    layout = read_layout(io.BytesIO(b"<sheetData/><mergeCells>%b</mergeCells>" % cells))
    assert len(layout.merged) == 2
    assert layout.merged_beyond == 2
