"""What holds when, by docs/model.md: laws of a slow reference, and the graph compared with it."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.catalogue import run
from graph.database import Database
from graph.errors import BadParameterError
from graph.lens import Lens
from graph.paths import ROOT
from loaders.load import load
from tests.graphs import wipe
from tests.reference import ALWAYS_AFTER, ALWAYS_BEFORE, Days, End, Look, Record, Said, When

ROLE, ORGAN, POST = "a-role", "an-organ", "a-post"
PEOPLE = ("person-a", "person-b")
FIRST = date(1990, 1, 1)
GRADES = ("candidate member", "member")
NOTHING = Record([], FIRST)

days = st.integers(0, 3000).map(lambda number: FIRST + timedelta(days=number))


@st.composite
def spans(draw: st.DrawFn) -> Days:
    """A day, a month or a year of the nineties."""
    day = draw(days)
    return draw(st.sampled_from([(day, day), month(day), year(day)]))


def month(day: date) -> Days:
    """The first and the last day of a month."""
    first = day.replace(day=1)
    return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def year(day: date) -> Days:
    """The first and the last day of a year."""
    return date(day.year, 1, 1), date(day.year, 12, 31)


@st.composite
def times(draw: st.DrawFn) -> When:
    """When something is said to hold, in every way that a source may say it."""
    kind = draw(st.sampled_from(["interval", "interval", "moment", "said", "within"]))
    if kind == "said":
        return When("moment")
    if kind in {"moment", "within"}:
        return When("moment" if kind == "moment" else "within", draw(spans()))
    start: End = draw(st.one_of(spans(), st.sampled_from(["unknown", "open"])))
    end: End = draw(st.one_of(spans(), st.sampled_from(["unknown", "open"])))
    if isinstance(start, str) and isinstance(end, str):
        end = draw(spans())
    if not isinstance(start, str) and not isinstance(end, str):
        start, end = sorted((start, end))
        if start[1] >= end[0]:
            end = (start[1] + timedelta(days=40),) * 2
    return When("interval", start, end)


publications = st.one_of(
    spans(),
    days.map(lambda day: (day, ALWAYS_AFTER)),
    st.just((ALWAYS_BEFORE, ALWAYS_AFTER)),
)


@st.composite
def records(draw: st.DrawFn) -> Record:
    """A dozen claims, each of a source of its own, on who is called what and who is a member."""
    claims = []
    for number in range(draw(st.integers(2, 12))):
        about = draw(st.sampled_from([ROLE, *PEOPLE]))
        answer = draw(st.sampled_from("abc" if about == ROLE else [ORGAN, ORGAN, POST]))
        grade = draw(st.sampled_from(["", *GRADES])) if answer == ORGAN else ""
        claims.append(
            Said(
                id=f"claim-{number}",
                source=f"source-{number}",
                about=about,
                matter=about if about == ROLE else f"{about} {answer} {grade}",
                answer=answer,
                place=POST if answer == POST else grade and f"{about} {answer}",
                taker=about if answer == POST else grade,
                tenure=about != ROLE,
                denied=draw(st.integers(0, 3)) == 0,
                rumoured=draw(st.integers(0, 5)) == 0,
                when=draw(times()),
                published=draw(publications),
            )
        )
    deaths = []
    if draw(st.booleans()):
        day = draw(days)
        deaths.append((PEOPLE[0], day, "source-of-a-death", day))
    seats = [(POST, "source-of-seats", draw(days))] if draw(st.booleans()) else []
    return Record(claims, datetime.now(UTC).date(), deaths, seats, frozenset([POST]))


@st.composite
def looks(draw: st.DrawFn, *, dated: bool = True) -> Look:
    """A day or a range, a certainty, some or all of the sources, a day of knowledge."""
    first, second = sorted((draw(days), draw(st.one_of(days, st.just(date(2030, 1, 1))))))
    when = (first, draw(st.sampled_from([first, second])))
    names_ = st.sampled_from([*range(12), "of-seats"])
    chosen = draw(st.one_of(st.none(), st.frozensets(names_, min_size=1)))
    return Look(
        as_of=when if dated or draw(st.booleans()) else None,
        certainty=draw(st.sampled_from(["certain", "best", "possible"])),
        sources=None if chosen is None else frozenset(f"source-{name}" for name in chosen),
        known_at=draw(st.one_of(st.just(ALWAYS_AFTER), days)),
        carry=draw(st.sampled_from([None, None, 0, 1, 10, 9999])),
    )


@given(records(), looks(), days, days)
def test_longer_range_loses_nothing(record: Record, look: Look, one: date, other: date) -> None:
    """Of `best` and `possible` a longer range keeps all answers; of `certain` it gains none."""
    assert look.as_of is not None
    longer = replace(look, as_of=(min(look.as_of[0], one), max(look.as_of[1], other)))
    within, around = record.passing(look), record.passing(longer)
    assert around <= within if look.certainty == "certain" else within <= around


@given(records(), looks(), st.integers(0, 40), st.integers(0, 40))
def test_carrying_further_loses_nothing(record: Record, look: Look, one: int, more: int) -> None:
    """For more years as much is let through and more; of what is certain or possible the same."""
    found = [record.passing(replace(look, carry=carry)) for carry in (one, one + more, 9999)]
    assert found[0] <= found[1] <= found[2]
    assert look.certainty == "best" or found[0] == found[2]


@given(records(), looks())
def test_certain_is_best_and_best_is_possible(record: Record, look: Look) -> None:
    """What is certain is in the best answer, and what is in the best answer is possible."""
    found = [
        record.passing(replace(look, certainty=certainty))
        for certainty in ("certain", "best", "possible")
    ]
    assert found[0] <= found[1] <= found[2]


@given(records(), looks())
def test_filters_commute(record: Record, look: Look) -> None:
    """Leaving sources out of the record, and asking for the others, is one thing."""
    kept = [said for said in record.claims if look.sources is None or said.source in look.sources]
    deaths = [one for one in record.deaths if look.sources is None or one[2] in look.sources]
    seats = [one for one in record.seats if look.sources is None or one[1] in look.sources]
    rest = replace(record, claims=kept, deaths=deaths, seats=seats)
    assert rest.passing(replace(look, sources=None)) == record.passing(look)


@given(records(), looks(), st.data())
def test_one_more_source_removes_no_certain_answer(
    record: Record, look: Look, data: st.DataObject
) -> None:
    """A source that is added takes no certain answer of another away, but by a death."""
    more = Said("new", "source-new", ROLE, ROLE, "d", data.draw(times()), data.draw(publications))
    sure = replace(look, certainty="certain", sources=None)
    assert record.passing(sure) <= replace(record, claims=[*record.claims, more]).passing(sure)


@given(records(), looks())
def test_denial_and_rumour_add_no_member(record: Record, look: Look) -> None:
    """Without what is denied or rumoured, nobody is missing among the members."""
    plain = [said for said in record.claims if not said.denied and not said.rumoured]
    assert record.members(look) <= replace(record, claims=plain).members(look)


def text(end: End) -> str:
    """EDTF of a day, a month or a year, or of an end that is not known."""
    if isinstance(end, str):
        return "" if end == "unknown" else ".."
    first, last = end
    for size in (4, 7):
        if {first, last} <= {*year(first)} and size == 4 and (first, last) == year(first):
            return f"{first:%Y}"
        if size == 7 and (first, last) == month(first):
            return f"{first:%Y-%m}"
    assert first == last
    return first.isoformat()


def source_file(said: Said) -> dict[str, Any]:
    """The file of a source that makes one claim."""
    first, last = said.published
    source = {
        "id": said.source,
        "title": said.source,
        "publisher": "nobody",
        "language": "en",
        "kind": "press",
        "trust": "made up for a test",
        "published": "XXXX" if last == ALWAYS_AFTER else text(said.published),
    }
    if last == ALWAYS_AFTER and first != ALWAYS_BEFORE:
        source["not_before"] = first.isoformat()
    claim: dict[str, Any] = {"about": said.about}
    if said.about == ROLE:
        claim |= {"predicate": "title", "value": f"title {said.answer}"}
    elif said.answer == POST:
        claim |= {"predicate": "HOLDS", "object": POST}
    else:
        claim |= {"predicate": "MEMBER_OF", "object": ORGAN}
        claim |= {"role": said.taker} if said.taker else {}
    when = said.when
    if when.kind == "interval":
        claim["holds"] = f"{text(when.start)}/{text(when.end)}"
    elif when.kind == "within":
        claim["holds"] = text(when.start)
    elif not isinstance(when.start, str):
        claim["attested"] = text(when.start)
    claim["polarity"] = "denied" if said.denied else "asserted"
    claim["modality"] = "rumoured" if said.rumoured else "reported"
    claim["note"] = said.id
    return {
        "source": source,
        "facts": [{"id": 1, "locator": "line 1", "gist": said.id, "claims": [claim]}],
    }


def names(record: Record) -> list[dict[str, Any]]:
    """The file that names everything, and those of a death and of a post with one seat."""
    things = [(ROLE, "Role"), (ORGAN, "Organization"), (POST, "Post")]
    things += [(who, "Person") for who in PEOPLE]
    source = {
        "id": "names",
        "title": "names",
        "publisher": "nobody",
        "language": "en",
        "kind": "press",
        "trust": "made up for a test",
        "published": "1980-01-01",
    }
    claims = [
        {"about": name, "predicate": "name", "value": name, "language": "en"} for name, _ in things
    ]
    found: list[dict[str, Any]] = [
        {
            "source": source,
            "things": [{"id": name, "label": label} for name, label in things],
            "facts": [{"id": 1, "locator": "line 1", "gist": "names", "claims": claims}],
        }
    ]
    said: list[tuple[str, date, dict[str, Any]]] = [
        (of, day, {"about": who, "predicate": "death_date", "value": day.isoformat()})
        for who, day, of, _ in record.deaths
    ]
    said += [
        (of, day, {"about": place, "predicate": "seats", "value": 1})
        for place, of, day in record.seats
    ]
    for of, day, claim in said:
        found.append(
            {
                "source": source | {"id": of, "published": day.isoformat()},
                "facts": [{"id": 1, "locator": "line 1", "gist": of, "claims": [claim]}],
            }
        )
    return found


def write(record: Record, folder: Path) -> Path:
    """The record as files."""
    for old in folder.glob("*.yaml"):
        old.unlink()
    for number, content in enumerate(
        [*names(record), *(source_file(said) for said in record.claims)]
    ):
        (folder / f"{number}.yaml").write_text(json.dumps(content), encoding="utf-8")
    return folder


def as_lens(look: Look) -> Lens:
    """A look as a lens."""
    span = None
    if look.as_of is not None:
        span = "/".join(day.isoformat() for day in look.as_of)
    return Lens(
        as_of=span,
        known_at=None if look.known_at == ALWAYS_AFTER else look.known_at.isoformat(),
        certainty=look.certainty,
        sources=None if look.sources is None else tuple(sorted(look.sources)),
        carry=look.carry,
    )


@settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(records(), st.lists(looks(dated=False), min_size=12, max_size=12))
def test_graph_answers_as_the_reference(
    empty: Database, tmp_path: Path, record: Record, asked: list[Look]
) -> None:
    """Claims and members are those that the reference finds, by every lens with sources there."""
    wipe(empty)
    load(empty, [write(record, tmp_path)])
    there = {row["id"] for row in run(empty, "sources", {}).rows}
    for look in asked:
        lens = as_lens(look)
        if look.sources is not None and not look.sources <= there:
            with pytest.raises(BadParameterError, match="there is no source"):
                run(empty, "claims", {"limit": 1000}, lens)
            continue
        rows = run(empty, "claims", {"limit": 1000}, lens).rows
        found = {row["note"] for row in rows if row["note"] is not None}
        assert found == record.passing(look), look
        members = run(empty, "members", {"organization": ORGAN}, lens).rows
        counted = {row["id"] for row in members if "rumoured" not in row["standing"]}
        there_ = replace(record, claims=[one for one in record.claims if one.answer == ORGAN])
        assert counted == there_.members(look), look


def test_record_of_the_last_load_is_all(database: Database) -> None:
    """To ask for the record as it stood after the last load filters nothing."""
    now = datetime.now(UTC).isoformat()
    for name, arguments in (("tiers", {}), ("timeline", {}), ("posts", {"tier": "party-cell"})):
        assert (
            run(database, name, arguments, Lens(recorded_at=now)).rows
            == run(database, name, arguments).rows
        )


@pytest.mark.parametrize("certainty", ["best", "possible", "certain"])
def test_nothing_is_known_of_a_year_before_all_sources(database: Database, certainty: str) -> None:
    """Nothing exists in the year 1, and the answer says why it is empty."""
    answer = run(database, "tiers", {}, Lens(as_of="0001", certainty=certainty))
    if certainty != "possible":
        assert answer.rows == []
        assert answer.note is not None


def cases() -> dict[str, dict[str, str]]:
    """The table of docs/model.md: for each way to state a time what a lens makes of it."""
    page = (ROOT / "docs" / "model.md").read_text(encoding="utf-8")
    table = page[page.index("| said ") :].partition("\n\n")[0]
    head, _, *rows = (
        [cell.strip().replace("`", "") for cell in line.strip("|").split("|")]
        for line in table.splitlines()
    )
    return {row[0]: dict(zip(head[1:], row[1:], strict=True)) for row in rows}


def case_file(number: int, stated: str) -> dict[str, Any]:
    """A source that says that a role had a title, at a time as the table states it."""
    source = {
        "id": f"source-{number}",
        "title": stated,
        "publisher": "nobody",
        "language": "en",
        "kind": "press",
        "trust": "made up for a test",
        "published": "2000-06-15",
    }
    claim: dict[str, Any] = {"about": ROLE, "predicate": "characterized_as", "value": stated}
    for field, value in re.findall(r"(\w+): (\S+)", stated.replace(",", "")):
        part = source if field in {"published", "not_before"} else claim
        part[field] = value
    return {
        "source": source,
        "facts": [{"id": 1, "locator": "line 1", "gist": stated, "claims": [claim]}],
    }


def test_table_of_the_docs_is_what_the_graph_answers(empty: Database, tmp_path: Path) -> None:
    """For each way to state a time, date and certainty the answer is that of docs/model.md."""
    table = cases()
    contents = [
        *names(NOTHING),
        *(case_file(number, stated) for number, stated in enumerate(table)),
    ]
    for number, content in enumerate(contents):
        (tmp_path / f"{number}.yaml").write_text(json.dumps(content), encoding="utf-8")
    load(empty, [tmp_path])
    wrong = []
    for as_of in next(iter(table.values())):
        found: dict[str, dict[str, str]] = {stated: {} for stated in table}
        for letter, certainty in (("c", "certain"), ("b", "best"), ("p", "possible")):
            lens = Lens(as_of=as_of, certainty=certainty)
            for row in run(empty, "claims", {"predicate": "characterized_as"}, lens).rows:
                found[row["value"]][letter] = row["status"]
        for stated, answers in found.items():
            status = answers.get("b") or answers.get("p") or ""
            status = status.replace(date.today().isoformat(), "the load")
            cell = f"{''.join(answers)}: {status}" if answers else "-"
            if cell != table[stated][as_of]:
                wrong.append((stated, as_of, cell, table[stated][as_of]))
    assert not wrong, json.dumps(wrong, indent=1)


def test_ends_are_believed_across_sources(empty: Database, tmp_path: Path) -> None:
    """A source's end ends another's attestation, an editor's denial too; neither is a dispute."""
    one, other, *_ = PEOPLE
    said: list[tuple[str, str, dict[str, Any]]] = [
        ("begins", "2016", {"about": one, "holds": "2016-05-09/.."}),
        ("ends", "2021", {"about": one, "holds": "../2021-01-10"}),
        ("attests", "2013", {"about": other, "attested": "2013-01-28"}),
        (
            "concludes",
            "2022",
            {
                "about": other,
                "attested": "2016-05-08",
                "polarity": "denied",
                "basis": "inferred",
                "premises": ["begins#1"],
                "method": "not among those who are named",
            },
        ),
    ]
    contents = names(NOTHING)
    for name, published, claim in said:
        kind = "editors" if name == "concludes" else "press"
        source = case_file(0, name)["source"] | {"id": name, "kind": kind, "published": published}
        whole = {"predicate": "MEMBER_OF", "object": ORGAN} | claim
        fact = {"id": 1, "locator": "line 1", "gist": name, "claims": [whole]}
        contents.append({"source": source, "facts": [fact]})
    for number, content in enumerate(contents):
        (tmp_path / f"{number}.yaml").write_text(json.dumps(content), encoding="utf-8")
    load(empty, [tmp_path])

    def members(day: str, **more: Any) -> set[str]:
        rows = run(empty, "members", {"organization": ORGAN}, Lens(as_of=day, **more)).rows
        assert not any(row["disputed"] for row in rows)
        return {row["id"] for row in rows}

    assert members("2014-01-01") == {other}
    assert members("2016-05-10") == {one}
    assert members("2021-01-10") == {one}
    assert members("2021-01-11") == set()
    # To whoever leaves out the sources that end them they go on.
    assert members("2022-01-01", sources=("begins", "attests", "names")) == {one, other}
