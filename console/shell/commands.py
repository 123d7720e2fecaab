"""The console's own commands: what each takes, says of itself, and does."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Group

from console.arguments import pairs
from console.messages import errors
from console.output import terminal_width
from console.rendering import Format
from console.shell.drawing import graph_trees
from console.shell.help import help_text
from console.shell.parameters import read_parameters
from console.shell.preferences import History, Memory
from console.shell.results import Result
from console.shell.session import Quit, Session
from console.tables import drawn
from graph.catalogue import catalogue, run, split
from graph.errors import BadInputError, UnknownIdError
from graph.settings import settings
from graph.statements import statement
from graph.visible import escape_controls

_SHOWN_HISTORY = 20
_DRAWN_EDGES = 1000


@dataclass(frozen=True)
class Command:
    """A command.

    Attributes:
        name: Without its colon.
        takes: Its arguments, as help shows them.
        summary: What it does.
        example: A line to type.
        act: Does it, given the arguments.
    """

    name: str
    takes: str
    summary: str
    example: str
    act: Callable[[str], None]

    @property
    def usage(self) -> str:
        """What to type."""
        return f":{self.name} {self.takes}".rstrip()


ALIASES = {"params": "param", "exit": "quit", "favorites": "favourites"}


class Commands:
    """The commands of one session.

    Args:
        session: What they act on.
        memory: What is remembered between sessions.
        history: What was typed.
        source: Runs the statements and commands of a file; raises what says that one failed.
    """

    def __init__(
        self,
        session: Session,
        memory: Memory,
        history: History,
        source: Callable[[Path], None],
    ) -> None:
        self._session = session
        self._memory = memory
        self._history = history
        self._source = source
        self.every = {
            name: Command(name, takes, summary, example, act)
            for name, takes, summary, example, act in (
                (
                    "help",
                    "[NAME]",
                    "says what there is, or all about a command, a query of the catalogue, "
                    "a function or a procedure",
                    ":help duties",
                    self._help,
                ),
                ("queries", "", "lists the catalogue", ":queries", self._queries),
                (
                    "run",
                    "QUERY KEY=VALUE...",
                    "asks a query of the catalogue",
                    ":run duties tier=party-cell as_of=2007",
                    self._run,
                ),
                (
                    "schema",
                    "[NAME]",
                    "lists labels, relationship types and property keys; or the properties of one",
                    ":schema Organization",
                    self._schema,
                ),
                (
                    "param",
                    "[{MAP} | NAME => EXPRESSION | list | clear]",
                    "sets parameters, lists them, or forgets them all",
                    ":param {tier: 'party-cell', since: date('1994-03-31')}",
                    self._param,
                ),
                (
                    "explain",
                    "[STATEMENT]",
                    "draws the plan of a statement, or of the last one; nothing is run",
                    ":explain MATCH (t:Tier) RETURN t.name",
                    self._explain,
                ),
                ("tree", "", "draws the graph in the last answer", ":tree", self._tree),
                (
                    "export",
                    "FILE",
                    "writes the last answer: .csv, .json or .jsonl its rows, .graphml the graph",
                    ":export cells.graphml",
                    self._export,
                ),
                (
                    "format",
                    "[FORMAT]",
                    f"{', '.join(Format)}; remembered",
                    ":format verbose",
                    self._format,
                ),
                (
                    "pager",
                    "on | off",
                    "whether long answers come page by page; remembered",
                    ":pager off",
                    self._pager,
                ),
                (
                    "save",
                    "NAME [STATEMENT]",
                    "remembers a statement, or the last one, under a name",
                    ":save tiers MATCH (t:Tier) RETURN t.name",
                    self._save,
                ),
                (
                    "favourites",
                    "[NAME]",
                    "lists the remembered statements, or runs one",
                    ":favourites tiers",
                    self._favourites,
                ),
                ("forget", "NAME", "forgets a favourite", ":forget tiers", self._forget),
                (
                    "history",
                    "[NUMBER | clear]",
                    f"shows what was typed last ({_SHOWN_HISTORY} unless told), or forgets it all",
                    ":history 5",
                    self._show_history,
                ),
                (
                    "source",
                    "FILE",
                    "runs the statements and commands of a file",
                    ":source tiers.cypher",
                    self._source_file,
                ),
                (
                    "use",
                    "[DATABASE]",
                    "takes another database of the server, or the one of the start again",
                    ":use neo4j",
                    session.use,
                ),
                (
                    "access-mode",
                    "[read | write]",
                    "says whether statements may write, or has them only read; write wants --write",
                    ":access-mode read",
                    self._access_mode,
                ),
                ("sysinfo", "", "says where this is, and what Neo4j", ":sysinfo", self._sysinfo),
                ("begin", "", "opens a transaction; wants --write", ":begin", self._begin),
                ("commit", "", "keeps what it did", ":commit", self._commit),
                ("rollback", "", "undoes what it did", ":rollback", self._rollback),
                ("quit", "", "leaves", ":quit", self._quit),
            )
        }

    def perform(self, text: str) -> None:
        """Do what a line says that begins with a colon.

        Raises:
            PartycellError: There is no such command, or it could not be done.
            Quit: The person wants to leave.
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
        self._session.show(Result(columns, list(rows)).text(self._session.how, terminal_width()))

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

    def _queries(self, _: str) -> None:
        self._rows(
            ("name", "summary"),
            [{"name": item.name, "summary": item.summary} for item in catalogue().values()],
        )

    def _run(self, rest: str) -> None:
        name, *words = _words(rest) or [""]
        own, lens = split(pairs(words))
        limit = settings().partycell_row_limit
        answer = run(self._session.database, name, own, lens, limit=limit)
        self._session.keep(Result.of(answer))
        if answer.undated_left_out:
            errors.print(f"{answer.undated_left_out} undated sources were left out by known_at.")

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

    def _explain(self, rest: str) -> None:
        text = rest.rstrip(";") or self._session.statement
        if not text:
            raise BadInputError("There is no statement yet.", hint=self.every["explain"].example)
        self._session.show(
            Result.of(self._session.explain(text)).text(self._session.how, terminal_width())
        )

    def _tree(self, _: str) -> None:
        network = self._last().network()
        if not network:
            raise BadInputError("The last answer has no nodes, relationships or paths.")
        self._session.show(drawn(Group(*graph_trees(network, _DRAWN_EDGES)), terminal_width()))

    def _export(self, rest: str) -> None:
        file = Path(_one(rest, self.every["export"])).expanduser()
        errors.print(self._last().export(file))

    def _last(self) -> Result:
        if self._session.last is None:
            raise BadInputError("There is no answer yet.")
        return self._session.last

    def _format(self, rest: str) -> None:
        if not rest:
            errors.print(self._session.how.value)
            return
        if rest not in {item.value for item in Format}:
            raise BadInputError(f"{rest!r} is no format.", hint=f"{', '.join(Format)}.")
        self._session.how = chosen = Format(rest)
        if self._session.interactive:
            self._memory.change(lambda found: setattr(found, "format", chosen))

    def _pager(self, rest: str) -> None:
        if rest not in ("on", "off"):
            raise BadInputError(f"{rest!r} is neither on nor off.")
        self._session.paging = rest == "on"
        if self._session.interactive:
            self._memory.change(lambda found: setattr(found, "paging", rest == "on"))

    def _save(self, rest: str) -> None:
        name, _, given = rest.partition(" ")
        text = given.strip().rstrip(";") or self._session.statement
        if not name or not text:
            raise BadInputError("A name and a statement.", hint=self.every["save"].example)
        self._memory.change(lambda found: found.favourites.update({name: text}))

    def _favourites(self, name: str) -> None:
        found = self._memory.read().favourites
        if not name:
            self._rows(
                ("name", "statement"),
                [{"name": name, "statement": text} for name, text in found.items()],
            )
        elif name in found:
            self._session.run(found[name])
        else:
            raise _no_favourite(name)

    def _forget(self, name: str) -> None:
        if name not in self._memory.read().favourites:
            raise _no_favourite(name)
        self._memory.change(lambda found: found.favourites.pop(name, None))

    def _show_history(self, rest: str) -> None:
        if rest == "clear":
            self._history.clear()
            return
        if rest and not rest.isdigit():
            raise BadInputError(f"{rest!r} is no number.", hint=self.every["history"].example)
        typed = list(self._history.load_history_strings())[: int(rest or _SHOWN_HISTORY)]
        self._session.show("".join(f"{escape_controls(text)}\n" for text in reversed(typed)))

    def _source_file(self, rest: str) -> None:
        self._source(Path(_one(rest, self.every["source"])).expanduser())

    def _access_mode(self, rest: str) -> None:
        errors.print(self._session.access(rest.lower()))

    def _sysinfo(self, _: str) -> None:
        database = self._session.database
        found = database.run(statement("admin/components")).records
        rows = [
            ("address", database.uri),
            ("database", database.name),
            *((component, edition) for component, edition in found),
            ("access mode", self._session.access("")),
        ]
        self._rows(("what", "value"), [{"what": what, "value": value} for what, value in rows])

    def _begin(self, _: str) -> None:
        self._session.begin()

    def _commit(self, _: str) -> None:
        self._session.commit()

    def _rollback(self, _: str) -> None:
        self._session.rollback()

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
