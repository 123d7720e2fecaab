"""What an error says, in the page's language: what is wrong with a value, and what to do."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache

from markupsafe import Markup

from graph.errors import PartycellError
from web.language import DEFAULT, MESSAGES

_SLOT = re.compile(r"\\{(\w+)\\}")


def explain(error: PartycellError, language: str) -> Markup:
    """The message and the hint; what is not known in the page's language is marked as English."""
    parts = [("message", error.message), ("hint", error.hint)]
    said = [_translate(part, text, language) for part, text in parts if text]
    return Markup(" ").join(said)


def in_english(text: str, language: str) -> Markup:
    """A text that is there in English alone, marked as such on a page of another language."""
    if language == DEFAULT:
        return Markup.escape(text)
    return Markup('<span lang="{}">{}</span>').format(DEFAULT, text)


def _translate(part: str, text: str, language: str) -> Markup:
    for pattern, translation in _translations()[part] if language != DEFAULT else ():
        match = pattern.fullmatch(text)
        if match:
            return Markup.escape(translation.format_map(match.groupdict()))
    return in_english(text, language)


@lru_cache
def _translations() -> dict[str, list[tuple[re.Pattern[str], str]]]:
    """By part of an error each of our texts, as a pattern, and its translation."""
    found = tomllib.loads((MESSAGES / "errors.toml").read_text(encoding="utf-8"))
    return {
        part: [
            (re.compile(_SLOT.sub(r"(?P<\1>.+?)", re.escape(row["en"])), re.DOTALL), row["ko"])
            for row in rows
        ]
        for part, rows in found.items()
    }
