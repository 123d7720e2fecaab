"""Completion at the cursor."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from prompt_toolkit.completion import CompleteEvent, Completer, Completion, PathCompleter
from prompt_toolkit.document import Document

from console.literals import quoted
from console.rendering import RowFormat
from console.shell.commands import ShellCommands
from console.shell.cursor_context import Place, Position, position, variables
from console.shell.help import signature
from console.shell.preferences import PreferenceStore
from console.shell.session import Session
from graph.catalogue import catalogue
from graph.guard.lexer import KEYWORDS, significant
from graph.lens import CERTAINTIES
from graph.lens import NAMES as LENS
from graph.visible import escape_controls

# Proposals, each with a description.
Proposals = Mapping[str, str]

_PAIRS = ("ORDER BY", "OPTIONAL MATCH", "DETACH DELETE", "STARTS WITH", "ENDS WITH", "IS NOT NULL")


class ConsoleCompleter(Completer):
    """Commands and their arguments; in statements what the schema has for the place."""

    def __init__(
        self, session: Session, commands: ShellCommands, preferences: PreferenceStore
    ) -> None:
        self._session = session
        self._commands = commands
        self._preferences = preferences
        self._files = PathCompleter(expanduser=True)

    def get_completions(self, document: Document, event: CompleteEvent) -> Iterable[Completion]:
        """Proposals for the word before the cursor, those that begin as it does."""
        before = document.text_before_cursor
        if not before.lstrip().startswith(":"):
            yield from self._in_statement(before, document.text_after_cursor)
            return
        name, space, rest = before.lstrip()[1:].partition(" ")
        if not space:
            summaries = {item.name: item.summary for item in self._commands.every.values()}
            yield from _matching(summaries, name)
        elif name in ("source", "export"):
            yield from self._files.get_completions(Document(rest), event)
        elif name in ("explain", "param", "params"):
            yield from self._in_statement(rest, document.text_after_cursor)
        else:
            yield from self._argument(name, rest)

    def _argument(self, name: str, rest: str) -> Iterator[Completion]:
        match name:
            case "run":
                yield from self._of_query(rest)
            case "help":
                commands = {item.name: item.summary for item in self._commands.every.values()}
                functions = dict.fromkeys(self._session.schema.functions, "function")
                yield from _matching({**commands, **_queries(), **functions}, rest)
            case "format":
                yield from _matching(dict.fromkeys(RowFormat, ""), rest)
            case "pager":
                yield from _matching({"on": "", "off": ""}, rest)
            case "favourites" | "favorites" | "forget":
                yield from _matching(self._preferences.read().favourites, rest)
            case "use":
                yield from _matching(dict.fromkeys(self._session.schema.databases, ""), rest)
            case "schema":
                schema = self._session.schema
                yield from _matching(dict.fromkeys([*schema.labels, *schema.types], ""), rest)

    def _of_query(self, rest: str) -> Iterator[Completion]:
        """A query's name, then its parameters that are not there yet, then ids."""
        name, space, given = rest.partition(" ")
        if not space:
            yield from _matching(_queries(), name)
            return
        query = catalogue().get(name)
        if query is None:
            return
        *done, word = given.split(" ")
        key, equals, begun = word.partition("=")
        kinds = {parameter.name: parameter.type for parameter in query.parameters}
        if not equals:
            used = {pair.partition("=")[0] for pair in done}
            own = {f"{item}=": kind for item, kind in kinds.items() if item not in used}
            lens = {f"{item}=": "lens" for item in LENS if item not in used}
            yield from _matching({**own, **lens}, word)
        elif key == "certainty":
            yield from _matching(dict.fromkeys(CERTAINTIES, ""), begun)
        elif key == "sources" or kinds.get(key) in ("id", "ids"):
            begun = begun.rpartition(",")[2]
            yield from _matching(self._session.schema.ids(begun), begun)

    def _in_statement(self, before: str, after: str) -> Iterator[Completion]:
        place = position(before, after)
        found = self._for_place(place, before, after)
        if place.lead:
            functions = self._session.schema.functions.values()
            found = {
                **found,
                **{
                    f"{item.name.removeprefix(place.lead)}(": item.signature
                    for item in functions
                    if item.name.startswith(place.lead)
                },
            }
        yield from _matching(found, place.word)

    def _for_place(  # noqa: PLR0911  (one return a place)
        self, place: Position, before: str, after: str
    ) -> Proposals:
        schema = self._session.schema
        match place.place:
            case Place.LABEL:
                return _names(schema.labels, "label")
            case Place.TYPE:
                return _names(schema.types, "relationship type")
            case Place.LABEL_OR_TYPE:
                both = _names(schema.labels, "label")
                return {**both, **_names(schema.types, "relationship type")}
            case Place.PROPERTY:
                return _names(schema.properties(place.names), "property")
            case Place.PARAMETER:
                values = self._session.parameters.items()
                return {name: repr(value) for name, value in values}
            case Place.PROCEDURE:
                return {f"{item.name}(": item.signature for item in schema.procedures.values()}
            case Place.COLUMN:
                procedure = schema.procedures.get(place.names[0])
                return _names(procedure.columns if procedure else (), "column")
            case Place.WORD:
                own = dict.fromkeys(variables(significant(f"{before}{after}")), "variable")
                own.pop(place.word, None)
                keywords = dict.fromkeys([*sorted(KEYWORDS), *_PAIRS], "")
                functions = {f"{item.name}(": item.signature for item in schema.functions.values()}
                return {**own, **keywords, **functions} if place.word else {**own, **keywords}
        return {}


def hint(text: str) -> str:
    """The line below the prompt while a query of the catalogue is typed: its parameters."""
    match = re.match(r"\s*:run\s+(\w+)", text)
    query = catalogue().get(match[1]) if match else None
    return f"{query.name} {signature(query)}  {query.summary}" if query else ""


def _queries() -> Proposals:
    return {item.name: item.summary for item in catalogue().values()}


def _names(names: Iterable[str], what: str) -> Proposals:
    return dict.fromkeys(map(quoted, names), what)


def _matching(found: Proposals, word: str) -> Iterator[Completion]:
    for name, meaning in found.items():
        if name.lower().startswith(word.lower()):
            yield Completion(
                name,
                start_position=-len(word),
                display=escape_controls(name.rstrip("=(")),
                display_meta=escape_controls(" ".join(meaning.split())),
            )
