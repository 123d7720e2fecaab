"""The rows of a release's tables, all of one state of the graph."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from heapq import merge
from itertools import chain
from operator import itemgetter
from typing import Any

import orjson

from exporters.columns import Row
from exporters.content import from_database
from exporters.release.fields import (
    ANSWERS,
    CLAIMS,
    DISAGREEMENTS,
    FACTS,
    NAMES,
    PREDICATES,
    RELATION,
    SIDES,
    SOURCES,
    TABLES,
    THINGS,
    TableFields,
)
from graph.catalogue import run
from graph.database import Database
from graph.fragments import expand
from graph.lens import Lens
from graph.model import Polarity
from graph.relations import MERGED_INTO, RELATIONS
from graph.row_windows import WHOLE
from graph.statements import statement
from graph.version import pin
from graph.vocabulary import PROPERTIES


@dataclass(frozen=True)
class ReleaseContent:
    """What a release is made of.

    Attributes:
        graph_version: Of the graph that it is read from.
        tables: The rows of each table; lists are JSON text.
    """

    graph_version: str
    tables: Mapping[TableFields, Iterable[Row]]


def read_content(database: Database, published: date) -> ReleaseContent:
    """Everything that has been loaded and not been retired.

    Args:
        database: Where from; claims are read as they are taken, questions at once.
        published: The day of the release.
    """
    lens = pin(database, Lens())
    content = from_database(database, lens)
    record = content.record
    assert record is not None  # noqa: S101  (a database has one)
    merges = from_database(database, lens, relations=[MERGED_INTO]).record
    assert merges is not None  # noqa: S101  (as above)

    def claims() -> Iterator[Row]:
        made = (row for row in merges.claims() if row["polarity"] == Polarity.ASSERTED)
        return merge(record.claims(), made, key=itemgetter("id"))

    questions = run(database, "contested", {}, lens, page=WHOLE).rows
    rows: dict[TableFields, Callable[[], Iterable[Row]]] = {
        SOURCES: record.sources,
        FACTS: lambda: database.stream(statement("export/facts"), {"lens": lens.bind()}),
        PREDICATES: _predicates,
        THINGS: lambda: chain(content.nodes(), _merged(database, lens)),
        NAMES: lambda: map(_name, filter(_is_name, claims())),
        CLAIMS: lambda: (_claim(row, published.isoformat()) for row in claims()),
        DISAGREEMENTS: lambda: sorted(map(_disagreement, questions), key=_by_id),
        SIDES: lambda: _sides(questions),
        ANSWERS: lambda: _answers(questions),
    }
    return ReleaseContent(
        lens.snapshot.version, {table: _cells(table, rows[table]) for table in TABLES}
    )


def _merged(database: Database, lens: Lens) -> Iterator[Row]:
    bound = {"lens": lens.bind()}
    yield from database.stream(expand(statement("export/merged"), bound["lens"]), bound)


def _cells(table: TableFields, rows: Callable[[], Iterable[Row]]) -> Iterator[Row]:
    """Rows whose lists are JSON text; an empty list is no value."""
    for row in rows():
        packed = {name: orjson.dumps(row[name]).decode() if row[name] else None
                  for name in table.lists}  # fmt: skip
        yield {**row, **packed}


def _predicates() -> Iterator[Row]:
    for item in PROPERTIES.values():
        yield {"id": item.name, "kind": item.kind.value, "meaning": item.meaning,
               "single": item.single}  # fmt: skip
    for relation in RELATIONS.values():
        yield {"id": relation.name, "kind": RELATION, "meaning": relation.meaning,
               "single": relation.single}  # fmt: skip


def _claim(row: Row, published: str) -> Row:
    """A claim; whenever a source without a date spoke, it was before the release, not the load."""
    if row["undated"] and row["holds_until"] < published:
        return {**row, "holds_from": published}
    return row


def _is_name(claim: Row) -> bool:
    return bool(claim["predicate"] == "name")


def _name(claim: Row) -> Row:
    shown = {name: claim[name] for name in ("language", "holds", "source")}
    return {"claim": claim["id"], "thing": claim["subject"], "name": claim["value"], **shown}


def _disagreement(question: Mapping[str, Any]) -> Row:
    return {"id": question["question"], **question}


def _by_id(row: Row) -> tuple[str, str]:
    return row["id"], row["kind"]


def _sides(questions: Iterable[Mapping[str, Any]]) -> Iterator[Row]:
    """Each side once, also where its question is of two kinds."""
    found = {
        (question["question"], side["side"]): side
        for question in questions
        for side in question["sides"]
    }
    for (question, answer), side in sorted(found.items(), key=lambda item: item[0]):
        yield {**side, "disagreement": question, "side": answer}


def _answers(questions: Iterable[Mapping[str, Any]]) -> Iterator[Row]:
    found = {
        (question["question"], side["side"], claim)
        for question in questions
        for side in question["sides"]
        for claim in side["claims"]
    }
    for question, answer, claim in sorted(found):
        yield {"disagreement": question, "side": answer, "claim": claim}
