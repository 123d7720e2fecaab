"""Dates and times that Python cannot hold: kept letter by letter as Neo4j writes them."""

from __future__ import annotations

from datetime import date

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from graph.database import Database
from graph.exact_times import ExactTime, _date_text
from graph.json_values import to_json

FAR = [
    ("Date", "date('-0108-01-01')", "-0108-01-01"),
    ("Date", "date('0000-12-31')", "0000-12-31"),
    ("Date", "date('+12000-02-29')", "+12000-02-29"),
    ("LocalDateTime", "localdatetime('-0001-01-01T10:20:30.5')", "-0001-01-01T10:20:30.5"),
    ("OffsetDateTime", "datetime('+10000-01-01T00:00+09:00')", "+10000-01-01T00:00:00+09:00"),
    (
        "OffsetDateTime",
        "datetime('1994-01-01T00:00:00+08:27:52')",
        "1994-01-01T00:00:00+08:27:52",
    ),
    (
        "ZonedDateTime",
        "datetime('1900-01-01T00:00[Asia/Seoul]')",
        "1900-01-01T00:00:00+08:27:52[Asia/Seoul]",
    ),
    (
        "ZonedDateTime",
        "datetime('+12000-06-01T00:00[Asia/Seoul]')",
        "+12000-06-01T00:00:00+09:00[Asia/Seoul]",
    ),
    ("Time", "time('10:00:01+01:02:03')", "10:00:01+01:02:03"),
]


@pytest.mark.parametrize(("kind", "value", "text"), FAR)
def test_far_time_is_kept_as_text(kind: str, value: str, text: str, database: Database) -> None:
    """A value that Python cannot hold comes as its text, alone, in a list and in a map."""
    (row,) = database.run(f"RETURN {value} AS d, [{value}] AS l, {{a: {value}}} AS m").records
    exact = ExactTime(kind, text)
    assert row == [exact, [exact], {"a": exact}]
    assert to_json(row) == [text, [text], {"a": text}]


def test_near_times_stay_the_drivers(database: Database) -> None:
    """What Python can hold is what the driver gives, at both ends of its years too."""
    (row,) = database.run(
        "RETURN date('0001-01-01'), date('9999-12-31'), datetime('2013-01-28T10:00[Asia/Seoul]'),"
        " time('10:00+09:00'), localdatetime('9999-12-31T23:59:59')"
    ).records
    assert not any(isinstance(value, ExactTime) for value in row)
    assert row[0].iso_format() == "0001-01-01"


@pytest.mark.parametrize("day", [date(1, 1, 1), date(1600, 2, 29), date(1970, 1, 1), date.max])
def test_days_are_counted_as_python_counts_them(day: date) -> None:
    """A day's number gives the day's text."""
    assert _date_text((day - date(1970, 1, 1)).days) == day.isoformat()


def test_far_dates_over_http(database: Database) -> None:
    """By a link, in CSV, and by the Query API, plain and typed, a far date is its text."""
    with TestClient(create_app(database)) as client:
        path = "/v1/cypher?query=RETURN date('-0108-01-01') AS d"
        assert client.get(path).json()["data"] == [{"d": "-0108-01-01"}]
        assert client.get(f"{path}&format=csv").text.splitlines()[1].lstrip("'") == "-0108-01-01"
        for media_type, value in (
            ("application/json", "+12000-01-01"),
            (
                "application/vnd.neo4j.query",
                {"$type": "Date", "_value": "+12000-01-01"},
            ),
        ):
            answer = client.post(
                "/db/neo4j/query/v2",
                json={"statement": "RETURN date('+12000-01-01') AS d"},
                headers={"Accept": media_type},
            )
            assert answer.status_code == 202
            assert answer.json()["data"]["values"] == [[value]]
