"""Regular expressions of a mapping, which cannot run away: they are matched in linear time.

They are those of Rust's regex, by way of Polars: without look-around and back references, which is
what makes others take for ever. Many texts are matched at once, since each call costs some time. A
text with a byte that is not of its encoding fits nothing: its row is refused where it is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import polars

from loaders.foreign.json_fields import has_surrogate


def check_pattern(pattern: str) -> None:
    """Refuse what is no such expression.

    Raises:
        ValueError: It is none; with the reason.
    """
    try:
        polars.Series([""]).str.contains(pattern)
    except polars.exceptions.ComputeError as error:
        reason = str(error).rpartition("error: ")[2].strip().rstrip(".")
        raise ValueError(
            f"{pattern!r} is no regular expression that can be used: {reason}."
        ) from error


def group_names(pattern: str) -> list[str]:
    """The names of a pattern's groups."""
    return re.findall(r"\(\?P?<([A-Za-z_]\w*)>", pattern)


def fit_first(patterns: Sequence[str], texts: Iterable[str]) -> dict[str, dict[str, str]]:
    r"""Each text with the groups of the first pattern that all of it fits; none where none does.

    Example:
        >>> fit_first([r"(?P<year>\d{4})년생"], ["1941년생", "모름"])
        {'1941년생': {'year': '1941'}}
    """
    found: dict[str, dict[str, str]] = {}
    open_ = _whole(texts)
    for pattern in patterns:
        if not open_:
            break
        whole = f"^(?s:{pattern})$"
        series = polars.Series(open_)
        fits = series.str.contains(whole).to_list()
        groups = series.str.extract_groups(whole).to_list() if group_names(pattern) else []
        for index, text in enumerate(open_):
            if fits[index]:
                named = groups[index] if groups else {}
                found[text] = {
                    name: value.strip()
                    for name, value in named.items()
                    if value and value.strip() and not name.isdigit()
                }
        open_ = [text for text in open_ if text not in found]
    return found


def _whole(texts: Iterable[str]) -> list[str]:
    """The texts without half characters, each once."""
    return sorted(text for text in set(texts) if not has_surrogate([text]))


class Finder:
    """Which patterns are found in which texts; what was asked for together is matched together."""

    def __init__(self) -> None:
        self._found: dict[str, dict[str, bool]] = {}

    def prepare(self, patterns: Iterable[str], texts: Iterable[str]) -> None:
        """Match these; what was matched before is forgotten."""
        series = polars.Series(_whole(texts), dtype=polars.String)
        for pattern in patterns:
            answers = series.str.contains(pattern)
            self._found[pattern] = dict(zip(series, answers, strict=True))

    def search(self, pattern: str, text: str) -> bool:
        """Whether a pattern is found anywhere in a text."""
        known = self._found.setdefault(pattern, {})
        if text not in known:
            known[text] = not has_surrogate([text]) and bool(
                polars.Series([text]).str.contains(pattern)[0]
            )
        return known[text]
