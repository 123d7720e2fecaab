"""The interactive prompt."""

from __future__ import annotations

from prompt_toolkit import PromptSession
from prompt_toolkit.auto_suggest import AutoSuggestFromHistory
from prompt_toolkit.completion import ThreadedCompleter
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent

from console.messages import errors
from console.shell.completion import ConsoleCompleter, hint
from console.shell.highlighting import STYLE, CypherHighlighter
from console.shell.preferences import History, PreferenceStore
from console.shell.runner import Runner
from console.shell.session import Quit, Session
from console.shell.statements import as_command, is_blank, split


def interact(runner: Runner, preferences: PreferenceStore, history: History) -> None:
    """Read and run until the user leaves.

    Ctrl-C gives up what is typed or cancels what runs; Ctrl-D leaves.

    Raises:
        Quit: The user quits.
    """
    session = runner.session
    prompt: PromptSession[str] = PromptSession(
        lambda: _prompt(session),
        history=history,
        lexer=CypherHighlighter(),
        style=STYLE,
        completer=ThreadedCompleter(ConsoleCompleter(session, runner.commands, preferences)),
        complete_while_typing=False,
        auto_suggest=AutoSuggestFromHistory(),
        multiline=True,
        key_bindings=_keys(),
        prompt_continuation=lambda width, _line, _wrap: "| ".rjust(width),
        bottom_toolbar=lambda: _toolbar(prompt.default_buffer.text),
        enable_open_in_editor=True,
    )
    errors.print(f"{session.database.uri}. Statements end with ; and :help lists the commands.")
    while True:
        try:
            text = prompt.prompt()
        except KeyboardInterrupt:
            continue
        except EOFError:
            return
        try:
            runner.run(text.splitlines(keepends=True))
        except KeyboardInterrupt:
            errors.print("Cancelled.")
        except (Quit, BrokenPipeError):
            raise
        except Exception as error:
            # The session outlives the error of one statement.
            errors.print(f"Unexpected error: {type(error).__name__}: {error}", style="red")


def _toolbar(text: str) -> str | None:
    """What the line below the prompt says of what is typed."""
    first, _, last = text.rstrip().rpartition("\n")
    if first.strip() and (last.strip().startswith(":") or as_command(last)):
        return "A statement has begun: ; ends it, Ctrl-C gives it up."
    return hint(text) or None


def _prompt(session: Session) -> StyleAndTextTuples:
    """`neo4j> `; `neo4j# ` in an open transaction."""
    sign = ">" if session.transaction is None else "#"
    return [("class:prompt", f"{session.database.name}{sign} ")]


def _keys() -> KeyBindings:
    keys = KeyBindings()

    @keys.add("enter")
    def _enter(event: KeyPressEvent) -> None:
        """Run what is complete, and go on to the next line otherwise."""
        buffer = event.current_buffer
        if buffer.complete_state is not None and buffer.complete_state.current_completion:
            buffer.complete_state = None
            return
        text = buffer.text.strip()
        if text.startswith(":") or as_command(text) or is_blank(split(text)[1]):
            buffer.validate_and_handle()
        else:
            buffer.insert_text("\n")

    return keys
