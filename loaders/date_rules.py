"""How people write a day, a month, a year or a vaguer time: a table of rules, tried in order.

A rule is a name, a pattern, and what it means as EDTF; None where it means nothing after all. A
rule with something inside of it ("before 1994") is given what reads that.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from graph.dates import bounds
from loaders.date_words import MONTHS, NAMED, PART_OF, PARTS, QUARTERS, SEASONS, TENS

Read = Callable[[str], str | None]
Meaning = Callable[[re.Match[str], Read], str | None]
Rule = tuple[str, re.Pattern[str], Meaning]

_SET = re.compile(r"\[(\d{4}(?:-\d\d){0,2})\.\.(\d{4}(?:-\d\d){0,2})\]", re.ASCII)
_HAN = str.maketrans("〇零一二三四五六七八九", "00123456789")
_JUCHE_YEAR_ZERO = 1911

YEAR = r"(?P<y>(?!0000)\d{4})"
MONTH, DAY = r"(?P<m>0?[1-9]|1[0-2])", r"(?P<d>0?[1-9]|[12]\d|3[01])"
_TIME = r"[T ]\d\d?:\d\d(?::\d\d(?:\.\d+)?)?\s*(?:Z|[+-]\d\d:?\d\d)?"
_ENGLISH = "|".join(name for name in PART_OF if name.isascii())
_KOREAN = "|".join(name for name in PART_OF if not name.isascii())
_OF = r"[\s-]+(?:of\s+)?(?:the\s+)?"
_NTH = r"(?:st|nd|rd|th)"
_HAN_NUMBER = r"[一二三四五六七八九]?十?[一二三四五六七八九]?"
_BC = r"(?:BCE?|B\.\s?C\.(?:\s?E\.)?)"
_YEARS_AGO = r"(?P<n>\d{1,3}(?:,\d{3})+|\d{1,9})"
# Zeros are what a program writes where nothing was entered.
_UNKNOWN = (
    r"(?:연도|년도|일자|날짜)?\s*미상|불명|불상|미확인|unknown|n\.?\s?d\.?|\?+|不[明詳详]|未[詳详]"
    rf"|0000(?:[./-]?00){{0,2}}(?:{_TIME})?"
)


def _ymd(year: str, month: str | int | None = None, day: str | int | None = None) -> str:
    text = year
    if month is not None:
        text += f"-{int(month):02}"
    if day is not None:
        text += f"-{int(day):02}"
    return text


def read_parts(match: re.Match[str], _: Read) -> str:
    """The year `y` of a match, with its month `m` and day `d` where it has them."""
    found = match.groupdict()
    return _ymd(found["y"], found.get("m"), found.get("d"))


def _named_month(match: re.Match[str], _: Read) -> str:
    found = match.groupdict()
    return _ymd(found["y"], MONTHS[found["name"].lower()], found.get("d"))


def _han(match: re.Match[str], _: Read) -> str:
    """Chinese digits: a year digit by digit, months and days with a sign for ten."""
    parts = [match["y"].translate(_HAN)]
    for text in (match["m"], match["d"]):
        if text:
            tens, ten, ones = text.rpartition("十")
            number = int(ones.translate(_HAN) or 0)
            parts.append(str(number + 10 * int(tens.translate(_HAN) or 1) if ten else number))
    return _ymd(*parts)


def _juche(match: re.Match[str], _: Read) -> str | None:
    found = match.groupdict()
    year = str(_JUCHE_YEAR_ZERO + int(found["j"]))
    if int(found["j"]) == 0 or (found["y"] and found["y"] != year):
        return None  # the two counts contradict each other
    return _ymd(year, found["m"], found["d"])


def before_christ(years: int) -> str:
    """A year before Christ: the first is EDTF's year 0; more than four digits come after a Y."""
    year = 1 - years
    if year < -9999:
        return f"Y{year}"
    return f"-{-year:04}" if year else "0000"


def _before_christ(match: re.Match[str], _: Read) -> str | None:
    years = int(match["n"].replace(",", ""))
    return before_christ(years) if years else None


def _after_christ(match: re.Match[str], _: Read) -> str:
    return f"{int(match['n']):04}"


def _qualified(sign: str) -> Meaning:
    def meaning(match: re.Match[str], read: Read) -> str | None:
        inner = read(match["rest"])
        inner = inner and (widen(inner) or inner)
        return f"{inner}{sign}" if inner and re.fullmatch(r"[\dX-]+", inner) else None

    return meaning


