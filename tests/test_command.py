"""The `partycell` command, as a person or a script runs it."""

from __future__ import annotations

import csv
import json
import os
import re
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
import typer.main

from console.app import app
from console.overview import ABOUT, COMMANDS, OPTIONS
from graph import local
from graph.catalogue import run
from graph.citations import cite
from graph.database import Database
from graph.errors import BadInputError, BadParameterError, UnknownIdError
from graph.version import graph_state, graph_version
from loaders.dataset.changes import changes
from loaders.dataset.template import source_id, write_template
from loaders.load import load
from loaders.problems import DatasetError
from tests.command import partycell
from tests.test_load import SMALL, write


def every_command() -> dict[str, Any]:
    """The commands by name, all of them loaded."""
    top: Any = typer.main.get_command(app)
    return {name: top.get_command(typer.Context(top), name) for name in COMMANDS}


def test_every_command_has_help_with_an_example() -> None:
    """No command is without help, and no help without an example."""
    for command in every_command().values():
        for one in (command, *getattr(command, "commands", {}).values()):
            assert re.search(r"Example: .*partycell", one.help or ""), one.name


def test_the_overview_says_what_the_commands_say() -> None:
    """The overview has each command with the first sentence of its own help, and each option."""
    for name, command in every_command().items():
        assert COMMANDS[name][1] == (command.help or "").split("\n\n")[0].replace("\n", " ")
    top: Any = typer.main.get_command(app)
    context = typer.Context(top, help_option_names=["-h", "--help"])
    options = {
        ", ".join(sorted(option.opts, key=len)): option.help for option in top.get_params(context)
    }
    assert options == OPTIONS
    assert top.help == ABOUT


@pytest.mark.parametrize(
    "words", [["query", "-h"], ["help", "query"], ["query", "--help"]], ids=" ".join
)
def test_help_is_had_as_elsewhere(words: list[str]) -> None:
    """`-h` and `help COMMAND` give what `COMMAND --help` gives."""
    assert "Run a query of the catalogue." in partycell(*words, env=dict(os.environ)).stdout


def test_duties_as_csv(database: Database, server_env: dict[str, str]) -> None:
    """The nine duties of the founding text come in order, as CSV."""
    words = ["tier=party-cell", "sources=dailynk-en-party-cell", "--format", "csv"]
    done = partycell("query", "duties", *words, env=server_env)
    rows = list(csv.DictReader(done.stdout.splitlines()))
    assert [row["ordinal"] for row in rows] == [str(number) for number in range(1, 10)]


def test_timeline_as_json(database: Database, server_env: dict[str, str]) -> None:
    """The founding text's letter and two competitions come with their EDTF dates."""
    words = ["start=1990", "end=2007", "sources=dailynk-en-party-cell", "--format", "json"]
    done = partycell("query", "timeline", *words, env=server_env)
    assert [(row["id"], row["date"]) for row in json.loads(done.stdout)] == [
        ("loyalty-letter-1990", "/1990"),
        ("secretaries-competition-1994", "1994-03"),
        ("secretaries-competition-2007", "2007-10-27/2007-10-28"),
    ]


def test_console_reads_a_pipe(database: Database, server_env: dict[str, str]) -> None:
    """Statements from a pipe are run, the last one even without a semicolon."""
    text = (
        ":format csv\nMATCH (t:Tier)\nRETURN t.name AS name ORDER BY t.rank LIMIT 1;\nRETURN 1 AS n"
    )
    done = partycell("console", env=server_env, text=text)
    assert done.stdout == "name\nCentral Committee\nn\n1\n"
    assert done.returncode == 0


def test_console_points_at_the_error(
    database: Database, server_env: dict[str, str], tmp_path: Path
) -> None:
    """A wrong statement in a script is told with file, line and a caret; status 2, and no more."""
    file = tmp_path / "wrong.cypher"
    file.write_text("RETURN 1 AS before;\nMATCH (t:Tier)\nRETRN t;\nRETURN 2 AS after;\n")
    done = partycell("console", "--file", str(file), env=server_env)
    assert f"{file}:3: Invalid input" in done.stderr
    assert "  RETRN t\n  ^" in done.stderr
    assert "before" in done.stdout
    assert "after" not in done.stdout
    assert done.returncode == 2


