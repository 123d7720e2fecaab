"""Dates as people write them, to EDTF: a table of rules, tried in order.

What is vague stays vague: "late 2012" is one of the days from September to December, "before 1994"
is some day before. What cannot be read is not guessed.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from graph.dates import BadDateError, bounds, is_reversed
from loaders.limits import DATE_CHARACTERS

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
_SEASONS |= {"봄": 21, "여름": 22, "가을": 23, "겨울": 24}
# A third of a year: the months that "early", "mid" and "late" may mean.
_PARTS = {"early": ("01", "04"), "mid": ("05", "08"), "late": ("09", "12")}
_PARTS |= {"초": ("01", "04"), "중반": ("05", "08"), "말": ("09", "12")}
_DECADE_PARTS = {"early": "0123", "mid": "456", "late": "789"}
_JUCHE_YEAR_ZERO = 1911

_YEAR = r"(?P<y>\d{4})"
_NAMED = "|".join(sorted(_MONTHS, key=len, reverse=True))
_UNKNOWN = r"(?:연도|년도|일자|날짜)?\s*미상|불명|unknown|n\.?\s?d\.?|\?+|不明|不詳"
_NOW = r"현재|지금|present|now|current|to date"
_BETWEEN = re.compile(r"\s*(?:[~∼〜～–—]|\s-\s|\bto\b|\buntil\b|부터)\s*")


@dataclass(frozen=True)
class WrittenDate:
    """What a written date means.

    Attributes:
        original: As it was written.
        edtf: The same as EDTF; None where it cannot be read.
        rule: The name of the rule that read it; None where none did.
    """

    original: str
    edtf: str | None
    rule: str | None


def _ymd(year: str, month: str | int | None = None, day: str | int | None = None) -> str:
    text = year
    if month is not None:
        text += f"-{int(month):02}"
    if day is not None:
        text += f"-{int(day):02}"
    return text


def _parts(match: re.Match[str]) -> str:
    found = match.groupdict()
    return _ymd(found["y"], found.get("m"), found.get("d"))


def _named_month(match: re.Match[str]) -> str:
    found = match.groupdict()
    return _ymd(found["y"], _MONTHS[found["name"].lower()], found.get("d"))


def _juche(match: re.Match[str]) -> str | None:
    found = match.groupdict()
    year = str(_JUCHE_YEAR_ZERO + int(found["j"]))
    if found["y"] and found["y"] != year:
        return None  # the two counts contradict each other
    return _ymd(year, found["m"], found["d"])


def _about(match: re.Match[str]) -> str | None:
    inner = _single(match["rest"])[0]
    return f"{inner}~" if inner and re.fullmatch(r"[\dX-]+", inner) else None


def _doubtful(match: re.Match[str]) -> str | None:
    inner = _single(match["rest"])[0]
    return f"{inner}?" if inner and re.fullmatch(r"[\dX-]+", inner) else None


def _before(match: re.Match[str]) -> str | None:
    inner = _single(match["rest"])[0]
    return f"[..{_neighbour(inner, -1)}]" if inner else None


def _after(match: re.Match[str]) -> str | None:
    inner = _single(match["rest"])[0]
    return f"[{_neighbour(inner, 1)}..]" if inner else None


def _until(match: re.Match[str]) -> str | None:
    inner = _single(match["rest"])[0]
    return f"[..{inner}]" if inner else None


def _since(match: re.Match[str]) -> str | None:
    inner = _single(match["rest"])[0]
    return f"{inner}/" if inner else None


def _neighbour(edtf: str, step: int) -> str:
    """The year, month or day before or after, as exact as the text is."""
    year, month, day = ([int(part) for part in edtf.split("-")] + [0, 0])[:3]
    if day:
        return (date(year, month, day) + timedelta(days=step)).isoformat()
    if month:
        count = year * 12 + month - 1 + step
        return f"{count // 12:04}-{count % 12 + 1:02}"
    return f"{year + step:04}"


def _part_of_year(match: re.Match[str]) -> str:
    first, last = _PARTS[match["part"].lower()]
    return f"[{match['y']}-{first}..{match['y']}-{last}]"


def _decade(match: re.Match[str]) -> str:
    part = (match.groupdict().get("part") or "").lower()
    if not part:
        return f"{match['dec']}X"
    digits = _DECADE_PARTS[part]
    return f"[{match['dec']}{digits[0]}..{match['dec']}{digits[-1]}]"


def _season(match: re.Match[str]) -> str:
    return f"{match['y']}-{_SEASONS[match['season'].lower()]}"


def _century(match: re.Match[str]) -> str:
    return f"{int(match['c']) - 1:02}XX"


Rule = tuple[str, re.Pattern[str], Callable[[re.Match[str]], str | None]]


def _rule(name: str, pattern: str, meaning: Callable[[re.Match[str]], str | None]) -> Rule:
    return name, re.compile(pattern, re.IGNORECASE), meaning


RULES: tuple[Rule, ...] = (
    _rule("unknown", _UNKNOWN, lambda _: "XXXX"),
    _rule("year", rf"{_YEAR}\s*년?\.?", _parts),
    _rule("year and month", rf"{_YEAR}\s*[./-]\s*(?P<m>\d{{1,2}})\.?", _parts),
    _rule("day", rf"{_YEAR}\s*[./-]\s*(?P<m>\d{{1,2}})\s*[./-]\s*(?P<d>\d{{1,2}})\.?", _parts),
    _rule("day, eight digits", r"(?P<y>\d{4})(?P<m>[01]\d)(?P<d>[0-3]\d)", _parts),
    _rule("Korean month", rf"{_YEAR}\s*[年년]\s*(?P<m>\d{{1,2}})\s*[月월]", _parts),
    _rule(
        "Korean day",
        rf"{_YEAR}\s*[年년]\s*(?P<m>\d{{1,2}})\s*[月월]\s*(?P<d>\d{{1,2}})\s*[日일]",
        _parts,
    ),
    _rule(
        "Juche",
        r"(?:주체|juche)\s*(?P<j>\d{1,3})\s*년?\s*(?:\(\s*(?P<y>\d{4})\s*년?\s*\))?\s*년?"
        r"(?:\s*[.\-]?\s*(?P<m>\d{1,2})\s*월?(?:\s*[.\-]?\s*(?P<d>\d{1,2})\s*일?)?)?\.?",
        _juche,
    ),
    _rule("decade", r"(?:the\s+)?(?P<dec>\d{3})0\s*(?:년대|'?s|年代)", _decade),
    _rule(
        "part of a decade",
        r"(?:the\s+)?(?P<part>early|mid|late)[\s-]*(?P<dec>\d{3})0\s*'?s",
        _decade,
    ),
    _rule("century", r"(?P<c>\d{1,2})(?:(?:st|nd|rd|th)\s+century|세기)", _century),
    _rule("part of a year", rf"(?P<part>early|mid|late)[\s-]*{_YEAR}", _part_of_year),
    _rule("Korean part of a year", rf"{_YEAR}\s*년\s*(?P<part>초|중반|말)", _part_of_year),
    _rule("season", rf"(?P<season>spring|summer|autumn|fall|winter)\s+(?:of\s+)?{_YEAR}", _season),
    _rule("Korean season", rf"{_YEAR}\s*년?\s*(?P<season>봄|여름|가을|겨울)", _season),
    _rule("month by name", rf"(?P<name>{_NAMED})\.?,?\s+{_YEAR}", _named_month),
    _rule("day by name", rf"(?P<d>\d{{1,2}})\.?\s+(?P<name>{_NAMED})\.?,?\s+{_YEAR}", _named_month),
    _rule("American day", rf"(?P<name>{_NAMED})\.?\s+(?P<d>\d{{1,2}})\s*,\s*{_YEAR}", _named_month),
    _rule("before", r"(?:before|prior to)\s+(?P<rest>.+)", _before),
    _rule("Korean before", r"(?P<rest>.+?)\s*이전", _before),
    _rule("after", r"after\s+(?P<rest>.+)", _after),
    _rule("until", r"(?:by|until|no later than)\s+(?P<rest>.+)", _until),
    _rule("since", r"(?:since|from)\s+(?P<rest>.+)", _since),
    _rule("Korean since", r"(?P<rest>.+?)\s*이후", _since),
    _rule("about", r"(?:c\.?|ca\.?|circa|about|around|approx\.?|약|경)\s*(?P<rest>\d.*)", _about),
    _rule("about, after it", r"(?P<rest>.*\d.*?)\s*(?:경|무렵|쯤)", _about),
    _rule("in doubt", r"(?P<rest>.*\d.*?)\s*(?:\?|추정)", _doubtful),
)


def read_date(text: str) -> WrittenDate:
    """What a date or period means that a person has written.

    Args:
        text: As it stands in a cell, such as `주체101(2012).4.11`, `c. 1984`, `1989.04 ~ 1994.07`.

    Returns:
        Its EDTF and the rule that read it, or neither. A period whose end is unknown, or is "now"
        (which is the table's now, not ours), has an unknown end.
    """
    if len(text) > DATE_CHARACTERS:
        return WrittenDate(text, None, None)
    return _read_date(text)


@lru_cache(maxsize=65536)
def _read_date(text: str) -> WrittenDate:
    plain = " ".join(text.split())
    if not plain:
        return WrittenDate(text, None, None)
    edtf, rule = _single(plain)
    if edtf is None:
        edtf, rule = _period(plain)
    if edtf is None or not _sound(edtf):
        return WrittenDate(text, None, None)
    return WrittenDate(text, edtf, rule)


def _single(text: str) -> tuple[str | None, str | None]:
    for name, pattern, meaning in RULES:
        match = pattern.fullmatch(text)
        if match is not None:
            meant = meaning(match)
            if meant is not None and _sound(meant):
                return meant, name
    if " " not in text and _sound(text):
        return text, "EDTF"
    return None, None


def _period(text: str) -> tuple[str | None, str | None]:
    sides = _BETWEEN.split(text.removesuffix("까지").strip())
    if len(sides) != 2:
        return None, None
    start, end = (_side(side.strip()) for side in sides)
    if start is None or end is None or start == end == "":
        return None, None
    return f"{start}/{end}", "period"


def _side(text: str) -> str | None:
    if text == "" or re.fullmatch(_NOW, text, re.IGNORECASE):
        return ""
    found, _ = _single(text)
    if found == "XXXX":
        return ""
    return None if found is None or "/" in found or "[" in found else found


def _sound(edtf: str) -> bool:
    try:
        if not is_reversed(edtf):
            bounds(edtf)
    except (BadDateError, ValueError, OverflowError):
        return False
    return True