def widen(edtf: str) -> str | None:
    """The month, year, decade or century that a set of days lies in, for where no set can stand.

    Example:
        >>> widen("[1994-03..1994-05]"), widen("[1960..1963]"), widen("[1994..]")
        ('1994', '196X', None)
    """
    ends = _SET.fullmatch(edtf)
    if ends is None:
        return None
    first, last = ends.groups()
    for length, rest in ((7, ""), (4, ""), (3, "X"), (2, "XX")):
        if first[:length] == last[:length] and len(first) >= length <= len(last):
            return first[:length] + rest
    return None


def _days(edtf: str | None) -> tuple[date, date] | None:
    """The days of a date without doubts and open ends: what others can be before or after."""
    if edtf is None or edtf == "XXXX" or re.search(r"[?~%/]|\.\.\]|\[\.\.", edtf):
        return None
    found = bounds(edtf)
    return found.earliest, found.latest


def _before(match: re.Match[str], read: Read) -> str | None:
    inner = read(match["rest"])
    days = _days(inner)
    if days is None or days[0] == date.min:
        return None
    day = days[0] - timedelta(days=1)
    return f"[..{_as_exact(day, inner) or _last_day(day)}]"


def _after(match: re.Match[str], read: Read) -> str | None:
    inner = read(match["rest"])
    days = _days(inner)
    if days is None or days[1] == date.max:
        return None
    day = days[1] + timedelta(days=1)
    return f"[{_as_exact(day, inner) or _first_day(day)}..]"


def _as_exact(day: date, other: str | None) -> str | None:
    """A day as exact as a plain year, month or day; None where the other is none."""
    plain = other and re.fullmatch(r"\d{4}(?:-\d\d){0,2}", other)
    return day.isoformat()[: len(plain[0])] if plain else None


def _not_after(match: re.Match[str], read: Read) -> str | None:
    days = _days(read(match["rest"]))
    return f"[..{_last_day(days[1])}]" if days else None


def _not_before(match: re.Match[str], read: Read) -> str | None:
    days = _days(read(match["rest"]))
    return f"[{_first_day(days[0])}..]" if days else None


def read_inner(match: re.Match[str], read: Read) -> str | None:
    """What stands inside, read as it is."""
    return read(match["rest"])


def _between(match: re.Match[str], read: Read) -> str | None:
    first, last = _days(read(match["rest"])), _days(read(match["other"]))
    if first is None or last is None:
        return None
    start, end = _first_day(first[0]), _last_day(last[1])
    if len(start) == len(end):
        return f"[{start}..{end}]"
    return f"[{first[0].isoformat()}..{last[1].isoformat()}]"


def _first_day(day: date) -> str:
    """A day as the year or month that it begins; else as itself."""
    if day.day > 1:
        return day.isoformat()
    return f"{day.year:04}" if day.month == 1 else f"{day.year:04}-{day.month:02}"


def _last_day(day: date) -> str:
    """A day as the year or month that it ends; else as itself."""
    if bounds(f"{day.year:04}-{day.month:02}").latest != day:
        return day.isoformat()
    return f"{day.year:04}" if day.month == 12 else f"{day.year:04}-{day.month:02}"


def _until(match: re.Match[str], read: Read) -> str | None:
    inner = read(match["rest"])
    return f"/{inner}" if inner and inner != "XXXX" else None


def _since(match: re.Match[str], read: Read) -> str | None:
    inner = read(match["rest"])
    return f"{inner}/" if inner and inner != "XXXX" else None


def _part(match: re.Match[str], unit: int) -> list[str]:
    return PARTS[PART_OF[match["part"].lower()]][unit].split()


def _part_of_year(match: re.Match[str], _: Read) -> str:
    first, last = _part(match, 0)
    return f"[{match['y']}-{first}..{match['y']}-{last}]"


def _part_of_month(match: re.Match[str], _: Read) -> str:
    first, last = TENS[match["part"]]
    month = _ymd(match["y"], match["m"])
    return f"[{month}-{first:02}..{month}-{last or bounds(month).latest.day:02}]"


def _quarter(match: re.Match[str], _: Read) -> str:
    last = QUARTERS[match["q"].lower()] * 3
    return f"[{match['y']}-{last - 2:02}..{match['y']}-{last:02}]"


def _decade(match: re.Match[str], _: Read) -> str:
    """A decade, or a part of it; the 1900s and those before them may be the century."""
    decade = match["dec"]
    whole = decade[-1] == "0" and decade < "200"
    start = decade[:2] if whole else decade
    if match.groupdict().get("part") is None:
        return start.ljust(4, "X")
    first, last = _part(match, 2 if whole else 1)
    return f"[{start}{first}..{start}{last}]"


