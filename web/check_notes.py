"""What checks note beside a finding, in the interface's words."""

from __future__ import annotations

import re

from web.language import Words

_NUMBER = re.compile(r"\d+")
_BY = re.compile(r"([a-z-]+) by (\S+ \S+) \((.+)\)")


def note(text: str, words: Words) -> str:
    """A check's note; one that the interface has no words for stays as it is.

    A text's key is the text itself, its first number left open; `violation by <= 30 (a, b)` says
    who would find what.
    """
    parts = [_BY.fullmatch(part) for part in text.split("; ")]
    if all(parts):
        return "; ".join(
            words(
                "note_by.who", finding=words(f"finding.{part[1]}"), bound=part[2], sources=part[3]
            )
            for part in parts
            if part
        )
    number = _NUMBER.search(text)
    known = words.known(f"note.{_NUMBER.sub('#', text, count=1)}", "")
    return known.replace("#", number[0]) if known and number else known or text
