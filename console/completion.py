"""What the console proposes while one types."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document

from graph.catalogue import catalogue
from graph.database import Database
from graph.statements import statement

KEYWORDS = (
    "MATCH",
    "OPTIONAL MATCH",
    "WHERE",
    "RETURN",
    "WITH",
    "UNWIND",
    "CALL",
    "YIELD",
    "ORDER BY",
    "SKIP",
    "LIMIT",
    "DISTINCT",
    "EXISTS",
    "COUNT",
    "COLLECT",
    "CASE",
    "WHEN",
    "THEN",
    "ELSE",
    "END",
    "UNION",
    "EXPLAIN",
    "PROFILE",
    "SHORTEST",
)
_WORD = re.compile(r"[\w-]*$")


class CypherCompleter(Completer):
    """Labels and types after `:`, properties after `.`, keywords and names elsewhere.

    Args:
        database: Whose vocabulary to propose; read once.
        commands: The console's own commands.
    """

    def __init__(self, database: Database, commands: Sequence[str]) -> None:
        words: dict[str, list[str]] = {}
        for kind, name in database.run(statement("admin/vocabulary")).records:
            words.setdefault(kind, []).append(name)
        self._graph = words.get("label", []) + words.get("relationship type", [])
        self._properties = words.get("property", [])
        self._commands = list(commands)

    def get_completions(self, document: Document, _: CompleteEvent) -> Iterable[Completion]:
        """Proposals for the word before the cursor."""
        before = document.text_before_cursor
        match = _WORD.search(before)
        word = match[0] if match else ""
        for name in self._words(before, before[: len(before) - len(word)]):
            if name.lower().startswith(word.lower()):
                yield Completion(name, start_position=-len(word))

    def _words(self, text: str, lead: str) -> Iterable[str]:
        if lead == ":":
            return self._commands
        if text.startswith(":run "):
            return catalogue()
        if lead.rstrip().endswith((":", "|", "&")):
            return self._graph
        if lead.endswith("."):
            return self._properties
        return KEYWORDS
