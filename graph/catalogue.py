"""The query catalogue: one file in `cypher/queries` is one query, wherever it is asked.

What stands in a file is told in `graph.query_files`. Every query also takes the lens (`as_of`,
`known_at`, `recorded_at`, `certainty`, `sources`, `carry`), bound as the map `$lens`. What the lens
lets through is written once: see `graph.fragments`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Any

from graph.database import Answer, Database
from graph.dates import bounds
from graph.errors import BadInputError, BadParameterError, CypherError, UnknownIdError
from graph.fragments import expand
from graph.guard.one_record import ROWS
from graph.json_values import to_json
from graph.lens import EVERYTHING, Lens
from graph.lens import NAMES as LENS_NAMES
from graph.parameters import require_choice, value
from graph.paths import CYPHER
from graph.query_files import CatalogueQuery, read
from graph.row_windows import ALL, WHOLE, RowWindow, narrow, rest_of
from graph.searches import search_queries
from graph.statements import statement
from graph.version import pin

# Rows up to which they are asked for in one record.
_IN_ONE_RECORD = 10_000


@dataclass(frozen=True)
class Rows:
    """A query's answer: JSON values, one dict a row, keys in the order of `columns`.

    Attributes:
        columns: Names, in order.
        rows: The rows.
        truncated: Whether there are more rows after these.
        seconds: How long it took.
        undated_left_out: How many sources `known_at` leaves out for want of a date.
        rest: How to get the rows after these, in words; empty where there are none.
        note: Why there is nothing, where the time asked for is before all that is known; and which
            id was asked in place of one that has been merged.
    """

    columns: tuple[str, ...]
    rows: list[dict[str, Any]]
    truncated: bool = False
    seconds: float = 0.0
    undated_left_out: int = 0
    rest: str = ""
    note: str | None = None


@lru_cache
def names() -> tuple[str, ...]:
    """The names of all queries, in alphabetical order."""
    return tuple(sorted(file.stem for file in (CYPHER / "queries").glob("*.cypher")))


@lru_cache
def catalogue() -> dict[str, CatalogueQuery]:
    """Every query by name, in alphabetical order."""
    return {name: _query(name) for name in names()}


@cache
def _query(name: str) -> CatalogueQuery:
    return read(CYPHER / "queries" / f"{name}.cypher")


def find(name: str) -> CatalogueQuery:
    """The query of this name.

    Raises:
        UnknownIdError: There is none.
    """
    if name not in names():
        raise UnknownIdError(
            f"There is no query {name!r}.", hint=f"There are: {', '.join(names())}."
        )
    return _query(name)


def split(arguments: Mapping[str, Any]) -> tuple[dict[str, Any], Lens]:
    """A query's own arguments and the lens, from both by name, as a person writes them.

    Raises:
        BadParameterError: The lens cannot be read.
    """
    own = {name: value for name, value in arguments.items() if name not in LENS_NAMES}
    return own, Lens.parse({name: arguments[name] for name in LENS_NAMES if name in arguments})


def bind(
    query: CatalogueQuery,
    arguments: Mapping[str, Any],
    lens: Lens = EVERYTHING,
) -> dict[str, Any]:
    """The Cypher parameters for a query from its arguments and the lens.

    An EDTF parameter `when` also binds `$when_from` and `$when_until`, its first and last day; a
    search parameter `text` also `$text_folded`, `$text_quoted`, `$text_same` and `$text_near`,
    queries for the name indexes, and `$text_sound`, how it sounds.

    Raises:
        BadParameterError: An argument is unknown, missing or ill-typed; it is named.
    """
    known = {parameter.name for parameter in query.parameters}
    for name in arguments:
        if name not in known:
            allowed = ", ".join([*sorted(known), *LENS_NAMES])
            raise BadParameterError(
                name, f"{query.name} has no parameter {name!r}.", hint=f"It has: {allowed}."
            )
    bound: dict[str, Any] = {"lens": lens.bind(), "page": {"skip": 0, "take": ALL}}
    for parameter in query.parameters:
        given = arguments.get(parameter.name)
        if given is None and parameter.required:
            raise BadParameterError(
                parameter.name, f"{query.name} needs {parameter.name} ({parameter.type})."
            )
        found = parameter.default if given is None else value(parameter, given)
        bound[parameter.name] = found
        if parameter.type == "edtf":
            span = bounds(found) if found is not None else None
            bound[f"{parameter.name}_from"] = span.earliest if span else None
            bound[f"{parameter.name}_until"] = span.latest if span else None
        if parameter.type == "search":
            bound |= {f"{parameter.name}_{way}": q for way, q in search_queries(found).items()}
    _refuse_backwards(bound)
    _refuse_value_alone(bound)
    _require_one(query, bound)
    return bound


def _refuse_backwards(bound: Mapping[str, Any]) -> None:
    """Refuse a period that ends before it starts."""
    start, end = bound.get("start_from"), bound.get("end_until")
    if start is not None and end is not None and start > end:
        raise BadParameterError(
            "end",
            f"end: {bound['end']!r} is before start={bound['start']!r}.",
            hint="Swap the two dates.",
        )


def _refuse_value_alone(bound: Mapping[str, Any]) -> None:
    """Refuse a value of no property: it would be asked of nothing."""
    if bound.get("value") is not None and bound["property"] is None:
        raise BadParameterError(
            "property",
            f"value={bound['value']!r} needs the property that has it.",
            hint="As in property=classification value=province; `values` has those that are there.",
        )


def _require_one(query: CatalogueQuery, bound: Mapping[str, Any]) -> None:
    """Refuse to ask of everything what is asked of one thing."""
    if query.needs and all(bound[name] is None for name in query.needs):
        *first, last = query.needs
        raise BadParameterError(
            query.needs[0],
            f"{query.name} needs {', '.join(first)} or {last}.",
            hint="Give the id of at least one; `search` finds ids by name.",
        )


def run(
    database: Database,
    name: str,
    arguments: Mapping[str, Any],
    lens: Lens = EVERYTHING,
    *,
    limit: int | None = None,
    page: RowWindow | None = None,
) -> Rows:
    """Ask a query of the catalogue.

    Args:
        database: Where.
        name: Which.
        arguments: Its parameters, as text or typed.
        lens: What is let through, and as of which snapshot.
        limit: Rows to return at most.
        page: Which rows; None takes the first, as many as the query's own `limit` says.

    Raises:
        UnknownIdError: No query has this name, or a required id is of nothing.
        BadParameterError: An argument is unknown, missing or ill-typed.
    """
    query = find(name)
    lens = pin(database, lens)
    bound = bind(query, arguments, lens)
    own = {parameter.name: parameter.maximum for parameter in query.parameters}
    drop, keep = narrow(own, bound, page, paged=query.paged)
    most = keep if limit is None else min(keep, limit)
    answer = read_rows(database, query, bound, drop + most)
    if not answer.records:
        kept = _kept_ids(database, query, arguments, bound["lens"])
        if kept:
            found = run(database, name, {**arguments, **kept}, lens, limit=limit, page=page)
            return replace(found, note=_say_kept(arguments, kept, found.note))
        _require_event_type(database, query, arguments)
    rows = [
        dict(zip(answer.columns, (to_json(item) for item in record), strict=True))
        for record in answer.records[drop:]
    ]
    undated = _undated(database, lens)
    note = None if rows else _why_empty(database, bound["lens"])
    rest = ""
    if answer.truncated:
        record = lens.recorded_at or lens.snapshot.until.isoformat()
        rest = rest_of(own, bound, rows, is_own=most == keep, recorded_at=record)
    return Rows(tuple(answer.columns), rows, answer.truncated, answer.seconds, undated, rest, note)


def read_rows(
    database: Database, query: CatalogueQuery, bound: Mapping[str, Any], limit: int
) -> Answer:
    """The first rows of a query, in one record where they are few enough and fit into one.

    Args:
        database: Where.
        query: Which.
        bound: Its parameters, as `bind` gives them.
        limit: Rows at most; whether there are more is known.
    """
    one = query.one_record(bound["lens"])
    if one is not None and limit <= _IN_ONE_RECORD:
        # Too large for a record, or for the memory that Neo4j gives a list.
        with suppress(BadInputError, CypherError):
            answer = database.run(one.text, query.in_map({**bound, ROWS: limit + 1}))
            rows: list[list[Any]] = answer.records[0][0]
            return replace(
                answer,
                columns=list(query.columns),
                records=rows[:limit],
                truncated=len(rows) > limit,
            )
    return database.run(query.cypher_with_map(bound["lens"]), query.in_map(bound), limit=limit)


def _why_empty(database: Database, lens: Mapping[str, Any]) -> str | None:
    """That the time is before all that is known, where it is."""
    if lens["certainty"] == "any":
        return None
    answer = database.run(expand(statement("admin/first_day"), lens), {"lens": lens})
    first = answer.records[0][0]
    if first is None:
        return "No source that is asked says anything of any time."
    if lens["until"] < first.to_native():
        return f"Nothing is known of that time: what the sources say begins with {first}."
    return None


def count(
    database: Database, name: str, arguments: Mapping[str, Any], lens: Lens = EVERYTHING
) -> int:
    """How many rows a query has in all, whatever limit it has; no row is transferred.

    Raises:
        BadParameterError: An argument is unknown, missing or ill-typed.
        QueryTimeoutError: Counting them takes too long.
    """
    query = find(name)
    lens = pin(database, lens)
    bound = bind(query, arguments, lens)
    own = {parameter.name: parameter.maximum for parameter in query.parameters}
    narrow(own, bound, WHOLE, paged=query.paged)
    counted = f"CALL () {{\n{query.cypher_with_map(bound['lens'])}\n}}\nRETURN count(*) AS rows"
    found = int(database.run(counted, query.in_map(bound)).records[0][0])
    if not found:
        kept = _kept_ids(database, query, arguments, bound["lens"])
        if kept:
            return count(database, name, {**arguments, **kept}, lens)
    return found


def _undated(database: Database, lens: Lens) -> int:
    if lens.known_at is None:
        return 0
    sources = None if lens.sources is None else list(lens.sources)
    answer = database.run(statement("admin/undated_sources"), {"sources": sources})
    return int(answer.records[0][0])


def known_ids(database: Database, ids: Iterable[str]) -> set[str]:
    """Those of some ids that a thing, a source or a claim has."""
    answer = database.run(statement("admin/known_ids"), {"ids": list(ids)})
    return {record[0] for record in answer.records}


def _kept_ids(
    database: Database,
    query: CatalogueQuery,
    arguments: Mapping[str, Any],
    lens: Mapping[str, Any],
) -> dict[str, str]:
    """The arguments that name what has been merged into something else by then, with that.

    Raises:
        UnknownIdError: An id is of nothing, which is not as if nothing were said of it.
    """
    given = _arguments_of(query, arguments, "id")
    if not given:
        return {}
    known = known_ids(database, given.values())
    for name, identifier in given.items():
        if identifier not in known:
            raise UnknownIdError(
                f"{name}={identifier!r}: nothing has this id.", hint="`search` finds ids by name."
            )
    parameters = {"ids": sorted(set(given.values())), "recorded_at": lens["recorded_at"]}
    merged = dict(database.run(statement("admin/merged_ids"), parameters).records)
    return {name: merged[key] for name, key in given.items() if key in merged}


def _say_kept(arguments: Mapping[str, Any], kept: Mapping[str, str], more: str | None) -> str:
    """Which ids were asked in place of those that have been merged."""
    said = [f"{arguments[name]!r} has been merged into {into!r}." for name, into in kept.items()]
    return " ".join([*said, *filter(None, [more])])


def _require_event_type(
    database: Database, query: CatalogueQuery, arguments: Mapping[str, Any]
) -> None:
    """Tell a type that no event has apart from one of which none is let through."""
    given = _arguments_of(query, arguments, "event_type")
    if not given:
        return
    types = [record[0] for record in database.run(statement("admin/event_types"), {}).records]
    for name, kind in given.items():
        require_choice(name, "event_type", kind, types)


def _arguments_of(query: CatalogueQuery, arguments: Mapping[str, Any], kind: str) -> dict[str, str]:
    """The arguments that are given for parameters of a type."""
    return {
        parameter.name: str(arguments[parameter.name])
        for parameter in query.parameters
        if parameter.type == kind and arguments.get(parameter.name) is not None
    }