def _season(match: re.Match[str], _: Read) -> str:
    return f"{match['y']}-{SEASONS[match['season'].lower()]}"


def _century(match: re.Match[str], _: Read) -> str | None:
    start = f"{int(match['c']) - 1:02}"
    if int(match["c"]) == 0:
        return None
    if match.groupdict().get("part") is None:
        return f"{start}XX"
    first, last = _part(match, 2)
    return f"[{start}{first}..{start}{last}]"


def make_rule(name: str, pattern: str, meaning: Meaning) -> Rule:
    """A rule: what its pattern fits as a whole has this meaning."""
    return name, re.compile(pattern, re.IGNORECASE | re.ASCII), meaning


RULES: tuple[Rule, ...] = (
    make_rule("unknown", _UNKNOWN, lambda *_: "XXXX"),
    make_rule("year", rf"{YEAR}\s*[년年]?\.?", read_parts),
    make_rule("year and month", rf"{YEAR}\s*[./-]\s*{MONTH}\.?", read_parts),
    make_rule("month before its year", rf"{MONTH}\s*/\s*{YEAR}", read_parts),
    make_rule("day", rf"{YEAR}\s*(?P<s>[./-])\s*{MONTH}\s*(?P=s)\s*{DAY}\.?", read_parts),
    # 1999-00 may be the year 1999, or two years.
    make_rule("year, no month", rf"(?!\d\d99[./-]00$){YEAR}[./-]00(?:[./-]00)?", read_parts),
    make_rule("month, no day", rf"{YEAR}[./-]{MONTH}[./-]00", read_parts),
    make_rule("day and time", rf"{YEAR}[./-]{MONTH}[./-]{DAY}{_TIME}", read_parts),
    make_rule("day, eight digits", r"(?P<y>(?!0000)\d{4})(?P<m>[01]\d)(?P<d>[0-3]\d)", read_parts),
    make_rule("Korean month", rf"{YEAR}\s*[年년./-]\s*{MONTH}\s*[月월]", read_parts),
    make_rule("Korean day", rf"{YEAR}\s*[年년./-]\s*{MONTH}\s*[月월]\s*{DAY}\s*[日일]", read_parts),
    make_rule(
        "Chinese digits",
        rf"(?P<y>[〇零一二三四五六七八九]{{4}})[年년]"
        rf"(?:(?P<m>{_HAN_NUMBER})[月월](?:(?P<d>{_HAN_NUMBER})[日일])?)?",
        _han,
    ),
    make_rule(
        "Juche",
        r"(?:주체|主[体體]|juche)\s*(?P<j>\d{1,3})\s*[년年]?\s*(?:\(\s*(?P<y>\d{4})\s*년?\s*\))?\s*년?"
        rf"(?:(?:\s*[.\-]\s*|\s+|(?<=[년年])){MONTH}"
        rf"(?:(?:\s*[월月]\s*|\s*[.\-]\s*|\s+){DAY}\s*[일日]?|\s*[월月])?)?\.?",
        _juche,
    ),
    make_rule("before Christ", rf"{_YEARS_AGO}\s*{_BC}", _before_christ),
    make_rule(
        "Korean before Christ",
        rf"(?:{_BC}|기원전|紀元前|公元前)\s*{_YEARS_AGO}\s*[년年]?",
        _before_christ,
    ),
    make_rule(
        "after Christ", r"(?:AD|A\.\s?D\.|CE|서기)\s*(?P<n>[1-9]\d{0,3})\s*년?", _after_christ
    ),
    make_rule(
        "after Christ, after it", r"(?P<n>[1-9]\d{0,3})\s*(?:AD|A\.\s?D\.|CE)", _after_christ
    ),
    make_rule("decade", r"(?:the\s+)?(?P<dec>\d{3})0\s*(?:년대|'?s|年代)", _decade),
    make_rule(
        "part of a decade",
        rf"(?:the\s+)?(?P<part>{_ENGLISH}){_OF}(?P<dec>\d{{3}})0\s*'?s",
        _decade,
    ),
    make_rule(
        "Korean part of a decade",
        rf"(?P<dec>\d{{3}})0\s*(?:년대|年代)\s*(?P<part>{_KOREAN})",
        _decade,
    ),
    make_rule("century", rf"(?P<c>\d{{1,2}})\s*(?:{_NTH}[\s-]+century|세기|世紀)", _century),
    make_rule(
        "part of a century",
        rf"(?:the\s+)?(?P<part>{_ENGLISH}){_OF}(?P<c>\d{{1,2}}){_NTH}[\s-]+century",
        _century,
    ),
    make_rule(
        "Korean part of a century",
        rf"(?P<c>\d{{1,2}})\s*(?:세기|世紀)\s*(?P<part>{_KOREAN})",
        _century,
    ),
    make_rule("part of a year", rf"(?:the\s+)?(?P<part>{_ENGLISH}){_OF}{YEAR}", _part_of_year),
    make_rule("Korean part of a year", rf"{YEAR}\s*년\s*(?P<part>{_KOREAN})", _part_of_year),
    make_rule(
        "Korean part of a month",
        rf"{YEAR}\s*[년年./-]\s*{MONTH}\s*[월月.]?\s*(?P<part>{'|'.join(TENS)})",
        _part_of_month,
    ),
    make_rule("quarter", rf"Q(?P<q>[1-4])(?:\s+of)?\s+{YEAR}", _quarter),
    make_rule("quarter after the year", rf"{YEAR}\s*-?\s*Q(?P<q>[1-4])", _quarter),
    make_rule("Korean quarter", rf"{YEAR}\s*년?\s+(?P<q>[1-4])(?:/4)?\s*분기", _quarter),
    make_rule(
        "quarter in words",
        rf"(?:the\s+)?(?P<q>first|second|third|fourth)\s+quarter\s+of\s+{YEAR}",
        _quarter,
    ),
    make_rule(
        "season", rf"(?P<season>spring|summer|autumn|fall|winter)\s+(?:of\s+)?{YEAR}", _season
    ),
    make_rule("Korean season", rf"{YEAR}\s*년?\s*(?P<season>봄|여름|가을|겨울)", _season),
    make_rule("month by name", rf"(?P<name>{NAMED})\.?,?\s+{YEAR}", _named_month),
    make_rule(
        "day by name",
        rf"{DAY}(?:{_NTH}|\.)?\s+(?:of\s+)?(?P<name>{NAMED})\.?,?\s+{YEAR}",
        _named_month,
    ),
    make_rule(
        "American day",
        rf"(?P<name>{NAMED})\.?\s+{DAY}{_NTH}?(?:\s*,\s*|\s+){YEAR}",
        _named_month,
    ),
    make_rule(
        "between", r"(?:some ?time\s+)?between\s+(?P<rest>.+?)\s+and\s+(?P<other>.+)", _between
    ),
    make_rule(
        "Korean between", r"(?P<rest>.+?)\s*(?:에서|와|과|~|부터)\s*(?P<other>.+?)\s*사이", _between
    ),
    make_rule("before", r"(?:before|prior to)\s+(?:the\s+)?(?P<rest>.+)", _before),
    make_rule("Korean before", r"(?P<rest>.+?)\s*이전", _before),
    make_rule("after", r"after\s+(?:the\s+)?(?P<rest>.+)", _after),
    make_rule("not after", r"(?:by|(?:no|not) later than|not after)\s+(?P<rest>.+)", _not_after),
    make_rule("not before", r"(?:(?:no|not) earlier than|not before)\s+(?P<rest>.+)", _not_before),
    make_rule("until", r"(?:until|till|up to)\s+(?P<rest>.+)", _until),
    make_rule("Korean until", r"(?P<rest>.+?)\s*까지", _until),
    make_rule("since", r"(?:since|from)\s+(?P<rest>.+)", _since),
    make_rule("Korean since", r"(?P<rest>.+?)\s*(?:이후|이래)", _since),
    make_rule("as of", r"as of\s+(?P<rest>.+)", read_inner),
    make_rule("Korean as of", r"(?P<rest>.*\d.*?)\s*(?:현재|기준)", read_inner),
    make_rule(
        "about",
        r"(?:c\.?|ca\.?|circa|about|around|approx\.?|approximately|약|경)\s*(?P<rest>\d.*)",
        _qualified("~"),
    ),
    make_rule("about, after it", r"(?P<rest>.*\d.*?)\s*(?:경|무렵|쯤|전후)", _qualified("~")),
    make_rule("in doubt and about", r"(?P<rest>.*\d.*?)\s*(?:\?~|~\?)", _qualified("%")),
    make_rule("in doubt", r"(?P<rest>.*\d.*?)\s*(?:\?|\(\?\)|추정|\(추정\))", _qualified("?")),
)
