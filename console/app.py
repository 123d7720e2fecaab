"""The command-line application; each command is imported when it is run."""

from __future__ import annotations

from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command, get_group

from console.overview import ABOUT, COMMANDS, OPTIONS, overview, print_version


class Commands(TyperGroup):
    """The commands of the table; only the one that is run is imported.

    Contexts are those of Typer's own click, which has no public name.
    """

    def list_commands(self, ctx: Any) -> list[str]:
        """Their names, in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command of this name; None where there is none."""
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name][0].partition(":")
        found = getattr(import_module(module), name)
        if isinstance(found, typer.Typer):
            group = get_group(found)
            group.name = cmd_name
            for command in (group, *group.commands.values()):
                _format_help(command)
            return group
        alone = typer.Typer(add_completion=False, rich_markup_mode=None)
        alone.command(cmd_name)(found)
        return _format_help(get_command(alone))

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """The overview that `partycell --help` prints without loading Typer."""
        formatter.write(overview())

    def shell_complete(self, ctx: Any, incomplete: str) -> Any:
        """Names with their summaries, and options; no command is imported for it."""
        named = [TyperCommand(name, short_help=summary) for name, (_, summary) in COMMANDS.items()]
        group = TyperGroup(name=self.name, commands=named, params=self.params)
        return group.shell_complete(typer.Context(group), incomplete)


def _format_help(command: Any) -> Any:
    """Keep examples on their lines, and summaries in lists whole."""
    command.short_help = (command.help or "").partition("\n\n")[0].replace("\n", " ")
    command.help = (command.help or "").replace("Example:", "\b\nExample:")
    return command


app = typer.Typer(
    cls=Commands,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help=ABOUT,
    # Commands take it over from here.
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback()
def partycell(
    *,
    _version: Annotated[
        bool,
        typer.Option("--version", help=OPTIONS["--version"], is_eager=True, callback=print_version),
    ] = False,
) -> None:
    """The command itself; its help is the overview."""
