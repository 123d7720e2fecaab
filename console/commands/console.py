"""`partycell console`."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from console.messages import errors
from console.output import open_database, refuse_write
from console.overview import OPTIONS, print_version
from console.rendering import RowFormat
from console.servers import use_server
from graph.database import Database
from graph.errors import BadInputError, PartycellError
from graph.settings import settings

_INTERRUPTED = 130


def console(
    statements: Annotated[
        str | None, typer.Argument(help="Statements to run, instead of a prompt.")
    ] = None,
    output_format: Annotated[
        RowFormat | None,
        typer.Option(
            "--format", help="Output format; default: table, at a prompt the one chosen last."
        ),
    ] = None,
    file: Annotated[
        Path | None, typer.Option("--file", "-f", help="Run the statements of a file.")
    ] = None,
    parameters: Annotated[
        list[str] | None,
        typer.Option(
            "--param", "-P", help="Parameters, as {year: 1994} or year => 1994; repeatable."
        ),
    ] = None,
    address: Annotated[
        str | None,
        typer.Option("--address", "--uri", "-a", help="Which Neo4j; default: NEO4J_URI."),
    ] = None,
    username: Annotated[
        str | None, typer.Option("--username", "-u", help="User name; default: NEO4J_USERNAME.")
    ] = None,
    password: Annotated[
        str | None,
        typer.Option("--password", "-p", help="Password; default: NEO4J_PASSWORD, or asked for."),
    ] = None,
    database_name: Annotated[
        str | None, typer.Option("--database", "-d", help="Database; default: NEO4J_DATABASE.")
    ] = None,
    *,
    notifications: Annotated[
        bool,
        typer.Option(
            "--notifications/--no-notifications", help="Show what Neo4j warns of, or do not."
        ),
    ] = True,
    fail_at_end: Annotated[
        bool,
        typer.Option(
            "--fail-at-end/--fail-fast",
            help="Go on after a statement that fails, and fail at the end; or stop at it.",
        ),
    ] = False,
    write: Annotated[
        bool, typer.Option("--write", help="Allow writes, on a database that is not ours.")
    ] = False,
    _version: Annotated[
        bool,
        typer.Option(
            "--version",
            "-v",
            help=OPTIONS["--version"],
            is_eager=True,
            callback=print_version,
        ),
    ] = False,
) -> None:
    """Open the Cypher console, or run the statements of a file, a pipe or an argument.

    At the prompt :help says what there is; Tab completes, Ctrl-C cancels, Ctrl-D leaves.
    Exit status: 0 all went well; 1 something could not be done; 2 a statement or command is wrong.

    Example: partycell console

    Example: partycell console --file tiers.cypher --param "{tier: 'party-cell'}" --format csv

    Example: echo 'MATCH (t:Tier) RETURN t.name ORDER BY t.rank;' | partycell console
    """
    if file is not None and statements is not None:
        raise BadInputError("Give --file or statements, not both.")
    use_server(address, username, password, database_name)
    with open_database() as database:
        refuse_write(write=write, owned=database.owned)
        status = _run(
            database,
            output_format,
            file=file,
            statements=statements,
            parameters=parameters or [],
            fail_at_end=fail_at_end,
            write=write,
            notifications=notifications,
        )
    raise typer.Exit(status)


def _run(
    database: Database,
    output_format: RowFormat | None,
    *,
    file: Path | None,
    statements: str | None,
    parameters: list[str],
    fail_at_end: bool,
    write: bool,
    notifications: bool,
) -> int:
    from console.shell.parameters import read_parameters  # noqa: PLC0415  (slow to import)
    from console.shell.preferences import History, Preferences, PreferenceStore  # noqa: PLC0415
    from console.shell.prompt import interact  # noqa: PLC0415
    from console.shell.runner import Runner  # noqa: PLC0415
    from console.shell.session import Quit, Session  # noqa: PLC0415

    interactive = file is None and statements is None and sys.stdin.isatty()
    preferences = PreferenceStore(settings().partycell_home)
    history = History(settings().partycell_home)
    known = Preferences()
    if interactive:
        try:
            known = preferences.read()
        except PartycellError as error:
            errors.print(str(error), style="red")
    session = Session(
        database,
        output_format or known.format,
        write=write,
        interactive=interactive,
        notifications=notifications,
        paging=known.paging and os.environ.get("TERM") != "dumb",
    )
    runner = Runner(session, preferences, history, fail_at_end=fail_at_end)
    try:
        for text in parameters:
            session.parameters |= read_parameters(text, session.read)
        if interactive:
            interact(runner, preferences, history)
            return 0
        if file is not None:
            return runner.run_file(file)
        if statements is not None:
            return runner.run(statements.splitlines(keepends=True), "statements")
        return runner.run(sys.stdin, "-")
    except Quit:
        return 0
    except KeyboardInterrupt:
        errors.print("Cancelled.")
        return _INTERRUPTED
    finally:
        session.close()
