"""Times of Neo4j that Python cannot hold, kept as the text that Neo4j writes.

Neo4j has years from -999,999,999 on, and offsets to the second; Python has years from 1 to 9999,
and the driver offsets to the minute. The driver gives up a value that it cannot hold, takes the
last day of year 0 for no day, and drops the seconds of an offset without a word.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import neo4j
from neo4j._codec.hydration.bolt._common import HydrationScopeBolt
from neo4j._codec.packstream import Structure

from graph.required_versions import require_version

require_version("neo4j", neo4j.__version__, __name__)

_DAY = 86_400
# 1 January of year 1 and 31 December 9999, in days from 1970.
_FIRST, _LAST = -719_162, 2_932_896
# The first days and the last ones may be those of another year by an offset.
_EDGE = 2 * _DAY
_NANOSECONDS = 1_000_000_000
# Zones had offsets to the second before.
_WHOLE_MINUTES_SINCE = 63_072_000


@dataclass(frozen=True)
class ExactTime:
    """A date or time that Python cannot hold.

    Attributes:
        kind: As the Query API calls it: `Date`, `Time`, `LocalDateTime`, `OffsetDateTime` or
            `ZonedDateTime`.
        text: As Neo4j writes it.
    """

    kind: str
    text: str

    def __str__(self) -> str:
        return self.text


def keep_exact_times() -> None:
    """Let every connection of this process give such values as `ExactTime`."""
    if HydrationScopeBolt._hydrate_structure.__module__ != __name__:
        HydrationScopeBolt._hydrate_structure = _wrapped(  # type: ignore[assignment,method-assign]
            HydrationScopeBolt._hydrate_structure
        )


def _wrapped(hydrate: Callable[[Any, Structure], Any]) -> Callable[[Any, Structure], Any]:
    def hydrate_exactly(self: Any, value: Structure) -> Any:
        read = _READERS.get(value.tag)
        exact = read(value.fields) if read is not None else None
        return hydrate(self, value) if exact is None else exact

    return hydrate_exactly


def _date(fields: Sequence[Any]) -> ExactTime | None:
    (days,) = fields
    return None if _FIRST <= days <= _LAST else ExactTime("Date", _date_text(days))


def _time(fields: Sequence[Any]) -> ExactTime | None:
    nanoseconds, offset = fields
    if offset % 60 == 0:
        return None
    text = _time_text(*divmod(nanoseconds, _NANOSECONDS))
    return ExactTime("Time", f"{text}{_offset_text(offset)}")


def _local(fields: Sequence[Any]) -> ExactTime | None:
    seconds, nanoseconds = fields
    if not _is_outside(seconds):
        return None
    return ExactTime("LocalDateTime", _moment_text(seconds, nanoseconds))


def _with_offset(fields: Sequence[Any]) -> ExactTime | None:
    seconds, nanoseconds, offset = fields
    if offset % 60 == 0 and not _is_outside(seconds) and not _is_outside(seconds + offset):
        return None
    text = _moment_text(seconds + offset, nanoseconds)
    return ExactTime("OffsetDateTime", f"{text}{_offset_text(offset)}")


def _with_zone(fields: Sequence[Any]) -> ExactTime | None:
    seconds, nanoseconds, name = fields
    if seconds > _WHOLE_MINUTES_SINCE and not _is_far(seconds):
        return None
    try:
        offset = _zone_offset(seconds, name)
    except (KeyError, ValueError, OSError):  # no such zone here: the moment is in UTC
        offset = 0
    if offset % 60 == 0 and not _is_far(seconds):
        return None
    text = _moment_text(seconds + offset, nanoseconds)
    return ExactTime("ZonedDateTime", f"{text}{_offset_text(offset)}[{name}]")


# The driver's names of structures: the versions of the protocol that we speak have these.
_READERS: dict[bytes, Callable[[Sequence[Any]], ExactTime | None]] = {
    b"D": _date,
    b"T": _time,
    b"d": _local,
    b"I": _with_offset,
    b"i": _with_zone,
}


def _is_outside(seconds: int) -> bool:
    return not _FIRST * _DAY <= seconds < (_LAST + 1) * _DAY


def _is_far(seconds: int) -> bool:
    return not _FIRST * _DAY + _EDGE <= seconds < (_LAST + 1) * _DAY - _EDGE


def _zone_offset(seconds: int, name: str) -> int:
    """A zone's offset in seconds; in a year that Python has not, that of one which is like it."""
    moment = datetime(1970, 1, 1, tzinfo=UTC)
    days, rest = divmod(seconds, _DAY)
    if days > _LAST - 400:
        days = 10_957 + (days - 10_957) % 146_097  # the calendar repeats after 400 years
    moment += timedelta(days=max(days, _FIRST + 400), seconds=rest)
    offset = moment.astimezone(ZoneInfo(name)).utcoffset()
    return 0 if offset is None else int(offset.total_seconds())


def _moment_text(seconds: int, nanoseconds: int) -> str:
    days, rest = divmod(seconds, _DAY)
    return f"{_date_text(days)}T{_time_text(rest, nanoseconds)}"


def _date_text(days: int) -> str:
    """A day by its number from 1970, in the calendar of today carried back and forth."""
    eras, day = divmod(days + 719_468, 146_097)
    year = (day - day // 1_460 + day // 36_524 - day // 146_096) // 365
    day -= 365 * year + year // 4 - year // 100
    month = (5 * day + 2) // 153
    day -= (153 * month + 2) // 5 - 1
    month = month + 3 if month < 10 else month - 9
    year += eras * 400 + (month <= 2)
    sign = "+" if year > 9999 else "-" if year < 0 else ""
    return f"{sign}{abs(year):04}-{month:02}-{day:02}"


def _time_text(seconds: int, nanoseconds: int) -> str:
    minutes, second = divmod(seconds, 60)
    fraction = f".{nanoseconds:09}".rstrip("0") if nanoseconds else ""
    return f"{minutes // 60:02}:{minutes % 60:02}:{second:02}{fraction}"


def _offset_text(offset: int) -> str:
    if offset == 0:
        return "Z"
    minutes, second = divmod(abs(offset), 60)
    text = f"{'-' if offset < 0 else '+'}{minutes // 60:02}:{minutes % 60:02}"
    return f"{text}:{second:02}" if second else text
