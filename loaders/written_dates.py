"""Dates and periods as people write them, to EDTF.

What is vague stays vague: "late 2012" is one of the days from September to December, "before 1994"
is some day before. What cannot be read is not guessed. A text that is EDTF by chance (`1936-40`,
`2012~`, `-1994`) is what its writer means; it is EDTF only where EDTF is declared.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import lru_cache, partial

from graph.dates import BadDateError, bounds, is_reversed
from loaders import register_dates
from loaders.date_parts import fill_sides
from loaders.date_rules import RULES, widen
from loaders.limits import DATE_CHARACTERS
from loaders.text import clean_line

_RULES = (*RULES, *register_dates.RULES)
_DAY_FIRST = (*register_dates.DAY_FIRST, *_RULES)
_NOW = re.compile(
    r"현재|지금|현|現|present|now|current|to date|today|ongoing|至今|今|現在|现在", re.IGNORECASE
)
# What a program writes where something has no end.
_NO_END = re.compile(r"9999(?:[./-]?12(?:[./-]?31)?)?(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?Z?)?")
# Days that programs write where nothing was entered.
EMPTY_DAYS = {"1900-01-01", "1970-01-01", "1899-12-30", "1899-12-31", "1904-01-01"}
_BETWEEN = re.compile(
    r"\s*(?:[~∼〜\u2013]|\s-\s|\b(?:to|until|till|through)\b|부터|から|至)\s*", re.IGNORECASE
)
# A hyphen between two that have none themselves, or after or before one, and a slash after what has
# hyphens.
_HYPHEN = re.compile(r"([^-]*)-([^-]*)")
_SLASH = re.compile(r"(\d{4}(?:-\d\d){0,2})/(\d{2,4}(?:-\d\d){0,2})", re.ASCII)
_FROM = re.compile(r"^(?:from|since)\s+", re.IGNORECASE)
_WEEKDAY = re.compile(r"\s*\((?:[월화수목금토일](?:요일)?|[月火水木金土日])\)")
_DASHES = str.maketrans("\u2010\u2011\u2212\u2012\u2014\u2015\ufe58", "---\u2013\u2013\u2013\u2013")
# Texts that EDTF has another meaning for than whoever writes them: codes of seasons and quarters,
# years before Christ, a tilde or a question mark before, or a tilde after.
_BY_CHANCE = re.compile(r"\d{4}-(?:1[3-9]|[2-9]\d)(?!\d)|^[-~?%]|~$|~/|/-|/~|/9999", re.ASCII)


@dataclass(frozen=True)
class WrittenDate:
    """What a written date means.

    Attributes:
        original: As it was written.
        edtf: The same as EDTF; None where it cannot be read.
        rule: The name of the rule that read it; None where none did.
        doubt: Why somebody should look at it; empty where nothing is odd.
    """

    original: str
    edtf: str | None
    rule: str | None
    doubt: str = ""


# A year that was not entered, and one before Christ as only EDTF writes it: `0000-03-31`, `-0044`.
_NO_YEAR = re.compile(r"(?<![\d-])0000[./-](?!00)|(?<!\d)-0\d{3}(?!\d)")


def read_date(
    text: str, *, moment: bool = False, edtf: bool = False, day_first: bool = False
) -> WrittenDate:
    """What a date or period means that a person has written.

    Args:
        text: As it stands in a cell, such as `주체101(2012).4.11`, `c. 1984`, `1989.04 ~ 1994.07`.
        moment: Whether it is of something that has no duration, as a birth: a tilde says "about"
            then, and a period without start or end is none.
        edtf: Whether its writer has declared to write EDTF.
        day_first: Whether its writer has declared to write `31.3.1994`.

    Returns:
        Its EDTF and the rule that read it, or neither. A period whose end is unknown, or is "now"
        (which is the table's now, not ours), has an unknown end.
    """
    return replace(_read(text, moment, edtf, day_first), original=text)


def read_end(text: str) -> WrittenDate:
    """What one end of a period means: also an empty text where it is unknown, `..` where open."""
    plain = _plain(text)
    if plain is None or _NO_YEAR.search(plain):
        return WrittenDate(text, None, None)
    side = _side(plain)
    return WrittenDate(text, side, None if side is None else "end", _doubt(side))


def _plain(text: str) -> str | None:
    """A text with plain digits, blanks, dots and dashes; None where it is too long for a date."""
    if len(text) > DATE_CHARACTERS:
        return None
    plain = unicodedata.normalize("NFKC", clean_line(text)).translate(_DASHES)
    if not plain.isascii():
        plain = "".join(
            sign if sign.isascii() or (digit := unicodedata.decimal(sign, None)) is None
            else str(digit)
            for sign in plain
        )  # fmt: skip
    return register_dates.fill_short_years(_WEEKDAY.sub("", plain).strip())


@lru_cache(maxsize=65536)
def _read(text: str, moment: bool, edtf: bool, day_first: bool) -> WrittenDate:
    unread = WrittenDate(text, None, None)
    plain = _plain(text)
    if not plain:
        return unread
    if edtf and is_sound(plain):
        return WrittenDate(text, plain, "EDTF")
    if _NO_YEAR.search(plain):
        return unread
    found, rule = _about(plain, day_first) if moment else (None, None)
    if found is None:
        found, rule = _single(plain, day_first)
    if found is None:
        found, rule = _period(plain, day_first)
    if found is None or not is_sound(found) or (moment and _is_open(found)):
        return unread
    return WrittenDate(text, found, rule, _doubt(found))


def _doubt(edtf: str | None) -> str:
    if edtf in EMPTY_DAYS:
        return f"{edtf} is often what a program writes where nothing was entered."
    return ""


def _is_open(edtf: str) -> bool:
    start, slash, end = edtf.partition("/")
    return bool(slash) and ({start, end} & {"", ".."} != set())


def _about(text: str, day_first: bool) -> tuple[str | None, str | None]:
    """A moment with a tilde before or after it."""
    found, _ = (
        _single(text.strip("~ "), day_first)
        if text.startswith("~") ^ text.endswith("~")
        else ("", "")
    )
    if found and re.fullmatch(r"[\dX-]+", found):
        return f"{found}~", "about"
    return None, None


@lru_cache(maxsize=65536)
def _single(text: str, day_first: bool) -> tuple[str | None, str | None]:
    if _NO_END.fullmatch(text):
        return None, None
    for name, pattern, meaning in _DAY_FIRST if day_first else _RULES:
        match = pattern.fullmatch(text)
        if match is not None:
            meant = meaning(match, partial(_inner, day_first=day_first))
            if meant is not None and is_sound(meant):
                return meant, name
    if " " not in text and not _BY_CHANCE.search(text) and is_sound(text):
        return text, "EDTF"
    return None, None


def _inner(text: str, *, day_first: bool) -> str | None:
    return _single(text, day_first)[0]


def _period(text: str, day_first: bool) -> tuple[str | None, str | None]:
    plain = _FROM.sub("", text.removesuffix("까지").strip())
    hyphenated = (pattern.fullmatch(plain) for pattern in (_SLASH, _HYPHEN))
    for sides in (_BETWEEN.split(plain), *(match.groups() for match in hyphenated if match)):
        if len(sides) == 2:
            found = _joined(sides[0].strip(), sides[1].strip(), day_first)
            if found is not None:
                return found, "period"
    return None, None


def _joined(first: str, last: str, day_first: bool) -> str | None:
    start, end = _side(first, day_first), _side(last, day_first)
    if start is None or end is None:
        start, end = fill_sides(start or first, end or last) or (None, None)
    if start is None or end is None or {start, end} <= {"", ".."}:
        return None
    return f"{start}/{end}"


def _side(text: str, day_first: bool = False) -> str | None:
    if text == "" or _NOW.fullmatch(text):
        return ""
    if _NO_END.fullmatch(text):
        return ".."
    found, _ = _single(text, day_first)
    if found == "XXXX":
        return ""
    found = found and (widen(found) or found)
    return None if not found or re.search(r"[/\[\]{}]", found) else found


def is_sound(edtf: str) -> bool:
    """Whether a text is EDTF; an interval that ends before it starts is."""
    try:
        if not is_reversed(edtf):
            bounds(edtf)
    except BadDateError:
        return False
    return True
