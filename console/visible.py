"""Texts of a server as a terminal may be given them."""

from __future__ import annotations

import re

# Control characters but tab and line feed, and those that turn the direction of writing.
_DANGEROUS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def visible(text: str) -> str:
    r"""A text that runs no terminal command: control characters become `\u001b` and so on."""
    return _DANGEROUS.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
