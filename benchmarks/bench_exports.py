"""Writing each export format against the fastest library at hand for it, and memory."""

from __future__ import annotations

import gc
import tracemalloc
from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from benchmarks.measuring import compare
from benchmarks.peers.exports import ALONE, PEERS
from exporters import FORMATS, Content, chunks
from exporters.columns import Row
from exporters.content import Record, SourceContent
from graph.extras import is_installed

SUMMARY = (
    "Writing each format against the fastest library at hand for it, from the same rows in memory "
    "(aim: a ratio of at most 1.5); peak memory with four times the edges (a ratio near 1)."
)
# Formats of edges, and formats of claims.
EDGES, CLAIMS = 40_000, 8_000
ROUNDS = 5
# More than the largest group of rows that a format keeps, so that a group is in both.
NODES, FEW, MANY = 5_500, 4, 16


def run() -> list[dict[str, object]]:
    """Rows on writing, and on memory."""
    return [*_writing(), *_memory()]


def _writing() -> Iterator[dict[str, object]]:
    content = _content(EDGES)
    nodes, edges = list(content.nodes()), list(content.edges())
    bare = replace(content, nodes=lambda: nodes, edges=lambda: edges, record=None)
    claims, things = list(_claims(CLAIMS)), list(_things(None, CLAIMS))
    record = Record(lambda: claims, lambda: [], lambda: [], lambda _: things, _counts)
    told = replace(
        bare, nodes=lambda: nodes[:CLAIMS], edges=lambda: edges[: CLAIMS - 1], record=record
    )
    gc.collect()
    gc.freeze()  # else the collector walks over these rows, which nobody changes, now and then
    for name, form in FORMATS.items():
        if name in ALONE:
            yield {"what": f"write {name}: {ALONE[name]}"}
            continue
        if form.package and not is_installed(form.package):
            yield {"what": f"write {name}: not measured, {form.package} is not installed"}
            continue
        peer, of = PEERS[name], told if form.of_claims else bare

        def ours(name: str = name, table: str | None = peer.table, of: Content = of) -> None:
            for _ in chunks(of, name, table):
                pass

        found = compare(ours, partial(peer.write, of), rounds=ROUNDS, warm=1)
        yield {"what": f"write {name} against {peer.library}", **found}
    gc.unfreeze()


def _nodes(number: int) -> Iterator[Row]:
    for n in range(number):
        yield {"id": f"unit-{n}", "kind": "Organization", "name": f"Unit {n}", "names": [f"U {n}"]}


def _edges(nodes: int, each: int = 1) -> Iterator[Row]:
    for n in range(1, nodes):
        for place in range(each):
            yield {
                "start": f"unit-{n}",
                "end": f"unit-{(n - 1) // 8}",
                "type": "UNIT_OF",
                "role": f"role {place}",
                "ordinal": None,
                "basis": "attested",
                "modality": "reported",
                "qualified_by": [],
                "possible_from": "2000-01-01",
                "possible_until": "2010-12-31",
                "certain_from": f"200{place % 10}-01-01",
                "certain_until": f"200{place % 10}-12-31",
                "claims": [f"c-{n:016x}"],
                "sources": ["a-source"],
                "voices": ["a-voice"],
            }


def _things(kinds: object, number: int) -> Iterator[Row]:
    for n in range(1, number):
        yield {
            "id": f"unit-{n}",
            "kind": "Organization",
            "name": f"Unit {n}",
            "names": [f"Unit {n}"],
            "participants": [],
            "claims": [
                {
                    "id": f"c-{n:016x}",
                    "predicate": "UNIT_OF",
                    "value": None,
                    "object": f"unit-{(n - 1) // 8}",
                    "object_kind": "Organization",
                    "object_name": None,
                    "role": None,
                    "rank": "normal",
                    "holds": None,
                    "language": None,
                    "source": "a-source",
                }
            ],
        }


def _claims(number: int) -> Iterator[Row]:
    empty = dict.fromkeys(
        ("value", "ordinal", "role", "reason", "holds", "attested", "original", "language", "note")
    )
    for n in range(1, number):
        yield {
            **empty,
            "id": f"c-{n:016x}",
            "subject": f"unit-{n}",
            "predicate": "UNIT_OF",
            "op": "=",
            "object": f"unit-{(n - 1) // 8}",
            "qualified_by": [],
            "polarity": "asserted",
            "basis": "attested",
            "modality": "reported",
            "rank": "normal",
            "voice": "a-voice",
            "holds_from": "2001-01-01",
            "holds_until": "2001-12-31",
            "starts_after": "2000-01-01",
            "ends_by": "2010-12-31",
            "source": "a-source",
            "locator": "line 1",
            "gist": "A unit stands under another.",
            "recorded": "2020-01-01T00:00:00Z",
            "conflicts_with": [],
        }


def _content(nodes: int, each: int = 1) -> Content:
    return Content(
        {"graph_version": "made"},
        lambda: _nodes(nodes),
        lambda: _edges(nodes, each),
        record=Record(
            lambda: _claims(nodes * each),
            lambda: [],
            lambda: [],
            lambda kinds: _things(kinds, nodes * each),
            _counts,
        ),
    )


def _counts(_: Row) -> bool:
    return True


def _memory() -> Iterator[dict[str, object]]:
    for name in FORMATS:
        # What is kept for good, as compiled patterns and caches of a fixed size, is there by now.
        _peak(_sized(name, FEW), name)
        few, many = (_peak(_sized(name, each), name) for each in (FEW, MANY))
        yield {
            "what": f"peak memory of {name} with {NODES * MANY:,} edges against {NODES * FEW:,}",
            "few_kb": few // 1024,
            "many_kb": many // 1024,
            "ratio": many / few,
            "runs": 1,
        }


def _sized(name: str, each: int) -> Content:
    """Content of so many edges a node, of one source where the format is."""
    source = _source(NODES * each) if FORMATS[name].of_source else None
    return replace(_content(NODES, each), source=source)


def _source(claims: int) -> SourceContent:
    """One source of so many claims."""
    return SourceContent(
        {"id": "a-source", "work": "a-source", "language": "en"},
        claims,
        lambda: [],
        lambda: ({**row, "fact": "a-source#1", "qualifiers": []} for row in _claims(claims)),
    )


def _peak(content: Content, name: str) -> int:
    """The most bytes that Python held while it wrote."""
    tracemalloc.start()
    try:
        for _ in chunks(content, name):
            pass
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
