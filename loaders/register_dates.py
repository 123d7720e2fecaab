"""How registers of people write dates: more rules of the kind that `date_rules` has."""

from __future__ import annotations

import re

from loaders.date_rules import DAY, MONTH, YEAR, Read, Rule, make_rule, read_inner, read_parts

_PLAIN = re.compile(r"\d{4}(?:-\d\d){0,2}")
_ACCOUNT = re.compile(r"\s*(.*\d.*?)\s*(?:說|説|说|설)\s*")
# Without its apostrophe a number of two digits may be anything.
_SHORT_YEAR = re.compile(r"(?<![\w'’‘`])['’‘`](\d\d)(?![\d'’‘`])")
_FIRST_SHORT_YEAR = 1930


def _accounts(match: re.Match[str], read: Read) -> str | None:
    """One of the dates that several accounts give."""
    others = [_ACCOUNT.fullmatch(text) for text in re.split(r"[,;·、]", match["others"])]
    texts = [match["rest"], *(other[1] if other else "" for other in others)]
    dates = [read(text) for text in texts]
    if not all(found and _PLAIN.fullmatch(found) for found in dates):
        return None
    return f"[{','.join(sorted({str(found) for found in dates}))}]"


RULES: tuple[Rule, ...] = (
    make_rule("former", r"前|前任|former|formerly", lambda *_: "XXXX"),
    make_rule("form not filled in", r"(?:년|年)\s*(?:월|月)\s*(?:일|日)", lambda *_: "XXXX"),
    make_rule(
        "form with a year",
        rf"{YEAR}\s*[년年.]\s*(?:월|月)(?:\s*\.?\s*(?:일|日))?",
        read_parts,
    ),
    make_rule("form with a month", rf"{YEAR}\s*[년年.]\s*{MONTH}\s*[월月]\s*[일日]", read_parts),
    make_rule("born", r"(?P<rest>.*\d.*?)\s*(?:출생|出生|생|生)", read_inner),
    make_rule(
        "several accounts",
        r"(?P<rest>.*\d.*?)\s*(?:출생|出生|생|生)?\s*\((?P<others>[^()]*\d[^()]*(?:說|説|说|설)\s*)\)",
        _accounts,
    ),
)
# For a table that says that its days come first.
DAY_FIRST: tuple[Rule, ...] = (
    make_rule("day first", rf"{DAY}\s*(?P<s>[./-])\s*{MONTH}\s*(?P=s)\s*{YEAR}\.?", read_parts),
    make_rule("month first", rf"{MONTH}\s*[./-]\s*{YEAR}\.?", read_parts),
)


def fill_short_years(text: str) -> str:
    """A text whose years of two digits after an apostrophe have four: of 1930 to 2029.

    Example:
        >>> fill_short_years("'98.9 ~ '06.9")
        '1998.9 ~ 2006.9'
    """
    return _SHORT_YEAR.sub(lambda match: str(_full_year(int(match[1]))), text)


def _full_year(year: int) -> int:
    century = _FIRST_SHORT_YEAR // 100 * 100
    return century + year + (100 if century + year < _FIRST_SHORT_YEAR else 0)
