"""Every command: where it is, and what it does in a sentence. Importing this is quick.

The sentences are those that the commands' own help begins with; a test compares them.
"""

from __future__ import annotations

import os
import textwrap

# By name: the module and what of it, which is a function or a Typer application; the summary.
COMMANDS = {
    "query": ("console.query_command:query", "Ask a query of the catalogue."),
    "cypher": ("console.cypher_command:cypher", "Run one Cypher statement, reading only."),
    "console": (
        "console.shell.command:console",
        "Open the Cypher console, or run the statements of a file, a pipe or an argument.",
    ),
    "load": (
        "console.load_commands:load",
        "Load files: our own, tables by a mapping, Popolo, Wikidata and FollowTheMoney JSON.",
    ),
    "mapping": ("console.load_commands:mapping_app", "Mappings of tables."),
    "match": (
        "console.match_command:match",
        "Propose pairs of people who may be one, with reasons; a person decides.",
    ),
    "check": (
        "console.check_command:check",
        "Check units against the party's own rules; exit status 1 if any is violated.",
    ),
    "sources": (
        "console.source_commands:app",
        "List the sources; with --coverage, the facts without a claim (exit status 1 if any).",
    ),
    "changes": (
        "console.changes_command:changes",
        "Say what changed between two releases of the data, claim by claim.",
    ),
    "cite": (
        "console.cite_command:cite",
        "Say how to cite a source, a claim, what is gathered on a thing, or the dataset.",
    ),
    "analyse": (
        "console.analysis_commands:analyse",
        "Measure a network of the graph, and write a report with figures and tables.",
    ),
    "diffuse": (
        "console.diffusion_commands:diffuse",
        "Say how long a decision takes to reach every member, meeting by meeting.",
    ),
    "export": (
        "console.export_commands:export",
        "Write the graph, or the edges that a query gives, in a form that other tools read.",
    ),
    "generate": (
        "console.synthetic_commands:generate",
        "Generate a synthetic party by the rules, as Parquet and as files for Neo4j's importer.",
    ),
    "serve": ("console.serve_command:serve", "Serve the pages and the HTTP interface."),
    "mcp": (
        "console.mcp_command:mcp",
        "Serve language models by the Model Context Protocol, on standard input and output.",
    ),
    "db": ("console.database_commands:app", "The local Neo4j."),
}
OPTIONS = {
    "--version": "Say which version this is.",
    "--install-completion": "Install completion for the current shell.",
    "--show-completion": "Show completion for the current shell, to copy it or customize the "
    "installation.",
    "--help": "Show this message and exit.",
}
ABOUT = """A sourced, dated graph of how a ruling party is organised.

Example: partycell query duties tier=party-cell"""
_MOST_COLUMNS = 80


def overview() -> str:
    """What `partycell --help` says, for a terminal of this width."""
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
