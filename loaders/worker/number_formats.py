"""What a spreadsheet shows of a cell: a number by its format, a date as exact as its format is.

The codes are those of ECMA-376, part 1, 18.8.30. What a code does that is not done here (fractions,
conditions, exponents) leaves the number as it is stored.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal, localcontext
from functools import lru_cache
from typing import Any

# The numbers from 27 to 58 that Excel has for the east of Asia, as Korean Excel shows them.
EASTERN_FORMATS = {
    **dict.fromkeys((27, 31, 36, 50, 54, 57), 'yyyy"년" mm"월" dd"일"'),
    **dict.fromkeys((28, 29, 51, 58), "mm-dd"),
    30: "mm-dd-yy",
    **dict.fromkeys((32, 55), 'h"시" mm"분"'),
    **dict.fromkeys((33, 56), 'h"시" mm"분" ss"초"'),
    **dict.fromkeys((34, 35, 52, 53), "yyyy-mm-dd"),
}
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|_(?P<blank>.)|\*(?P<fill>.)'
    r"|\[\$(?P<currency>[^\]-]*)(?:-[^\]]*)?\]|\[(?P<bracket>[^\]]*)\]"
    r"|(?P<number>[0#?.,%])|(?P<part>AM/PM|A/P|y+|m+|d+|h+|s+|e+|g+|b+)|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_COLOURS = re.compile(
    r"(?:black|blue|cyan|green|magenta|red|white|yellow|color\s*\d+|dbnum\d)", re.I
)
_MOST_DIGITS = 100
DOUBTFUL = "is a number: October's 0 would not be seen"


@dataclass(frozen=True)
class Shown:
    """A cell's text as it is shown, and what a reader of it alone would not know."""

    text: str
    remark: str = ""


def show_number(value: float, code: str) -> Shown:
    """A number by its format, but without signs between its thousands."""
    plain = _plain(value)
    section = _section(code, value)
    text = None if section is None else _formatted(value, section, code)
    if not text:
        return Shown(plain, DOUBTFUL if is_doubtful(plain) else "")
    differs = re.fullmatch(r"-?\d+(?:\.\d+)?", text) and Decimal(text) != Decimal(plain)
    return Shown(text, f"shows {text}, and holds {plain}" if differs else "")


def show_text(value: str, code: str) -> str:
    """A text by its format, which may put something around it."""
    if "@" not in code or code == "@":
        return value
    section = _split(code)[-1]
    if not any(token["other"] == "@" for token in _TOKEN.finditer(section)):
        return value
    return "".join(
        value if token["other"] == "@" else _literal(token) or ""
        for token in _TOKEN.finditer(section)
    ).strip()


def show_date(value: Any, code: str) -> Shown:
    """A day, month, year or time of day, as exact as its format shows it."""
    if not isinstance(value, date | datetime):
        return Shown(str(value))
    parts = _date_parts(code) or _date_parts("yyyy-mm-dd h:mm")
    day = value.date() if isinstance(value, datetime) else value
    if "y" not in parts:
        if not parts & {"m", "d"}:
            return Shown(str(value.time()) if isinstance(value, datetime) else day.isoformat())
        return Shown(day.isoformat(), f"shows no year, and holds {day.isoformat()}")
    if "d" not in parts:
        return Shown(day.isoformat()[:7] if "m" in parts else f"{day.year:04}")
    if isinstance(value, datetime) and value.time() != time() and "h" in parts:
        return Shown(str(value))
    return Shown(day.isoformat())


def is_doubtful(text: str) -> bool:
    """Whether a number may be a year and its tenth month, of which the 0 is lost: 2012.1."""
    return re.fullmatch(r"[12]\d{3}\.1", text) is not None


def _plain(value: float) -> str:
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return str(int(value))
    return f"{value:.15g}" if isinstance(value, float) else str(value)


@lru_cache(maxsize=1024)
def _split(code: str) -> list[str]:
    """The sections of a code: for positive and negative numbers, for nothing, for texts."""
    sections, start = [], 0
    for token in _TOKEN.finditer(code):
        if token["other"] == ";":
            sections.append(code[start : token.start()])
            start = token.end()
    return [*sections, code[start:]]


