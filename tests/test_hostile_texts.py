"""Hostile names and addresses on their way out: reports, pages, workbooks, MCP and terminals."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from analysis.report.folder import analyse
from analysis.report.options import request
from api.mcp.stdio import error_response
from exporters import from_database, save
from graph.citations import cite
from graph.database import Database
from graph.paths import ROOT
from loaders.foreign.importer import load_workbooks
from loaders.load import load
from tests.command import partycell
from web.site import create_site

NAMES = ["$\\frac{1}{ broken$", "Evil \u202egpj\u202c", "Bell \u0007", "\x1b[31mRed", "\ufffe end"]
SOURCE = "hostile-texts"
FORGED = (ROOT / "tests" / "forged_address.cypher").read_text(encoding="utf-8")


@pytest.fixture
def hostile(database: Database, tmp_path: Path) -> Database:
    """The run's graph with people of hostile names, and a source that has a script as its address.

    No loader lets that address in any more; a graph may have it from before.
    """
    claims = []
    for number, name in enumerate(NAMES):
        claims.append({"about": f"hostile-{number}", "predicate": "name", "value": name,
                       "language": "en"})  # fmt: skip
        claims.append({"about": f"hostile-{number}", "predicate": "MEMBER_OF",
                       "object": "hostile-office", "holds": "2015/2016"})  # fmt: skip
    claims.append({"about": "hostile-office", "predicate": "name", "value": "Office"})
    people = [{"id": f"hostile-{number}", "label": "Person"} for number in range(len(NAMES))]
    value = {
        "source": {"id": SOURCE, "title": "A \u202etitle", "publisher": "Nobody", "language": "en",
                   "published": "2020", "kind": "press", "trust": "Made up.",
                   "url": "https://example.org/"},
        "things": [*people, {"id": "hostile-office", "label": "Organization"}],
        "facts": [{"id": 1, "locator": "p 1", "gist": "People.", "claims": claims}],
    }  # fmt: skip
    file = tmp_path / "hostile.yaml"
    file.write_text(json.dumps(value), encoding="utf-8")
    load(database, [file])
    database.run(FORGED, {"source": SOURCE}, write=True)
    return database


@pytest.mark.writes
def test_report_links_and_draws_what_is_safe(hostile: Database, tmp_path: Path) -> None:
    """An analysis of hostile names is made; its report has a policy and links no script."""
    asked = request(projection="membership", start="2015", end="2016", lens={"sources": SOURCE})
    analyse(hostile, asked, tmp_path / "made")
    report = (tmp_path / "made" / "report.html").read_text(encoding="utf-8")
    assert 'http-equiv="Content-Security-Policy"' in report
    assert "default-src 'none'" in report
    assert "javascript:" not in report
    assert not re.search("[\x07\x1b\u202e\ufffe]", report)
    assert "\\u202e" in report


@pytest.mark.writes
def test_pages_show_what_they_do_not_obey(hostile: Database) -> None:
    """No sign that acts is on the pages of hostile things, and no script is linked or cited."""
    with TestClient(create_site(hostile)) as client:
        for path in (f"/sources/{SOURCE}", "/people/hostile-1", "/people/hostile-3"):
            page = client.get(path)
            assert page.status_code == 200
            assert not re.search("[\x07\x1b\u202e\ufffe]", page.text), path
            assert "javascript:" not in page.text
    assert "\\u202egpj" in page_of(hostile, "/people/hostile-1")
    assert "javascript" not in cite(hostile, SOURCE, "bibtex")


def page_of(database: Database, path: str) -> str:
    with TestClient(create_site(database)) as client:
        return client.get(path).text


@pytest.mark.writes
def test_workbook_of_hostile_texts_changes_nothing(hostile: Database, tmp_path: Path) -> None:
    """Names with signs that no XML may hold are exported, and are the same when read again."""
    file = tmp_path / "claims.xlsx"
    hostile.run(FORGED.replace("javascript:alert(1)", "https://example.org/"),
                {"source": SOURCE}, write=True)  # fmt: skip
    save(from_database(hostile, source=SOURCE), file, "xlsx")
    report = load_workbooks(hostile, [file], dry_run=True)
    assert (report.added, report.changed, report.retired) == (0, 0, 0)


@pytest.mark.writes
def test_search_in_ascii(hostile: Database, server_env: dict[str, str]) -> None:
    """An answer with Hangul is printed where the terminal has none."""
    done = partycell(
        "query", "search", "text=김영일", env=server_env | {"PYTHONIOENCODING": "ascii"}
    )
    assert done.returncode == 0, done.stderr
    assert "\\uae40" in done.stdout


@pytest.mark.parametrize(
    ("line", "identifier"),
    [
        ('{"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"a":"\\ud800"}}', 7),
        ('{"jsonrpc":"2.0","id":"x","method":"\\udfff"}', "x"),
        ('{"jsonrpc":"2.0","id":"\\ud800","method":"ping"}', None),
        ('["\\ud800"]', None),
        ("{broken", None),
    ],
)
def test_mcp_refuses_half_a_character(line: str, identifier: int | str | None) -> None:
    """What is no message gets an error, with its id where that is known."""
    found = error_response(line)
    assert found is not None
    assert found.id == identifier
    found.model_dump_json().encode()


def test_mcp_leaves_sound_messages() -> None:
    """A pair of surrogates is one character, and a backslash before u is text."""
    for text in ("\\ud83d\\ude00", "\\\\ud800", "가"):
        assert (
            error_response(f'{{"jsonrpc":"2.0","id":1,"method":"ping","params":{{"a":"{text}"}}}}')
            is None
        )


def test_mcp_answers_over_standard_input(server_env: dict[str, str]) -> None:
    """The server answers such a message, and the one that comes after it."""
    start = {"protocolVersion": "2025-06-18", "capabilities": {},
             "clientInfo": {"name": "t", "version": "1"}}  # fmt: skip
    lines = [
        json.dumps({"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": start}),
        '{"jsonrpc":"2.0","id":2,"method":"ping","params":{"a":"\\ud800"}}',
        '{"jsonrpc":"2.0","method":"notifications/initialized"}',
        '{"jsonrpc":"2.0","id":3,"method":"ping"}',
    ]
    command = [str(Path(sys.executable).parent / "partycell"), "mcp"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                          env=server_env) as server:  # fmt: skip
        assert server.stdin is not None
        assert server.stdout is not None
        told = {}
        for line in lines:
            server.stdin.write(line.encode() + b"\n")
            server.stdin.flush()
            if '"id"' in line:
                answer = json.loads(server.stdout.readline())
                told[answer["id"]] = answer
        server.stdin.close()
    assert "error" in told[2]
    assert "half a character" in told[2]["error"]["message"]
    assert "result" in told[3]
