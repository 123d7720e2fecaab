"""The table of commands: where each is, and its summary. Importing this is quick.

The summaries are those that the commands' own help begins with; a test compares them.
"""

from __future__ import annotations

import os
import textwrap

# By name: the module and what of it, which is a function or a Typer application; the summary.
COMMANDS = {
    "query": ("console.commands.query:query", "Run a query of the catalogue."),
    "cypher": ("console.commands.cypher:cypher", "Run one read-only Cypher statement."),
    "console": (
        "console.commands.console:console",
        "Open the Cypher console, or run the statements of a file, a pipe or an argument.",
    ),
    "load": (
        "console.commands.load:load",
        "Load files: our own, tables by a mapping, Popolo, Wikidata and FollowTheMoney JSON.",
    ),
    "unload": (
        "console.commands.unload:unload",
        "Retire all that a source says; what nobody else says anything of is shown no more.",
    ),
    "mapping": ("console.commands.load:mapping_app", "Mappings of tables."),
    "match": (
        "console.commands.load:match",
        "Propose pairs of people who may be the same person, with evidence; a human decides.",
    ),
    "compare": (
        "console.commands.compare:compare",
        "Compare two dates, sets of sources or states of what was known.",
    ),
    "check": (
        "console.commands.check:check",
        "Check units against the party's own rules; exit status 1 if any is violated.",
    ),
    "sources": (
        "console.commands.sources:app",
        "List the sources; with --coverage, the facts without a claim (exit status 1 if any).",
    ),
    "release": (
        "console.commands.release:release",
        "Write the curated dataset as a Frictionless data package that is an RO-Crate too.",
    ),
    "changes": (
        "console.commands.release:changes",
        "Compare two releases: sources, things, claims, disagreements; exit status 1 if they "
        "differ.",
    ),
    "cite": (
        "console.commands.sources:cite",
        "Print a citation of a source, a claim, a thing or the dataset.",
    ),
    "analyse": (
        "console.commands.analyse:analyse",
        "Measure a network of the graph, and write a report with figures and tables.",
    ),
    "diffuse": (
        "console.commands.diffuse:diffuse",
        "Simulate how long a decision takes to reach every member, meeting by meeting.",
    ),
    "export": (
        "console.commands.export:export",
        "Export the graph, or the edges that a query returns, to a file for other tools.",
    ),
    "generate": (
        "console.commands.synthetic:generate",
        "Generate a synthetic party by the rules, as Parquet and as files for Neo4j's importer.",
    ),
    "serve": ("console.commands.serve:serve", "Serve the web pages and the HTTP API."),
    "mcp": (
        "console.commands.serve:mcp",
        "Serve language models by the Model Context Protocol (MCP), on standard input and output.",
    ),
    "db": ("console.commands.database:app", "The local Neo4j."),
}
OPTIONS = {
    "--version": "Show the version and exit.",
    "--install-completion": "Install completion for the current shell.",
    "--show-completion": "Show completion for the current shell, to copy it or customize the "
    "installation.",
    "-h, --help": "Show this message and exit.",
}
ABOUT = """A sourced, dated graph of how a ruling party is organised.

Example: partycell query duties tier=party-cell"""
_MOST_COLUMNS = 80


def overview() -> str:
    """The text of `partycell --help`, for the width of the terminal."""
    parts = [
        "Usage: partycell [OPTIONS] COMMAND [ARGS]...\n",
        *(f"  {line}".rstrip() for line in ABOUT.splitlines()),
        "\nOptions:",
        *_described(OPTIONS),
        "\nCommands:",
        *_described({name: summary for name, (_, summary) in COMMANDS.items()}),
    ]
    return "\n".join(parts) + "\n"


def _described(texts: dict[str, str]) -> list[str]:
    room = max(map(len, texts)) + 4
    lines = []
    for name, text in texts.items():
        first, *others = textwrap.wrap(text, max(_columns() - room, 20))
        lines += [f"  {name:<{room - 2}}{first}", *(" " * room + other for other in others)]
    return lines


def _columns() -> int:
    try:
        return min(os.get_terminal_size().columns, _MOST_COLUMNS)
    except OSError:
        return _MOST_COLUMNS


def version() -> str:
    """The installed version."""
    from importlib.metadata import version as installed  # noqa: PLC0415  (slow to import)

    return installed("partycell")


def print_version(wanted: bool) -> None:
    """Print the version and end, where the option `--version` is given."""
    import typer  # noqa: PLC0415  (slow to import)

    if wanted:
        typer.echo(version())
        raise typer.Exit