def test_console_fails_at_the_end(
    database: Database, server_env: dict[str, str], tmp_path: Path
) -> None:
    """With --fail-at-end a script goes on, and ends with the status of its first failure."""
    (tmp_path / "inner.cypher").write_text("RETURN $x + 1 AS inner;\n:nonsense\n")
    text = f":begin\n:source {tmp_path}/inner.cypher\nRETURN $x AS after;\n"
    done = partycell(
        "console", "--fail-at-end", "-P", "{x: 41}", "--format", "plain", env=server_env, text=text
    )
    assert done.stdout == "inner\n42\nafter\n41\n"
    assert "inner.cypher:2: There is no command :nonsense" in done.stderr
    assert "The open transaction was rolled back" in done.stderr
    assert done.returncode == 2


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (["query", "nonsense"], 1, "no query 'nonsense'"),
        (["query", "duties"], 2, "duties needs tier"),
        (["query", "duties", "tier"], 2, "no key=value"),
        (["query", "duties", "tier=no-such"], 1, "nothing has this id"),
        (["query", "tiers", "as_of=soon"], 2, "not an EDTF date"),
        (["cypher", "RETRN 1"], 2, "Invalid input"),
        (["cypher", "CREATE (n:Thing)"], 1, "Create is not allowed"),
        (["export", "--format", "pickle", "-o", "x"], 2, "no format 'pickle'"),
        (["load", "/no/such/file.yaml"], 2, "cannot be read"),
    ],
)
def test_bad_input_is_one_message(
    arguments: list[str],
    status: int,
    words: str,
    database: Database,
    server_env: dict[str, str],
) -> None:
    """What is wrong is said in one message, with the right status, and never a traceback."""
    done = partycell(*arguments, env=server_env)
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
    assert done.returncode == status


def test_broken_file_leaves_the_graph(
    database: Database, server_env: dict[str, str], tmp_path: Path
) -> None:
    """Loading one good and one broken file says file and line, and changes nothing."""
    version = graph_version(database)
    broken = tmp_path / "broken.yaml"
    broken.write_text("source:\n  id: Broken Id\n", encoding="utf-8")
    done = partycell("load", "data", str(broken), env=server_env)
    assert f"{broken}:2: source.id" in done.stderr
    assert done.returncode == 2
    assert graph_version(database) == version


def test_export_counts_what_the_graph_counts(
    database: Database, server_env: dict[str, str], tmp_path: Path
) -> None:
    """NetworkX reads from both formats as many nodes and edges as the graph says it has."""
    counts = graph_state(database).counts
    for form in ("graphml", "json"):
        file = tmp_path / f"graph.{form}"
        done = partycell(
            "export", "--format", form, "--contested", "all", "-o", str(file), env=server_env
        )
        assert done.returncode == 0, done.stderr
        if form == "graphml":
            network = nx.read_graphml(file, force_multigraph=True)
        else:
            data = json.loads(file.read_text(encoding="utf-8"))
            network = nx.node_link_graph(data, edges="edges")
        assert network.number_of_nodes() == counts["nodes"]
        assert network.number_of_edges() == counts["relationships"]
        named = "label" if form == "graphml" else "name"
        assert network.nodes["kcna"][named] == "Chosun Central News Agency"
    assert [item.name for item in tmp_path.iterdir() if item.name.startswith(".")] == []


def test_write_is_refused_on_our_own_database(neo4j: local.Endpoint) -> None:
    """Nothing enters our own database but by a load."""
    import os

    done = partycell("cypher", "--write", "CREATE (:Thing)", env=dict(os.environ))
    assert "what has no source does not enter" in done.stderr
    assert done.returncode == 1


