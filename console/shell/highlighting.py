"""Colours of what one types."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from prompt_toolkit.document import Document
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.formatted_text.utils import split_lines
from prompt_toolkit.lexers import Lexer
from prompt_toolkit.styles import Style

from console.shell.cursor_context import label_colon
from graph.guard.lexer import Token, TokenKind, tokenize

STYLE = Style.from_dict(
    {
        "command": "bold ansicyan",
        "keyword": "bold ansiblue",
        "label": "ansimagenta",
        "property": "ansicyan",
        "function": "ansiblue",
        "string": "ansigreen",
        "quoted": "ansigreen",
        "parameter": "ansiyellow",
        "number": "ansired",
        "comment": "italic ansibrightblack",
        "prompt": "bold",
        "bottom-toolbar": "noreverse ansibrightblack",
        "more": "reverse",
    }
)


class CypherHighlighter(Lexer):
    """Statements by what each token is; a command by its name."""

    def lex_document(self, document: Document) -> Callable[[int], StyleAndTextTuples]:
        """The fragments of a line, by its number."""
        lines = list(split_lines(fragments(document.text)))
        return lambda number: list(lines[number]) if number < len(lines) else []


def fragments(text: str) -> StyleAndTextTuples:
    """A text as pieces with their styles; joined they are the text again."""
    if text.lstrip().startswith(":"):
        name, space, rest = text.partition(" ")
        return [("class:command", name), ("", space), *fragments(rest)]
    found: StyleAndTextTuples = []
    before: list[Token] = []
    every = list(tokenize(text))
    for index, token in enumerate(every):
        after = every[index + 1].text if index + 1 < len(every) else ""
        found.append((_style(token, before, after), token.text))
        if token.kind not in (TokenKind.SPACE, TokenKind.COMMENT):
            before.append(token)
    return found


def _style(token: Token, before: Sequence[Token], after: str) -> str:
    lead = before[-1].text if before else ""
    if token.text == "$" or (lead == "$" and (token.is_name or token.kind is TokenKind.NUMBER)):
        return "class:parameter"
    if token.kind is not TokenKind.WORD:
        return (
            "" if token.kind in (TokenKind.SIGN, TokenKind.SPACE) else f"class:{token.kind.value}"
        )
    if lead == ".":
        return "class:function" if after == "(" else "class:property"
    if label_colon(before) is not None:
        return "class:label"
    if token.is_keyword():
        return "class:keyword"
    return "class:function" if after == "(" else ""
