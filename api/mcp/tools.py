"""The tools of a language model; each answer has its claims, sources and version of the graph.

Errors are the graph's own: what is wrong, where, and what to do.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from api.mcp.provenance import provenance
from api.mcp.sizes import ROWS, fit, select, summarise
from api.mcp.written import as_declared
from graph.catalogue import bind, catalogue, find, run, split
from graph.database import Database
from graph.errors import BadParameterError
from graph.guard import fetch_all
from graph.json_values import to_json
from graph.lens import EVERYTHING, Lens
from graph.model import LABEL_MEANINGS, DisagreementKind
from graph.relations import RELATIONS
from graph.row_windows import RowWindow
from graph.settings import settings
from graph.sides import grouped_sides
from graph.version import graph_state, pin
from graph.vocabulary import PROPERTIES


def schema(database: Database) -> dict[str, Any]:
    """Labels, relations and predicates with what each means, and how large the graph is."""
    state = graph_state(database)
    return {
        "labels": {label.value: meaning for label, meaning in LABEL_MEANINGS.items()},
        "relations": {
            name: {
                "from": [label.value for label in relation.starts],
                "to": [label.value for label in relation.ends],
                "meaning": relation.meaning,
            }
            for name, relation in RELATIONS.items()
        },
        "properties": {name: item.meaning for name, item in PROPERTIES.items()},
        "things": "(:Thing {id, name}), each with its label too; MATCH (n) without one also finds "
        "records of loads.",
        "claims": "(:Claim {id, predicate, says, source})-[:SUBJECT|OBJECT]->(:Thing {id, name}); "
        "(:Claim)-[:STATED_IN {locator}]->(:Source {id, title}); (:Claim)-[:ANSWERS {side}]->"
        "(:Question). Edges between things have lists claims, sources, voices.",
        "counts": state.counts,
        "graph_version": state.version,
    }


def run_query(
    database: Database,
    query: str,
    arguments: Mapping[str, Any],
    limit: int,
    offset: int = 0,
    fields: Sequence[str] | None = None,
    graph_version: str | None = None,
) -> dict[str, Any]:
    """A query of the catalogue with its provenance: as many rows as a model can read.

    Args:
        database: Where.
        query: Its name.
        arguments: Its own, and the lens.
        limit: Rows at most.
        offset: How many rows come before.
        fields: The columns that are wanted; None is all.
        graph_version: Of the answer that this goes on from; None where it is the first.

    Raises:
        UnknownIdError: There is no such query, or an id is of nothing.
        BadParameterError: An argument is unknown, missing or ill-typed, or the graph has changed
            since the answer that this goes on from.
    """
    asked = find(query)
    own, lens = split(as_declared(asked, arguments))
    lens = pin(database, lens)
    _check_version(graph_version, lens)
    bound = bind(asked, own, lens)
    by_id = "after" in bound
    if offset and by_id:
        raise BadParameterError("offset", f"{query} goes on by its parameter after, not by offset.")
    window = RowWindow(_check_offset(offset), min(_check_limit(limit), bound.get("limit", limit)))
    answer = run(database, query, own, lens, page=window)
    rows = fit(select(answer.rows, answer.columns, fields), ROWS)
    whole = answer.rows[: len(rows)]
    more = answer.truncated or len(rows) < len(answer.rows)
    following = {"after": whole[-1]["id"]} if by_id and whole else {}
    evidence = provenance(database, whole, lens)
    if fields is not None and "claims" not in fields:
        del evidence["claims"], evidence["claims_left_out"]
    return {
        "summary": summarise(offset, len(rows), more=more),
        "rows": rows,
        "truncated": more,
        "next": {
            "query": query,
            "arguments": {**arguments, **following},
            **({} if by_id else {"offset": offset + len(rows)}),
            "graph_version": lens.snapshot.version,
        }
        if more
        else None,
        "undated_sources_left_out": answer.undated_left_out,
        "carry": lens.carried,
        "note": answer.note,
        **evidence,
        "graph_version": lens.snapshot.version,
    }


def disagreements(
    database: Database,
    about: str | None,
    text: str | None,
    kind: str | None,
    offset: int = 0,
    graph_version: str | None = None,
) -> dict[str, Any]:
    """Questions that sources answer differently, with their sides, claims and sources.

    What cannot both be so comes first, and of it what nothing settles; then what the most sources
    speak of.

    Raises:
        UnknownIdError: `about` is the id of nothing.
        BadParameterError: The graph has changed since the answer that this goes on from.
    """
    arguments = {name: value for name, value in (("about", about), ("kind", kind)) if value}
    lens = pin(database, EVERYTHING)
    _check_version(graph_version, lens)
    limit = settings().partycell_row_limit
    answer = run(database, "contested", arguments, lens, limit=limit)
    rows = answer.rows
    if text:
        words = text.casefold().split()
        rows = [row for row in rows if all(word in _searchable_text(row) for word in words)]
    rows = sorted(rows, key=_weight)
    total = len(rows)
    rows = fit([_group(row) for row in rows[_check_offset(offset) :]], ROWS)
    more = answer.truncated or offset + len(rows) < total
    return {
        "summary": summarise(offset, len(rows), more=more, what="questions"),
        "disagreements": rows,
        "total": total,
        "truncated": more,
        "next": {"offset": offset + len(rows), "graph_version": lens.snapshot.version}
        if more
        else None,
        **provenance(database, rows, lens),
        "graph_version": lens.snapshot.version,
    }


def cypher(
    database: Database, statement: str, parameters: Mapping[str, Any], limit: int, request: str
) -> dict[str, Any]:
    """One statement that reads, by the guard; claims that its rows name are given with it.

    Raises:
        StatementRefusedError: It does more than read this graph.
        StatementError: Neo4j does not understand it.
        QueryTimeoutError: It ran too long.
    """
    answer = fetch_all(database, statement, parameters, request=request)
    lens = pin(database, EVERYTHING)
    warned = [notice for notice in answer.notices if notice.is_warning]
    most = _check_limit(limit)
    rows = [
        {name: to_json(value) for name, value in zip(answer.columns, record, strict=True)}
        for record in answer.records[:most]
    ]
    told = fit(rows, ROWS)
    more = answer.truncated or len(answer.records) > len(told)
    return {
        "summary": f"The first {len(told)} rows: go on with ORDER BY and SKIP, or return less."
        if more
        else summarise(0, len(told), more=False),
        **({"warnings": list(map(str, warned))} if warned else {}),
        "columns": answer.columns,
        "rows": told,
        "truncated": more,
        "seconds": round(answer.seconds, 3),
        **provenance(database, told, lens),
        "graph_version": lens.snapshot.version,
    }


def claim(database: Database, identifier: str) -> dict[str, Any]:
    """One claim with its source.

    Raises:
        UnknownIdError: There is none of this id.
    """
    lens = pin(database, EVERYTHING)
    rows = run(database, "claims", {"ids": [identifier]}, lens).rows
    if not rows:
        raise BadParameterError("id", f"{identifier!r} is no claim.", hint="Ids begin with c-.")
    sources = provenance(database, rows, lens)["sources"]
    return {**rows[0], "sources": sources, "graph_version": lens.snapshot.version}


def source(database: Database, identifier: str) -> dict[str, Any]:
    """One source with its facts.

    Raises:
        UnknownIdError: There is none of this id.
    """
    lens = pin(database, EVERYTHING)
    found = run(database, "source", {"source": identifier}, lens).rows
    if not found:
        raise BadParameterError("id", f"{identifier!r} is no source.", hint="Ask `sources`.")
    facts = run(database, "facts", {"source": identifier}, lens).rows
    return {**found[0], "facts": facts, "graph_version": lens.snapshot.version}


def list_queries() -> str:
    """The catalogue, one query a line: its name, its parameters and what it is for."""
    lines = []
    for query in catalogue().values():
        takes = ", ".join(
            f"{parameter.name}{'' if parameter.required else '?'}: {parameter.type}"
            for parameter in query.parameters
        )
        lines.append(f"- {query.name}({takes}): {query.summary}")
    return "\n".join(lines)


def _check_limit(limit: int) -> int:
    most = settings().partycell_row_limit
    if not 1 <= limit <= most:
        raise BadParameterError("limit", f"limit={limit} is not between 1 and {most}.")
    return limit


def _check_version(version: str | None, lens: Lens) -> None:
    """Refuse to go on from an answer about another state of the graph."""
    if version is not None and version != lens.snapshot.version:
        raise BadParameterError(
            "graph_version",
            f"The graph has changed since {version}: rows could be missed or come twice.",
            hint="Ask again from the first, without offset and graph_version.",
        )


def _check_offset(offset: int) -> int:
    if offset < 0:
        raise BadParameterError("offset", f"offset={offset} is less than 0.")
    return offset


def _weight(row: Mapping[str, Any]) -> tuple[bool, bool, int, str]:
    sources = {source for side in row["sides"] for source in side["sources"]}
    settled = row["resolved_by"] is not None
    return row["kind"] != DisagreementKind.CONTESTED, settled, -len(sources), row["question"]


def _group(row: Mapping[str, Any]) -> dict[str, Any]:
    """A question whose sides say which of them belong together: those that begin on one day."""
    sides = [
        {**side, "group": number, "fits_all": fits_all}
        for number, (group, fits_all) in enumerate(grouped_sides(row), start=1)
        for side in group
    ]
    return {**row, "sides": sides}


def _searchable_text(row: Mapping[str, Any]) -> str:
    """What a question is about, to look for words in: its name, wording, things and predicates."""
    parts = [row["question"], row["asks"] or "", *row["names"], *row["about"], *row["predicates"]]
    return " ".join(parts).casefold()
