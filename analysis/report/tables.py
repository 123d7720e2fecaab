"""The tables of an analysis: rows of plain values, as CSV and Parquet."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from analysis.measures import Finding, Measure
from analysis.nulls import Comparison
from analysis.report.results import Part, Results
from analysis.uncertainty import Interval
from graph.row_formats import marked_csv_lines
from graph.status import is_carried

DIGITS = 6

_TEXT, _NUMBER, _COUNT, _FLAG = pl.String(), pl.Float64(), pl.Int64(), pl.Boolean()


@dataclass(frozen=True)
class ReportTable:
    """A table.

    Attributes:
        name: Of its files.
        title: For people.
        note: What its columns mean, where they do not say it themselves.
        columns: The columns and their Polars types, in order.
        rows: Values by column.
    """

    name: str
    title: str
    note: str
    columns: Mapping[str, pl.DataType]
    rows: Sequence[Mapping[str, Any]]

    def csv(self) -> bytes:
        """UTF-8 with the byte-order mark, header first."""
        return "".join(marked_csv_lines(list(self.columns), self.rows)).encode()

    def parquet(self) -> bytes:
        """Apache Parquet, with the title and the note as metadata."""
        stream = io.BytesIO()
        pl.DataFrame(list(self.rows), schema=dict(self.columns)).write_parquet(
            stream, metadata={"title": self.title, "note": self.note}
        )
        return stream.getvalue()


def tables(found: Results) -> list[ReportTable]:
    """Every table of an analysis, those without rows left out."""
    made = [
        _networks(found),
        _network_measures(found),
        _node_measures(found),
        _turnover(found),
        _contested(found),
        _sources(found),
    ]
    return [table for table in made if table.rows]


def _networks(found: Results) -> ReportTable:
    rows = []
    for part in found.all_parts:
        edges = [data for _, _, data in part.network.edges(data=True)]
        rows.append(
            {
                "slice": part.slice.key,
                "title": part.slice.title,
                "as_of": part.slice.as_of,
                "nodes": len(part.network),
                "edges": len(edges),
                "claims": len(part.claims),
                "disputed_edges": sum(data["disputed"] for data in edges),
                "last_attested_edges": sum(is_carried(data.get("certainty")) for data in edges),
            }
        )
    return ReportTable(
        "networks",
        "Networks",
        "`disputed_edges`: edges for which every claim is contested. `last_attested_edges`: edges "
        "attested earlier and carried forward, since nothing says that they ended.",
        {
            "slice": _TEXT,
            "title": _TEXT,
            "as_of": _TEXT,
            "nodes": _COUNT,
            "edges": _COUNT,
            "claims": _COUNT,
            "disputed_edges": _COUNT,
            "last_attested_edges": _COUNT,
        },
        rows,
    )


def _network_measures(found: Results) -> ReportTable:
    rows = []
    for part in found.all_parts:
        for measure in found.request.network_measures:
            over = part.intervals[measure.name]
            rows.append(
                {
                    "slice": part.slice.key,
                    "measure": measure.name,
                    "value": _rounded(part.findings[measure.name].value),
                    **_interval(over if isinstance(over, Interval) else None),
                    **_comparison(part.comparisons.get(measure.name)),
                    "reason": part.findings[measure.name].reason or None,
                }
            )
    return ReportTable(
        "network_measures",
        "Measures of the networks",
        _WORLDS + " `reason`: why there is no value.",
        {
            "slice": _TEXT,
            "measure": _TEXT,
            "value": _NUMBER,
            "median": _NUMBER,
            "low": _NUMBER,
            "high": _NUMBER,
            "present": _NUMBER,
            "expected": _NUMBER,
            "z": _NUMBER,
            "percentile": _NUMBER,
            "follows": _FLAG,
            "reason": _TEXT,
        },
        rows,
    )


_WORLDS = (
    "`median`, `low` and `high`: the middle, the 5th and the 95th percentile over the worlds; "
    "`present`: share of worlds in which there is a value. `expected`: the mean over networks "
    "drawn with the same degrees; `z`: how many of their standard deviations the value lies above; "
    "`percentile`: share of them that lie below; `follows`: whether all of them have one value, so "
    "that it follows from the degrees alone."
)


def _node_measures(found: Results) -> ReportTable:
    rows: list[dict[str, Any]] = []
    for part in found.all_parts:
        for measure in found.request.node_measures:
            rows += _nodes(part, measure)
    return ReportTable(
        "node_measures",
        "Measures of the nodes",
        _WORLDS + " `first`: share of worlds in which the node ranks first.",
        {
            "slice": _TEXT,
            "measure": _TEXT,
            "rank": _COUNT,
            "node": _TEXT,
            "name": _TEXT,
            "value": _NUMBER,
            "median": _NUMBER,
            "low": _NUMBER,
            "high": _NUMBER,
            "present": _NUMBER,
            "expected": _NUMBER,
            "z": _NUMBER,
            "percentile": _NUMBER,
            "follows": _FLAG,
            "first": _NUMBER,
            "reason": _TEXT,
        },
        rows,
    )


def _nodes(part: Part, measure: Measure) -> list[dict[str, Any]]:
    name = measure.name
    finding, over = part.findings[name], part.intervals[name]
    if not isinstance(finding.value, Mapping):
        return [{"slice": part.slice.key, "measure": name, "reason": finding.reason}]
    beside = part.comparisons.get(name)
    ordered = rank_nodes(finding.value, measure)
    rows = []
    values = [value for _, value in ordered if value is not None]
    for node, value in ordered:
        interval = over.get(node) if isinstance(over, dict) else None
        rows.append(
            {
                "slice": part.slice.key,
                "measure": name,
                "rank": None if value is None else values.index(value) + 1,
                "node": node,
                "name": part.network.nodes[node].get("name", node),
                "value": _rounded(value),
                **_interval(interval),
                **_comparison(beside.get(node) if isinstance(beside, dict) else None),
                "first": None if interval is None else _rounded(interval.first),
                "reason": "the node has no edge" if value is None else None,
            }
        )
    return rows


def rank_nodes(
    values: Mapping[str, float | None], measure: Measure
) -> list[tuple[str, float | None]]:
    """Nodes and their values, the one of note first, those without a value last."""
    sign = 1.0 if measure.lowest_first else -1.0
    return sorted(
        values.items(), key=lambda item: (item[1] is None, sign * (item[1] or 0.0), item[0])
    )


def _turnover(found: Results) -> ReportTable:
    rows = []
    for turn in found.turnovers:
        row: dict[str, Any] = {
            "before": turn.before.key,
            "after": turn.after.key,
            "stayed": turn.stayed,
            "came": turn.came,
            "left": turn.left,
            "ranked_by": turn.ranked_by or None,
        }
        for name in ("nodes", "edges", "ranks"):
            finding = turn.findings.get(name, Finding(None, "no measure of nodes was asked for"))
            row[name] = _rounded(finding.value)
            row[f"{name}_reason"] = finding.reason or None
        rows.append(row)
    return ReportTable(
        "turnover",
        "Turnover from slice to slice",
        "`nodes`, `edges`: share of those in either slice that are in both (Jaccard). `ranks`: "
        "Spearman's correlation over the nodes in both.",
        {
            "before": _TEXT,
            "after": _TEXT,
            "stayed": _COUNT,
            "came": _COUNT,
            "left": _COUNT,
            "nodes": _NUMBER,
            "nodes_reason": _TEXT,
            "edges": _NUMBER,
            "edges_reason": _TEXT,
            "ranks": _NUMBER,
            "ranks_reason": _TEXT,
            "ranked_by": _TEXT,
        },
        rows,
    )


def _contested(found: Results) -> ReportTable:
    return ReportTable(
        "contested",
        "Contested inputs",
        "Every claim that an edge hangs on and another claim contests, and that other claim.",
        {
            "question": _TEXT,
            "asks": _TEXT,
            "side": _TEXT,
            "claim": _TEXT,
            "voice": _TEXT,
            "source": _TEXT,
            "preferred": _FLAG,
        },
        [
            {
                "question": contest.question,
                "asks": contest.asks or None,
                "side": contest.side,
                "claim": contest.claim,
                "voice": contest.voice,
                "source": contest.source,
                "preferred": contest.preferred,
            }
            for contest in found.contests
        ],
    )


def _sources(found: Results) -> ReportTable:
    columns = ("id", "title", "publisher", "published", "kind", "url", "trust")
    return ReportTable(
        "sources",
        "Sources",
        "Those whose claims vouch for edges of the whole network.",
        {**dict.fromkeys(columns, _TEXT), "claims": _COUNT},
        [dict(source) for source in found.sources],
    )


def _interval(over: Interval | None) -> dict[str, float | None]:
    if over is None:
        return {"median": None, "low": None, "high": None, "present": None}
    return {
        "median": _rounded(over.median),
        "low": _rounded(over.low),
        "high": _rounded(over.high),
        "present": _rounded(over.present),
    }


def _comparison(beside: object) -> dict[str, float | bool | None]:
    if not isinstance(beside, Comparison):
        return {"expected": None, "z": None, "percentile": None, "follows": None}
    return {
        "expected": _rounded(beside.mean),
        "z": _rounded(beside.z),
        "percentile": _rounded(beside.percentile),
        "follows": beside.is_fixed,
    }


def _rounded(value: object) -> float | None:
    # Six digits are the same on every machine; the last bits of a sum need not be.
    return round(float(value), DIGITS) + 0.0 if isinstance(value, int | float) else None
