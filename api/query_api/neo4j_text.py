"""Numbers, times, durations and points as text, letter by letter as Neo4j writes them."""

from __future__ import annotations

import math
import struct
from decimal import Decimal

from neo4j.spatial import Point
from neo4j.time import Date, DateTime, Duration, Time

_NANOSECONDS = 1_000_000_000


def float_text(value: float) -> str:
    """As Java's Double.toString: plain from 0.001 to below 10 million, else with an exponent."""
    return _java(value, repr(value))


def float32_text(value: float) -> str:
    """The shortest text that is this number in 32 bits, as Java's Float.toString."""
    if not math.isfinite(value):
        return _java(value, repr(value))
    for digits in range(1, 10):
        text = f"{value:.{digits}g}"
        if struct.pack("f", float(text)) == struct.pack("f", value):
            return _java(value, text)
    return _java(value, repr(value))


def _java(value: float, shortest: str) -> str:
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    if value == 0:
        return "-0.0" if math.copysign(1, value) < 0 else "0.0"
    two = f"{value:.1e}"
    if float(two) == value:
        # Java writes two digits at least, and takes the nearest two: 4.9E-324, not 5.0E-324.
        shortest = two
    sign, digits, exponent = Decimal(shortest).normalize().as_tuple()
    assert isinstance(exponent, int)  # noqa: S101  (it is finite)
    text = "".join(map(str, digits))
    before = len(text) + exponent
    minus = "-" * sign
    if not -3 < before <= 7:
        return f"{minus}{text[0]}.{text[1:] or '0'}E{before - 1}"
    if before <= 0:
        return f"{minus}0.{'0' * -before}{text}"
    return f"{minus}{text[:before].ljust(before, '0')}.{text[before:] or '0'}"


def date_text(value: Date | DateTime) -> str:
    """ISO 8601, with a year of four digits."""
    return f"{value.year:04d}-{value.month:02d}-{value.day:02d}"


def time_text(value: Time | DateTime) -> str:
    """ISO 8601 with seconds, as many digits after the point as it has, and its offset."""
    second = f"{value.hour:02d}:{value.minute:02d}:{value.second:02d}"
    offset = value.utc_offset()
    return second + _fraction(value.nanosecond) + ("" if offset is None else _offset(offset))


def zone_name(value: DateTime) -> str | None:
    """The name of a time zone such as Asia/Seoul; None for a mere offset, and where there is none.

    The driver gives UTC for the offset of nothing too, so that UTC counts as an offset.
    """
    name = getattr(value.tzinfo, "zone", None)
    return None if name in {None, "UTC"} else str(name)


def duration_text(value: Duration) -> str:
    """ISO 8601, each part with its own sign."""
    years, months = _parts(value.months, 12)
    nanoseconds = value.seconds * _NANOSECONDS + value.nanoseconds
    minus = "-" if nanoseconds < 0 else ""
    seconds, fraction = divmod(abs(nanoseconds), _NANOSECONDS)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    day_part = "".join(
        f"{number}{unit}"
        for number, unit in ((years, "Y"), (months, "M"), (value.days, "D"))
        if number
    )
    time_part = "".join(
        f"{minus}{number}{unit}" for number, unit in ((hours, "H"), (minutes, "M")) if number
    )
    if seconds or fraction:
        time_part += f"{minus}{seconds}{_fraction(fraction)}S"
    if not day_part and not time_part:
        return "PT0S"
    return f"P{day_part}" + (f"T{time_part}" if time_part else "")


def point_text(value: Point) -> str:
    """Extended well-known text."""
    coordinates = " ".join(float_text(float(part)) for part in value)
    return f"SRID={value.srid};POINT {'Z ' if len(value) == 3 else ''}({coordinates})"


def _parts(number: int, base: int) -> tuple[int, int]:
    """Quotient and remainder, both towards zero."""
    quotient, remainder = divmod(abs(number), base)
    return (quotient, remainder) if number >= 0 else (-quotient, -remainder)


def _fraction(nanoseconds: int) -> str:
    return f".{nanoseconds:09d}".rstrip("0") if nanoseconds else ""


def _offset(offset: object) -> str:
    seconds = int(offset.total_seconds())  # type: ignore[attr-defined]
    if seconds == 0:
        return "Z"
    minutes, rest = divmod(abs(seconds), 60)
    text = f"{'-' if seconds < 0 else '+'}{minutes // 60:02d}:{minutes % 60:02d}"
    return f"{text}:{rest:02d}" if rest else text
