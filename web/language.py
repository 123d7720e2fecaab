"""The interface's messages in two languages: which one a visitor gets, how one is filled in."""

from __future__ import annotations

import string
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from api.request_headers import parse_qualities

LANGUAGES: dict[str, str] = {"en": "English", "ko": "한국어"}
DEFAULT = "en"
MESSAGES = Path(__file__).parent / "messages"


class _Formatter(string.Formatter):
    """Fills `{name}`; `{count:claim|claims}` is the first word for one, the second for others."""

    def format_field(self, value: Any, spec: str) -> str:
        if "|" in spec:
            one, _, many = spec.partition("|")
            return one if value == 1 else many
        if isinstance(value, int) and not isinstance(value, bool) and not spec:
            return f"{value:,}"
        return str(super().format_field(value, spec))


_FORMATTER = _Formatter()


class Messages:
    """The messages of one language.

    Args:
        language: A key of `LANGUAGES`.
    """

    def __init__(self, language: str) -> None:
        self.language = language
        self._texts = load_messages(language)

    def __call__(self, key: str, /, **values: Any) -> str:
        """The text of a key, filled in.

        Raises:
            KeyError: There is no such key.
        """
        text = self._texts[key]
        return _FORMATTER.vformat(text, (), values) if values else text

    def known(self, key: str, otherwise: str) -> str:
        """The text of a key that is made of data, or what it was made of, made readable."""
        return self._texts.get(key) or otherwise.replace("_", " ")

    def starting(self, prefix: str) -> dict[str, str]:
        """All texts whose key starts so, without that start; for a page's script."""
        return {
            key.removeprefix(prefix): text
            for key, text in self._texts.items()
            if key.startswith(prefix)
        }


@lru_cache
def load_messages(language: str) -> dict[str, str]:
    """Every text by its key; a key is the names of its tables and its own, with dots between."""
    text = (MESSAGES / f"{language}.toml").read_text(encoding="utf-8")
    return dict(_flatten(tomllib.loads(text), ""))


@lru_cache
def load_export_words() -> dict[str, str]:
    """What the registry of export formats says, in Korean, by its own words."""
    return tomllib.loads((MESSAGES / "formats.toml").read_text(encoding="utf-8"))


@lru_cache
def load_role_words() -> dict[str, str]:
    """What sources call parts in events and bodies, in Korean, by their English words."""
    return tomllib.loads((MESSAGES / "roles.toml").read_text(encoding="utf-8"))


def _flatten(table: Mapping[str, Any], prefix: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for key, item in table.items():
        if isinstance(item, dict):
            found += _flatten(item, f"{prefix}{key}.")
        else:
            found.append((prefix + key, item))
    return found


def choose_language(wanted: str | None, accept_language: str) -> str:
    """The language for a visitor.

    Args:
        wanted: The one in the URL; it goes first where there is such a language.
        accept_language: The header; the highest quality goes first (RFC 9110).
    """
    if wanted in LANGUAGES:
        return str(wanted)
    qualities = parse_qualities(accept_language)
    for tag in sorted(qualities, key=lambda tag: -qualities[tag]):
        name = tag.partition("-")[0]
        if qualities[tag] > 0 and name in LANGUAGES:
            return name
    return DEFAULT
