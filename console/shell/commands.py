"""The console's own commands: arguments, help and actions."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from rich.console import Group

from console.arguments import parse_pairs
from console.messages import errors
from console.output import count_rows, terminal_width
from console.rendering import RowFormat
from console.servers import open_server
from console.shell.command import REGISTERED, Command, command
from console.shell.drawing import graph_trees
from console.shell.help import help_text
from console.shell.parameters import read_parameters
from console.shell.preferences import History, PreferenceStore
from console.shell.results import Result
from console.shell.session import Quit, Session
from console.tables import render_rich
from graph.catalogue import catalogue, run, split
from graph.errors import BadInputError, UnknownIdError
from graph.settings import settings
from graph.statements import statement
from graph.visible import escape_controls

_SHOWN_HISTORY = 20
_DRAWN_EDGES = 1000


ALIASES = {"params": "param", "exit": "quit", "favorites": "favourites"}


class ShellCommands:
    """The commands of one session.

    Args:
        session: What they act on.
        preferences: The user's, kept between sessions.
        history: What was typed.
        source: Runs the statements and commands of a file; raises if one fails.
    """

    def __init__(
        self,
        session: Session,
        preferences: PreferenceStore,
        history: History,
        source: Callable[[Path], None],
    ) -> None:
        self._session = session
        self._preferences = preferences
        self._history = history
        self._source = source
        self.every = {
            name: Command(name, takes, summary, example, getattr(self, method))
            for name, takes, summary, example, method in REGISTERED
        }

    def run(self, text: str) -> None:
        """Run a command line that begins with a colon.

        Raises:
            PartycellError: There is no such command, or it could not be done.
            Quit: The user quits.
        """
        name, _, rest = text[1:].strip().partition(" ")
        self.find(name).act(rest.strip())

    def find(self, name: str) -> Command:
        """The command of this name.

        Raises:
            BadInputError: There is none.
        """
        try:
            return self.every[ALIASES.get(name.lower(), name.lower())]
        except KeyError:
            raise BadInputError(
                f"There is no command :{name}.", hint="Type :help for those there are."
            ) from None

    def _rows(self, columns: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> None:
        self._session.show(
            Result(columns, list(rows)).text(self._session.output_format, terminal_width())
        )

    @command(
        "help",
        "[NAME]",
        "lists the commands, or explains a command, a query of the catalogue, "
        "a function or a procedure",
        ":help duties",
    )
    def _help(self, name: str) -> None:
        if name:
            self._session.show(self._about(name.removeprefix(":")))
            return
        self._rows(
            ("command", "does"),
            [{"command": item.usage, "does": item.summary} for item in self.every.values()],
        )
        errors.print("A statement ends with ; and may go over several lines. Tab completes.")

    def _about(self, name: str) -> str:
        if ALIASES.get(name, name) in self.every:
            command = self.find(name)
            return f"{command.usage}\n  {command.summary}\n  Example: {command.example}\n"
        return help_text(name, self._session.schema)

    @command("queries", "", "lists the catalogue", ":queries")
    def _queries(self, _: str) -> None:
        self._rows(
            ("name", "summary"),
            [{"name": item.name, "summary": item.summary} for item in catalogue().values()],
        )

    @command(
        "run",
        "QUERY KEY=VALUE...",
        "runs a query of the catalogue",
        ":run duties tier=party-cell as_of=2007",
    )
    def _run(self, rest: str) -> None:
        name, *words = _words(rest) or [""]
        own, lens = split(parse_pairs(words))
        limit = settings().partycell_row_limit
        answer = run(self._session.database, name, own, lens, limit=limit)
        total = count_rows(self._session.database, name, own, lens) if answer.truncated else None
        self._session.show_result(Result.of(answer, total))
        if answer.undated_left_out:
            errors.print(f"{answer.undated_left_out} undated sources were left out by known_at.")
        if answer.note:
            errors.print(answer.note)

    @command(
        "schema",
        "[NAME]",
        "lists labels, relationship types and property keys; or the properties of one",
        ":schema Organization",
    )
    def _schema(self, name: str) -> None:
        schema = self._session.schema
        if name:
            rows = [{"property": key} for key in schema.properties([name.strip(":`")])]
            self._rows(("property",), list(rows))
            return
        kinds = {
            "label": schema.labels,
            "relationship type": schema.types,
            "property": schema.properties(),
        }
        self._rows(
            ("kind", "name"),
            [{"kind": kind, "name": name} for kind, names in kinds.items() for name in names],
        )

    @command(
        "param",
        "[{MAP} | NAME => EXPRESSION | list | clear]",
        "sets parameters, lists them, or clears them",
        ":param {tier: 'party-cell', since: date('1994-03-31')}",
    )
    def _param(self, rest: str) -> None:
        parameters = self._session.parameters
        if rest in ("", "list"):
            self._rows(
                ("name", "value"),
                [{"name": name, "value": value} for name, value in parameters.items()],
            )
        elif rest == "clear":
            parameters.clear()
        else:
            parameters |= read_parameters(rest, self._session.read)

    @command(
        "explain",
        "[STATEMENT]",
        "draws the plan of a statement, or of the last one, without running it",
        ":explain MATCH (t:Tier) RETURN t.name",
    )
    def _explain(self, rest: str) -> None:
        text = rest.rstrip(";") or self._session.statement
        if not text:
            raise BadInputError("There is no statement yet.", hint=self.every["explain"].example)
        self._session.show(
            Result.of(self._session.explain(text)).text(
                self._session.output_format, terminal_width()
            )
        )

    @command("tree", "", "draws the graph in the last result", ":tree")
    def _tree(self, _: str) -> None:
        network = self._last().network()
        if not network:
            raise BadInputError("The last result has no nodes, relationships or paths.")
        self._session.show(
            render_rich(Group(*graph_trees(network, _DRAWN_EDGES)), terminal_width())
        )

    @command(
        "export",
        "FILE",
        "writes the last result: .csv, .json or .jsonl its rows, .graphml the graph",
        ":export cells.graphml",
    )
    def _export(self, rest: str) -> None:
        file = Path(_one(rest, self.every["export"])).expanduser()
        errors.print(self._last().export(file))

    def _last(self) -> Result:
        if self._session.last is None:
            raise BadInputError("There is no result yet.")
        return self._session.last

    @command("format", "[FORMAT]", f"{', '.join(RowFormat)}; saved", ":format verbose")
    def _format(self, rest: str) -> None:
        if not rest:
            errors.print(self._session.output_format.value)
            return
        if rest not in {item.value for item in RowFormat}:
            raise BadInputError(f"{rest!r} is not a format.", hint=f"{', '.join(RowFormat)}.")
        self._session.output_format = chosen = RowFormat(rest)
        if self._session.interactive:
            self._preferences.change(lambda found: setattr(found, "format", chosen))

    @command("pager", "on | off", "shows long results page by page, or not; saved", ":pager off")
    def _pager(self, rest: str) -> None:
        if rest not in ("on", "off"):
            raise BadInputError(f"{rest!r} is neither on nor off.")
        self._session.paging = rest == "on"
        if self._session.interactive:
            self._preferences.change(lambda found: setattr(found, "paging", rest == "on"))

    @command(
        "save",
        "NAME [STATEMENT]",
        "saves a statement, or the last one, under a name",
        ":save tiers MATCH (t:Tier) RETURN t.name",
    )
    def _save(self, rest: str) -> None:
        name, _, given = rest.partition(" ")
        text = given.strip().rstrip(";") or self._session.statement
        if not name or not text:
            raise BadInputError("Give a name and a statement.", hint=self.every["save"].example)
        self._preferences.change(lambda found: found.favourites.update({name: text}))

    @command("favourites", "[NAME]", "lists the saved statements, or runs one", ":favourites tiers")
    def _favourites(self, name: str) -> None:
        found = self._preferences.read().favourites
        if not name:
            self._rows(
                ("name", "statement"),
                [{"name": name, "statement": text} for name, text in found.items()],
            )
        elif name in found:
            self._session.run(found[name])
        else:
            raise _no_favourite(name)

    @command("forget", "NAME", "deletes a favourite", ":forget tiers")
    def _forget(self, name: str) -> None:
        if name not in self._preferences.read().favourites:
            raise _no_favourite(name)
        self._preferences.change(lambda found: found.favourites.pop(name, None))

    @command(
        "history",
        "[NUMBER | clear]",
        f"shows what was typed last ({_SHOWN_HISTORY} by default), or clears it",
        ":history 5",
    )
    def _show_history(self, rest: str) -> None:
        if rest == "clear":
            self._history.clear()
            return
        if rest and not rest.isdigit():
            raise BadInputError(f"{rest!r} is not a number.", hint=self.every["history"].example)
        typed = list(self._history.load_history_strings())[: int(rest or _SHOWN_HISTORY)]
        self._session.show("".join(f"{escape_controls(text)}\n" for text in reversed(typed)))

    @command("source", "FILE", "runs the statements and commands of a file", ":source tiers.cypher")
    def _source_file(self, rest: str) -> None:
        self._source(Path(_one(rest, self.every["source"])).expanduser())

    @command(
        "use",
        "[DATABASE]",
        "switches to another database of the server, or back to the first",
        ":use neo4j",
    )
    def _use(self, name: str) -> None:
        self._session.use(name)

    @command(
        "connect",
        "ADDRESS [-u NAME] [-p PASSWORD] [-d DATABASE]",
        "goes to another server; without -p the password is asked for",
        ":connect neo4j://localhost:7687 -u neo4j",
    )
    def _connect(self, rest: str) -> None:
        self._session.connect(open_server(_words(rest), self.every["connect"].usage))

    @command("disconnect", "", "goes back to the server of the start", ":disconnect")
    def _disconnect(self, _: str) -> None:
        self._session.disconnect()

    @command(
        "access-mode",
        "[read | write]",
        "shows or sets whether statements may write; write needs --write",
        ":access-mode read",
    )
    def _access_mode(self, rest: str) -> None:
        errors.print(self._session.access(rest.lower()))

    @command("sysinfo", "", "shows the address, the database and the version of Neo4j", ":sysinfo")
    def _sysinfo(self, _: str) -> None:
        database = self._session.database
        found = database.run(statement("admin/components")).records
        rows = [
            ("address", database.uri),
            ("database", database.name),
            *(
                (component, " ".join([", ".join(versions), edition]).strip())
                for component, versions, edition in found
            ),
            ("access mode", self._session.access("")),
        ]
        self._rows(("what", "value"), [{"what": what, "value": value} for what, value in rows])

    @command("begin", "", "opens a transaction; it reads, unless with --write", ":begin")
    def _begin(self, _: str) -> None:
        self._session.begin()

    @command("commit", "", "commits the open transaction", ":commit")
    def _commit(self, _: str) -> None:
        self._session.commit()

    @command("rollback", "", "rolls the open transaction back", ":rollback")
    def _rollback(self, _: str) -> None:
        self._session.rollback()

    @command("quit", "", "leaves", ":quit")
    def _quit(self, _: str) -> None:
        raise Quit


def _words(text: str) -> list[str]:
    try:
        return shlex.split(text)
    except ValueError as error:
        raise BadInputError(f"{text!r}: {error}.") from error


def _one(rest: str, command: Command) -> str:
    words = _words(rest)
    if len(words) != 1:
        raise BadInputError(f":{command.name} takes one {command.takes}.", hint=command.example)
    return words[0]


def _no_favourite(name: str) -> UnknownIdError:
    return UnknownIdError(f"There is no favourite {name!r}.", hint=":favourites lists them.")
