"""The Cypher console: a prompt on a terminal, or statements from a pipe."""

from __future__ import annotations

import sys

from prompt_toolkit import PromptSession
from prompt_toolkit.history import FileHistory
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.lexers import PygmentsLexer
from pygments.lexers.graph import CypherLexer

from console.completion import CypherCompleter
from console.output import Format, errors
from console.session import ConsoleSession, Quit
from console.statements import blank, split
from graph.database import Database
from graph.settings import settings


def run_console(database: Database, how: Format, *, write: bool) -> int:
    """Serve a person or a pipe until it ends; the exit status."""
    session = ConsoleSession(database, how, write=write)
    try:
        if sys.stdin.isatty():
            _interact(session)
            return 0
        return 0 if _read_pipe(session) else 1
    except Quit:
        return 0


def _read_pipe(session: ConsoleSession) -> bool:
    """Statements from standard input; it stops at the first that fails."""
    waiting = ""
    for line in sys.stdin:
        if not waiting and line.lstrip().startswith(":"):
            if not session.feed(line):
                return False
            continue
        statements, waiting = split(waiting + line)
        if blank(waiting):
            waiting = ""
        if not all(session.feed(item) for item in statements):
            return False
    return not waiting or session.feed(waiting)


def _interact(session: ConsoleSession) -> None:
    home = settings().partycell_home
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    prompt: PromptSession[str] = PromptSession(
        "cypher> ",
        history=FileHistory(str(home / "history")),
        lexer=PygmentsLexer(CypherLexer),
        completer=CypherCompleter(session.database, list(session.commands)),
        complete_while_typing=False,
        multiline=True,
        key_bindings=_keys(),
        prompt_continuation=lambda width, _line, _wrap: " " * (width - 2) + "| ",
    )
    errors.print(
        f"{session.database.uri}. Statements end with ; and :help says what else there is."
    )
    while True:
        try:
            text = prompt.prompt()
        except KeyboardInterrupt:
            continue
        except EOFError:
            return
        try:
            session.feed(text)
        except KeyboardInterrupt:
            # Leaving the driver's session closed the connection, and Neo4j stops the statement.
            errors.print("Cancelled.")


def _keys() -> KeyBindings:
    keys = KeyBindings()

    @keys.add("enter")
    def _enter(event: KeyPressEvent) -> None:
        """Run what is complete, and go on to the next line otherwise."""
        buffer = event.current_buffer
        text = buffer.text.strip()
        if text.startswith(":") or not text or blank(split(text)[1]):
            buffer.validate_and_handle()
        else:
            buffer.insert_text("\n")

    return keys
