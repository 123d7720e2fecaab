"""The pages' scripts: how they are built, and the little of them that is in Python."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from graph.database import Database
from graph.guard.statement import ParsedStatement
from graph.model import Label
from graph.paths import ROOT
from tests.missing import missing
from web.assets import BUILT, script, static
from web.console_query import run_statement
from web.language import Messages
from web.legend import legend
from web.site import create_site

SCRIPTS = ROOT / "web" / "scripts"
PAPER = {"light": "#ffffff", "dark": "#171614"}


@pytest.fixture
def client(database: Database) -> Iterator[TestClient]:
    with TestClient(create_site(database), raise_server_exceptions=False) as client:
        yield client


def test_lock_names_no_registry_and_every_library_by_its_hash() -> None:
    """The lock file has no address in it, and an integrity hash for each package."""
    text = (SCRIPTS / "package-lock.json").read_text(encoding="utf-8")
    assert "http" not in text
    packages = json.loads(text)["packages"]
    assert all(entry.get("integrity") for name, entry in packages.items() if name)


def test_nothing_built_and_no_library_is_committed() -> None:
    """Git ignores what the build makes and fetches."""
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").split()
    assert {"web/built/", "node_modules/"} <= set(ignored)


def test_static_files_are_kept_for_a_year(client: TestClient) -> None:
    """A static file is served under a name with its hash, to be kept for ever; no other is."""
    addresses = [static("style.css"), *filter(None, [script("network")])]
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code == 200
        assert "immutable" in answer.headers["cache-control"]
    assert client.get("/static/style.css").status_code == 404
    assert client.get("/static/..%2Fsite.py").status_code == 404


def test_graph_libraries_load_only_where_a_graph_is() -> None:
    """No page but the network's loads the graph library at once."""
    if script("network") is None:
        missing("The scripts have not been built: run `make install`.")

    def loaded(name: str) -> str:
        """A script and all that it imports at once."""
        text = (BUILT / name).read_text(encoding="utf-8")
        parts = re.findall(r'(?:from|import)"\./([^"]+)"', text)
        return text + "".join(map(loaded, parts))

    files = {name: (script(name) or "").rpartition("/")[2] for name in ("network", "hierarchy")}
    assert "WebGL" in loaded(files["network"])
    assert "WebGL" not in loaded(files["hierarchy"])
    assert "WebGL" not in loaded((script("console") or "").rpartition("/")[2])


def _luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_stand_out_from_the_paper(scheme: str) -> None:
    """Every kind of thing has a colour of its own, with a contrast of 3 at least."""
    kinds = legend(Messages("en"))
    assert [kind["kind"] for kind in kinds] == list(Label)
    assert len({kind[scheme] for kind in kinds}) == len(kinds)
    for kind in kinds:
        one, other = sorted((_luminance(kind[scheme]), _luminance(PAPER[scheme])))
        assert (other + 0.05) / (one + 0.05) >= 3, kind


def test_parameters_are_found_in_code_alone() -> None:
    """A `$name` in a text, a comment, a name in backticks or a dynamic label is no parameter."""
    query = (
        "MATCH (n:$any(['x']) {id: $id}) // $no\n"
        "WHERE n.`$x` = '$y' AND n.a = $b OR $id RETURN $`odd one`"
    )
    assert ParsedStatement(query).parameters() == ["id", "b", "odd one"]


def test_statement_is_bound_and_shown(database: Database) -> None:
    """A parameter is JSON where it can be read as such, else text."""
    given = {"a": "[1, 2]", "b": "party-cell"}
    ran = run_statement(database, "RETURN $a AS a, $b AS b", given, run=True, request="one")
    assert ran.result is not None
    assert ran.result["data"] == [{"a": [1, 2], "b": "party-cell"}]


def test_refused_statement_has_its_place(client: TestClient) -> None:
    """What is refused is said with its line, and the page's status says so to programs."""
    answer = client.get("/console", params={"query": "MATCH (t:Tier)\nRETRUN t", "run": "yes"})
    assert answer.status_code == 400
    assert "Line 2, column" in answer.text
    assert (
        client.get("/console", params={"query": "MATCH (n) DELETE n", "run": "yes"}).status_code
        == 403
    )


def test_markup_in_a_statement_is_text(client: TestClient) -> None:
    """Neither a statement nor what it returns is ever markup."""
    answer = client.get(
        "/console", params={"query": "RETURN '</script><script>alert(1)' AS x", "run": "yes"}
    )
    assert answer.status_code == 200
    assert "<script>alert" not in answer.text


@pytest.mark.parametrize("path", ["/network?id=nobody", "/hierarchy?organization=nobody"])
def test_drawing_of_nothing_is_a_404_page(path: str, client: TestClient) -> None:
    """An id of nothing is a page that says so."""
    answer = client.get(path)
    assert answer.status_code == 404
    assert "<h1>" in answer.text


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("/timeline?start=soon", "EDTF"),
        ("/queries/neighborhood?id=kcna&limit=x", "whole number"),
        ("/queries/describe?id=nobody", "nothing has this id"),
    ],
)
def test_bad_field_is_said_at_its_place(path: str, says: str, client: TestClient) -> None:
    """What cannot be read is a 422 page that says what is wrong, and keeps the form."""
    answer = client.get(path)
    assert answer.status_code == 422
    assert says in answer.text
    assert "<form" in answer.text