@pytest.mark.writes
def test_write_is_allowed_on_another(database: Database, server_env: dict[str, str]) -> None:
    """On a database that NEO4J_URI names, --write writes."""
    made = partycell("cypher", "--write", "CREATE (n:Scratch) RETURN 1 AS one", env=server_env)
    assert made.returncode == 0, made.stderr
    partycell("cypher", "--write", "MATCH (n:Scratch) DELETE n", env=server_env)
    assert database.run("MATCH (n:Scratch) RETURN count(n)").records == [[0]]


def test_coverage_exits_0(server_env: dict[str, str]) -> None:
    """Every fact of the curated data has a claim."""
    assert partycell("sources", "--coverage", env=server_env).returncode == 0


def test_draft_of_a_source_is_filled_in_and_loaded(database: Database, tmp_path: Path) -> None:
    """A drafted file is refused until it is filled in, then it loads; it overwrites nothing."""
    file = tmp_path / "new.yaml"
    url = "https://www.example.org/2020/a-report.html"
    assert source_id(url) == "example-2020-a-report"
    write_template(url, file)
    with pytest.raises(DatasetError, match=r"new\.yaml:5: source\.title"):
        load(database, [file], dry_run=True)
    text = file.read_text(encoding="utf-8")
    for field in ("title", "publisher", "trust"):
        text = text.replace(f'{field}: ""', f"{field}: something")
    file.write_text(text, encoding="utf-8")
    assert load(database, [file], dry_run=True).added == 0
    with pytest.raises(BadInputError, match="is there already"):
        write_template(url, file)
    with pytest.raises(BadInputError, match="no web address"):
        write_template("example.org", tmp_path / "other.yaml")


def test_changes_between_two_releases(tmp_path: Path) -> None:
    """What was added, removed, said otherwise and judged otherwise is told claim by claim."""
    for name in ("before", "after"):
        (tmp_path / name).mkdir()
    write(tmp_path / "before", SMALL)
    changed = SMALL.replace("value: 1999", "value: 1998").replace(
        "      - {about: an-event, predicate: HELD_AT, object: a-place}\n", ""
    )
    write(tmp_path / "after", changed)
    rows = changes(str(tmp_path / "before"), str(tmp_path / "after"))
    assert [
        (row["change"], row["about"], row["predicate"], row["before"], row["after"]) for row in rows
    ] == [
        ("removed", "an-event", "HELD_AT", "a-place", None),
        ("changed", "an-event", "date", "1999", "1998"),
    ]
    assert changes(str(tmp_path / "after"), str(tmp_path / "after")) == []
    for nonsense in ("no-such-revision", "--output=x"):
        with pytest.raises(BadInputError, match="neither a release, nor a folder"):
            changes(nonsense, str(tmp_path / "after"))


def test_citations_name_the_source_and_the_place(database: Database) -> None:
    """A claim is cited by its source, its place in it, and the version of the dataset."""
    rows = run(database, "claims", {"source": "kcna-2013-01-28", "predicate": "opened"}).rows
    claim, version = rows[0]["id"], graph_version(database)
    text = cite(database, claim, "bibtex")
    assert "title = {{Fourth Meeting of Secretaries of Cells of WPK Opens}}" in text
    assert f"paragraph 1; as claim {claim} in Partycell dataset, version {version}" in text
    record = cite(database, claim, "ris")
    assert record.startswith("TY  - ELEC\n")
    assert record.endswith("ER  - \n")
    assert "PY  - 2013\n" in record
    assert "year" not in cite(database, "dailynk-en-party-cell", "bibtex")
    assert "Party cell (Tier party-cell)" in cite(database, "party-cell", "bibtex")
    assert version in cite(database, "dataset", "ris")
    with pytest.raises(UnknownIdError):
        cite(database, "nothing", "ris")
    with pytest.raises(BadParameterError, match="bibtex, ris"):
        cite(database, "dataset", "apa")
