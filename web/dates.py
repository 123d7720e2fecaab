"""EDTF dates as people of either language write them; what has no plain form stays as it is."""

from __future__ import annotations

import re
from calendar import month_name
from functools import lru_cache

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?([~?%]?)")
_DECADE = re.compile(r"(\d{3})X")
_SEASONS = {
    "en": {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"},
    "ko": {"21": "봄", "22": "여름", "23": "가을", "24": "겨울"},
}
_DOUBT = {
    "en": {"": "{}", "~": "about {}", "?": "{}, uncertain", "%": "about {}, uncertain"},
    "ko": {"": "{}", "~": "{}경", "?": "{} (불확실)", "%": "{}경 (불확실)"},
}
_UNKNOWN = {"en": "at an unknown date", "ko": "날짜 미상"}
_SINCE = {"en": "since {}", "ko": "{}부터"}
_UNTIL = {"en": "until {}", "ko": "{}까지"}
_OPEN = {"en": "from {}; when it ended is not said", "ko": "{}부터 (끝은 알려지지 않음)"}
_BEFORE = {"en": "to {}; when it began is not said", "ko": "{}까지 (시작은 알려지지 않음)"}
_DECADES = {"en": "the {}0s", "ko": "{}0년대"}


@lru_cache(maxsize=8192)
def format_date(text: str, language: str) -> str:
    """A date or interval in words.

    Args:
        text: EDTF.
        language: `en` or `ko`.

    Example:
        >>> format_date("2007-10-27/2007-10-28", "en")
        '27–28 October 2007'
    """
    start, slash, end = text.partition("/")
    if not slash:
        return _format_one(start, language)
    if start == "..":
        return _UNTIL[language].format(_format_one(end, language))
    if end == "..":
        return _SINCE[language].format(_format_one(start, language))
    if end == "":
        return _OPEN[language].format(_format_one(start, language))
    if start == "":
        return _BEFORE[language].format(_format_one(end, language))
    return _format_interval(start, end, language)


def _format_interval(start: str, end: str, language: str) -> str:
    a, b = _DATE.fullmatch(start), _DATE.fullmatch(end)
    if a and b and not a[4] and not b[4]:
        same_year, same_month = a[1] == b[1], a[2] == b[2]
        if same_year and same_month and a[3] and b[3]:
            if language == "ko":
                return f"{int(a[1])}년 {int(a[2])}월 {int(a[3])}–{int(b[3])}일"
            return f"{int(a[3])}–{int(b[3])} {month_name[int(a[2])]} {a[1]}"
        if same_year and a[2] and b[2] and language == "en":
            first = _format_one(start, language).removesuffix(f" {a[1]}")
            return f"{first} – {_format_one(end, language)}"
    return f"{_format_one(start, language)} – {_format_one(end, language)}"


def _format_one(text: str, language: str) -> str:
    if text in {"XXXX", ""}:
        return _UNKNOWN[language]
    if (decade := _DECADE.fullmatch(text)) is not None:
        return _DECADES[language].format(decade[1])
    match = _DATE.fullmatch(text)
    if match is None:
        return text
    year, month, day, doubt = match.groups()
    season = _SEASONS[language].get(month or "")
    if month and not season and not 1 <= int(month) <= 12:
        return text
    if language == "ko":
        parts = [f"{year}년", season or (f"{int(month)}월" if month else "")]
        parts.append(f"{int(day)}일" if day else "")
    else:
        parts = [str(int(day)) if day else "", season or (month_name[int(month)] if month else "")]
        parts.append(year)
    return _DOUBT[language][doubt].format(" ".join(part for part in parts if part))
