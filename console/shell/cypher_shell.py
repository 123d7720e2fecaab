"""What cypher-shell has by its own manual, and what is here in its place; the docs' table."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Counterpart:
    """An option or command of cypher-shell.

    Attributes:
        theirs: As its manual writes it.
        ours: The option or command here; empty where there is none.
        note: What differs, or why there is none.
    """

    theirs: str
    ours: str
    note: str = ""


OPTIONS = (
    Counterpart("cypher", "STATEMENTS", "may also begin with commands"),
    Counterpart("-h, --help", "--help"),
    Counterpart("-a, --address, --uri", "--address, -a, --uri", "else NEO4J_URI, or the local one"),
    Counterpart("-u, --username", "--username, -u"),
    Counterpart("-p, --password", "--password, -p", "asked for at a terminal"),
    Counterpart("-d, --database", "--database, -d"),
    Counterpart("--access-mode", "--write", "reads unless it is given"),
    Counterpart("--impersonate", "", "users and their rights are the server's; log in as the user"),
    Counterpart("--encryption", "", "by the address: bolt+s, neo4j+ssc"),
    Counterpart("--format", "--format", "table, json, jsonl, csv too; `auto` is by the terminal"),
    Counterpart("-P, --param", "--param, -P"),
    Counterpart("-f, --file", "--file, -f"),
    Counterpart("--fail-fast", "--fail-fast"),
    Counterpart("--fail-at-end", "--fail-at-end"),
    Counterpart("--notifications", "--notifications", "on unless --no-notifications"),
    Counterpart("--non-interactive", "", "wherever input is no terminal"),
    Counterpart("--sample-rows", "", "widths are those of all rows"),
    Counterpart("--wrap", "", "a terminal wraps, a pipe never does"),
    Counterpart("-v, --version", "--version, -v"),
    Counterpart("--driver-version", "", "in the lock file"),
    Counterpart("--change-password", "", "`partycell db reset-password`, or ALTER CURRENT USER"),
    Counterpart("--log", "", "messages go to standard error"),
    Counterpart("--history", "", "`:history clear`; kept in PARTYCELL_HOME"),
    Counterpart("--enable-autocompletions", "", "always, by Tab"),
    Counterpart("--idle-timeout", "", "the local Neo4j ends by itself: PARTYCELL_IDLE_MINUTES"),
    Counterpart("--error-format", "", "Neo4j's message with its place; never a stack trace"),
    Counterpart("--transaction-timeout", "", "PARTYCELL_TIME_LIMIT; none with --write"),
)
COMMANDS = (
    Counterpart(":access-mode", ":access-mode"),
    Counterpart(":begin", ":begin", "reads, unless with --write"),
    Counterpart(":commit", ":commit"),
    Counterpart(":connect", ":connect"),
    Counterpart(":disconnect", ":disconnect", "back to the server of the start"),
    Counterpart(":exit", ":exit", "also `exit` and `quit`"),
    Counterpart(":help", ":help", "also `help`"),
    Counterpart(":history", ":history"),
    Counterpart(":impersonate", "", "users and their rights are the server's; log in as the user"),
    Counterpart(":param", ":param"),
    Counterpart(":rollback", ":rollback"),
    Counterpart(":source", ":source"),
    Counterpart(":sysinfo", ":sysinfo"),
    Counterpart(":use", ":use"),
)
