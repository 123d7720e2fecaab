"""Parameters of the Query API: plain JSON, or typed with `$type` and `_value`."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Mapping
from datetime import tzinfo
from typing import Any

import pytz
from neo4j.spatial import CartesianPoint, Point, WGS84Point
from neo4j.time import Date, DateTime, Duration, Time
from neo4j.vector import Vector

_POINT = re.compile(r"SRID=(\d+);\s*POINT(?: Z)? ?\(([^()]+)\)", re.IGNORECASE)
_POINTS: dict[str, type[Point]] = {
    "7203": CartesianPoint,
    "9157": CartesianPoint,
    "4326": WGS84Point,
    "4979": WGS84Point,
}
_TIME = re.compile(
    r"(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(Z|[+-]\d{2}(?::?\d{2})?(?::?\d{2})?)?(?:\[([^\]]+)\])?"
)
_DURATION = re.compile(
    r"P(?:([+-]?\d+)Y)?(?:([+-]?\d+)M)?(?:([+-]?\d+)W)?(?:([+-]?\d+)D)?"
    r"(?:T(?:([+-]?\d+)H)?(?:([+-]?\d+)M)?(?:([+-]?)(\d+)(?:\.(\d{1,9}))?S)?)?"
)


class UnsupportedParameterError(ValueError):
    """A parameter's `$type` is none that a parameter can have; the message is Neo4j's."""


def typed_parameters(members: Mapping[str, Any]) -> dict[str, Any]:
    """Parameters in typed JSON as driver values.

    Raises:
        ValueError: A value is not typed, or not as its type says.
    """
    return {name: _value(value) for name, value in members.items()}


def _value(member: Any) -> Any:
    if member is None:
        return None
    if not isinstance(member, dict):
        raise ValueError("a value without $type")
    kind = member.get("$type")
    read = _READERS.get(str(kind))
    if read is None:
        name = "null" if kind is None else kind
        raise UnsupportedParameterError(f"Type {name} is not supported.")
    if "_value" not in member:
        raise ValueError("a $type without _value")
    return read(member["_value"])


def _boolean(value: Any) -> bool:
    text = str(value).lower()
    if text not in {"true", "false"}:
        raise ValueError("no boolean")
    return text == "true"


def _integer(value: Any) -> int:
    if isinstance(value, str | int) and not isinstance(value, bool):
        return int(value)
    raise ValueError("no integer")


def _float(value: Any) -> float:
    if isinstance(value, str | int | float) and not isinstance(value, bool):
        return float(value)
    raise ValueError("no float")


def _text(value: Any) -> str:
    if isinstance(value, dict | list):
        raise ValueError("no text")
    return str(value)


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise ValueError("no list")
    return [_value(item) for item in value]


def _map(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise ValueError("no map")
    return {key: _value(item) for key, item in value.items()}


def _bytes(value: Any) -> bytes:
    return base64.b64decode(_text(value), validate=True)


def _date(value: Any) -> Date:
    return Date.from_iso_format(_text(value))


_Clock = tuple[int, int, int, int]


def _clock(text: str) -> tuple[_Clock, str | None, str | None]:
    found = _TIME.fullmatch(text)
    if found is None:
        raise ValueError("no time")
    hour, minute, second, fraction, offset, zone = found.groups()
    nanosecond = int((fraction or "").ljust(9, "0"))
    return (int(hour), int(minute), int(second or 0), nanosecond), offset, zone


def _zone(offset: str) -> tzinfo:
    """An offset as the driver has it: in whole minutes."""
    digits = re.sub(r"\D", "", offset).ljust(6, "0")
    if digits[4:] != "00":
        raise ValueError("an offset with seconds")
    minutes = int(digits[:2]) * 60 + int(digits[2:4])
    zone: tzinfo = pytz.FixedOffset(-minutes if offset[0] == "-" else minutes)
    return zone


def _time(*, zoned: bool) -> Callable[[Any], Time]:
    def read(value: Any) -> Time:
        numbers, offset, zone = _clock(_text(value))
        if zone or (offset is None) is zoned:
            raise ValueError("no time of this kind")
        return Time(*numbers, None if offset is None else _zone(offset))

    return read


def _datetime(*, zoned: bool) -> Callable[[Any], DateTime]:
    def read(value: Any) -> DateTime:
        day, mark, clock = _text(value).partition("T")
        if not mark:
            raise ValueError("no time")
        date = Date.from_iso_format(day)
        numbers, offset, zone = _clock(clock)
        if (offset is None) is zoned:
            raise ValueError("no time of this kind")
        moment = DateTime(date.year, date.month, date.day, *numbers)
        if offset is None:
            return moment
        fixed = moment.replace(tzinfo=_zone(offset))
        return fixed.astimezone(pytz.timezone(zone)) if zone else fixed

    return read


def _duration(value: Any) -> Duration:
    text = _text(value)
    found = _DURATION.fullmatch(text)
    if found is None or text in {"P", "PT"}:
        raise ValueError("no duration")
    years, months, weeks, days, hours, minutes, sign, seconds, fraction = found.groups()
    direction = -1 if sign == "-" else 1
    return Duration(
        months=int(years or 0) * 12 + int(months or 0),
        days=int(weeks or 0) * 7 + int(days or 0),
        hours=int(hours or 0),
        minutes=int(minutes or 0),
        seconds=direction * int(seconds or 0),
        nanoseconds=direction * int((fraction or "").ljust(9, "0")),
    )


def _point(value: Any) -> Point:
    found = _POINT.fullmatch(_text(value).strip())
    if found is None or found[1] not in _POINTS:
        raise ValueError("no point")
    coordinates = tuple(float(part) for part in found[2].split())
    if len(coordinates) != (3 if found[1] in {"9157", "4979"} else 2):
        raise ValueError("no point of this kind")
    return _POINTS[found[1]](coordinates)


_KINDS: dict[str, str] = {
    "INT8": "i8",
    "INT16": "i16",
    "INT32": "i32",
    "INT64": "i64",
    "FLOAT32": "f32",
    "FLOAT64": "f64",
}


def _vector(value: Any) -> Vector:
    kind = _KINDS[value["coordinatesType"]]
    read: Callable[[Any], int | float] = _float if kind.startswith("f") else _integer
    return Vector([read(item) for item in value["coordinates"]], kind)  # type: ignore[call-overload, no-any-return]


_READERS: dict[str, Callable[[Any], Any]] = {
    "Null": lambda _: None,
    "Boolean": _boolean,
    "Integer": _integer,
    "Float": _float,
    "String": _text,
    "Base64": _bytes,
    "List": _list,
    "Map": _map,
    "Date": _date,
    "Time": _time(zoned=True),
    "LocalTime": _time(zoned=False),
    "OffsetDateTime": _datetime(zoned=True),
    "ZonedDateTime": _datetime(zoned=True),
    "LocalDateTime": _datetime(zoned=False),
    "Duration": _duration,
    "Point": _point,
    "Vector": _vector,
}
