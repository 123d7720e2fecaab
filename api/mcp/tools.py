"""The tools of a language model; each answer has its claims, sources and version of the graph.

Errors are the graph's own: what is wrong, where, and what to do.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from api.mcp.provenance import provenance
from api.mcp.written import as_declared
from graph.catalogue import catalogue, find, run, split
from graph.database import Database
from graph.errors import BadParameterError
from graph.guard import fetch_all
from graph.json_values import to_json
from graph.lens import EVERYTHING
from graph.model import LABEL_MEANINGS
from graph.relations import RELATIONS
from graph.settings import settings
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
        "claims": "(:Claim {id, predicate, says, source})-[:SUBJECT|OBJECT]->(:Thing {id, name}); "
        "(:Claim)-[:STATED_IN {locator}]->(:Source {id, title}); (:Claim)-[:ANSWERS {side}]->"
        "(:Question). Edges between things have lists claims, sources, voices.",
        "counts": state.counts,
        "graph_version": state.version,
    }


def run_query(
    database: Database, query: str, arguments: Mapping[str, Any], limit: int
) -> dict[str, Any]:
    """A query of the catalogue with its provenance.

    Raises:
        UnknownIdError: There is no such query, or an id is of nothing.
        BadParameterError: An argument is unknown, missing or ill-typed.
    """
    own, lens = split(as_declared(find(query), arguments))
    lens = pin(database, lens)
    answer = run(database, query, own, lens, limit=_check_limit(limit))
    return {
        "rows": answer.rows,
        "truncated": answer.truncated,
        **({"rest": answer.rest} if answer.truncated else {}),
        "undated_sources_left_out": answer.undated_left_out,
        "note": answer.note,
        **provenance(database, answer.rows, lens),
        "graph_version": lens.snapshot.version,
    }


def disagreements(
    database: Database, about: str | None, text: str | None, kind: str | None
) -> dict[str, Any]:
    """Questions that sources answer differently, with their sides, claims and sources.

    Raises:
        UnknownIdError: `about` is the id of nothing.
    """
    arguments = {name: value for name, value in (("about", about), ("kind", kind)) if value}
    lens = pin(database, EVERYTHING)
    limit = settings().partycell_row_limit
    answer = run(database, "contested", arguments, lens, limit=limit)
    rows = answer.rows
    if text:
        words = text.casefold().split()
        rows = [row for row in rows if all(word in _searchable_text(row) for word in words)]
    return {
        "disagreements": rows,
        "truncated": answer.truncated,
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
    return {
        **({"warnings": list(map(str, warned))} if warned else {}),
        "columns": answer.columns,
        "rows": rows,
        "truncated": answer.truncated or len(answer.records) > most,
        "seconds": round(answer.seconds, 3),
        **provenance(database, rows, lens),
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


def _searchable_text(row: Mapping[str, Any]) -> str:
    """What a question is about, to look for words in: its name, wording, things and predicates."""
    parts = [row["question"], row["asks"] or "", *row["names"], *row["about"], *row["predicates"]]
    return " ".join(parts).casefold()
