"""Texts of others as people may be shown them: signs that do something are shown, not obeyed."""

from __future__ import annotations

import re
from typing import Any

# Control characters but tab and line feed, those that turn the direction of writing, and what is
# no character at all.
_ACTING = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069"
    r"\ufffe\uffff\ud800-\udfff]"
)


def escape_controls(text: str) -> str:
    r"""A text that runs no terminal command and turns no writing: `\u001b`, `\u202e` and so on."""
    return _ACTING.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def finalize(value: Any) -> Any:
    """What a template puts in: a text, markup or not, is made visible; for `finalize`."""
    return type(value)(escape_controls(value)) if isinstance(value, str) else value


def control_characters(text: str) -> list[str]:
    """The signs of a text that do something, each once, as `U+202E`."""
    if text.isascii() and text.isprintable():
        return []
    return [f"U+{ord(sign):04X}" for sign in dict.fromkeys(_ACTING.findall(text))]
