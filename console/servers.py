"""Which server: by the options that cypher-shell has, beside the settings."""

from __future__ import annotations

import argparse
import getpass
import os
import sys
from collections.abc import Sequence

from graph.database import Database
from graph.errors import BadInputError
from graph.settings import settings


def use_server(
    address: str | None, username: str | None, password: str | None, database: str | None
) -> None:
    """Let options stand for the settings of the same meaning; a password that lacks is asked for.

    Raises:
        BadInputError: They are of a server that nothing names.
    """
    given = {
        "NEO4J_URI": address,
        "NEO4J_USERNAME": username,
        "NEO4J_PASSWORD": password,
        "NEO4J_DATABASE": database,
    }
    wanted = {name: text for name, text in given.items() if text is not None}
    if not wanted:
        return
    if address is None and "NEO4J_URI" not in os.environ:
        raise BadInputError(
            "--username, --password and --database are of a server, and none is named.",
            hint="Name it by --address or NEO4J_URI.",
        )
    os.environ.update(wanted)
    if "NEO4J_PASSWORD" not in os.environ:
        os.environ["NEO4J_PASSWORD"] = _ask_password()
    settings.cache_clear()


def open_server(words: Sequence[str], usage: str) -> Database:
    """The database that the words of `:connect` name.

    Raises:
        BadInputError: The words are not as its usage says.
    """
    parser = argparse.ArgumentParser(add_help=False, exit_on_error=False)
    parser.add_argument("address")
    for short, long in (("-u", "--username"), ("-p", "--password"), ("-d", "--database")):
        parser.add_argument(short, long)
    try:
        found, rest = parser.parse_known_args(list(words))
    except (argparse.ArgumentError, SystemExit) as error:
        raise BadInputError(f"It takes: {usage}.") from error
    if rest:
        raise BadInputError(f"{rest[0]!r} means nothing here.", hint=f"It takes: {usage}.")
    chosen = settings()
    return Database(
        found.address,
        found.username or chosen.neo4j_username,
        found.password or _ask_password(),
        name=found.database or chosen.neo4j_database,
        time_limit=chosen.partycell_time_limit,
    )


def _ask_password() -> str:
    if not sys.stdin.isatty():
        raise BadInputError("There is no password.", hint="Give --password, or NEO4J_PASSWORD.")
    return getpass.getpass("Password: ", stream=sys.stderr)