def _section(code: str, value: float) -> str | None:
    """The section of a code for a number; None where it is shown as it is stored."""
    if code.strip().casefold() in {"", "general", "@"}:
        return None
    sections = [part for part in _split(code) if "@" not in part or len(_split(code)) == 1]
    if not sections:
        return None
    if value < 0 and len(sections) > 1:
        return sections[1]
    return sections[2] if value == 0 and len(sections) > 2 else sections[0]


def _literal(token: re.Match[str]) -> str | None:
    """What a token shows whatever the number is; None where it is no such token."""
    for name in ("quoted", "escaped", "currency"):
        if token[name] is not None:
            return token[name]
    if token["blank"] is not None:
        return " "
    return "" if token["fill"] is not None else None


@lru_cache(maxsize=1024)
def _pattern(section: str) -> list[str | tuple[str]] | None:
    """A section as literal texts and, as tuples of one, signs for digits; None where it is more."""
    found: list[str | tuple[str]] = []
    for token in _TOKEN.finditer(section):
        literal = _literal(token)
        if literal is not None:
            found.append(literal)
        elif token["number"] is not None:
            found.append((token["number"],))
        elif token["bracket"] is not None and _COLOURS.fullmatch(token["bracket"]):
            continue
        elif token["bracket"] is not None or token["part"] is not None or token["other"] == "/":
            return None
        else:
            found.append(token["other"])
    return found


def _formatted(value: float, section: str, code: str) -> str | None:
    pattern = _pattern(section)
    if pattern is None or not any(isinstance(part, tuple) and part[0] in "0#?" for part in pattern):
        return None
    signs = [part[0] for part in pattern if isinstance(part, tuple)]
    joined = "".join(signs)
    whole, _, rest = joined.replace("%", "").partition(".")
    scaled = len(whole) - len(whole.rstrip(","))
    decimals = sum(sign in "0#?" for sign in rest)
    with localcontext(prec=2 * _MOST_DIGITS):
        number = abs(Decimal(_plain(value))) * (100 if "%" in joined else 1)
        number /= Decimal(1000) ** scaled
        if number.adjusted() + decimals > _MOST_DIGITS:
            return None
        digits = f"{number.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP):f}"
    before, _, after = digits.partition(".")
    filled = _fill(pattern, before.lstrip("0"), after)
    negative = value < 0 and len(_split(code)) == 1 and any(sign in "123456789" for sign in digits)
    return ("-" if negative else "") + filled.strip()


def _fill(pattern: list[str | tuple[str]], before: str, after: str) -> str:
    """The pattern with the digits before and after the point in it."""
    signs = [part[0] if isinstance(part, tuple) else "" for part in pattern]
    texts = [part if isinstance(part, str) else "" for part in pattern]
    point = signs.index(".") if "." in signs else len(signs)
    places = [index for index, sign in enumerate(signs) if sign in {"0", "#", "?"}]
    whole = [index for index in places if index < point]
    left = before
    for index in reversed(whole):
        texts[index] = left[-1:] or {"0": "0", "?": " "}.get(signs[index], "")
        left = left[:-1]
    if whole:
        texts[whole[0]] = left + texts[whole[0]]
    rest = places[len(whole) :]
    for index, digit in zip(rest, after, strict=True):
        texts[index] = digit
    for index in reversed(rest):  # what is only for digits that say something
        if signs[index] != "#" or texts[index] != "0":
            break
        texts[index] = ""
    return "".join(
        sign if sign in {".", "%"} else text for sign, text in zip(signs, texts, strict=True)
    )


@lru_cache(maxsize=1024)
def _date_parts(code: str) -> frozenset[str]:
    """Which of y, m, d, h and s a date's format shows; m is a month, not a minute."""
    if code.casefold() == "general" or re.search("e[+-]", code, re.IGNORECASE):
        return frozenset()
    tokens = _TOKEN.finditer(_split(code)[0])
    found = ["", *(token["part"][0].lower() for token in tokens if token["part"]), ""]
    shown = set()
    for before, part, after in zip(found, found[1:], found[2:], strict=False):
        minute = part == "m" and (before == "h" or after == "s")
        shown.add("minute" if minute else "y" if part in "ebg" else part)
    return frozenset(shown)


def is_date_code(code: str) -> bool:
    """Whether a format is of a date or a time."""
    return bool(_date_parts(code))
