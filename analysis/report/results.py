"""What an analysis finds: for each slice the network, the measures and their intervals."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import networkx as nx

from analysis import projections
from analysis.measures import Finding, Level, Measure, evaluate
from analysis.measures.turnover import edge_turnover, node_turnover, rank_correlation
from analysis.nulls import Comparison, compare, null_networks
from analysis.projections.conflicts import ATTESTED_THERE, weigh_edges
from analysis.projections.evidence import Evidence
from analysis.report.options import Request
from analysis.report.slices import Slice, split_period, whole_period
from analysis.uncertainty import Interval, ensemble, interval
from graph.contests import ContestedClaim
from graph.database import Database
from graph.errors import BadInputError, UndefinedMeasureError
from graph.statements import statement
from graph.version import pin

Report = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Part:
    """What is found in one slice.

    Attributes:
        slice: Which.
        network: The network of what counts.
        findings: By measure: the value, or why there is none.
        intervals: By measure: over all worlds; None where it has a value in none.
        worlds: How many of the worlds drawn differ.
        comparisons: By measure: beside networks with the same degrees; None where there are none.
    """

    slice: Slice
    network: nx.Graph[str]
    findings: Mapping[str, Finding]
    intervals: Mapping[str, Interval | dict[str, Interval] | None]
    worlds: int
    comparisons: Mapping[str, Comparison | dict[str, Comparison] | None]

    def is_fixed(self, measure: Measure) -> bool:
        """Whether a measure has one value over all networks with the same degrees."""
        found = self.comparisons.get(measure.name)
        if isinstance(found, Comparison):
            return found.is_fixed
        return found is not None and all(one.is_fixed for one in found.values())

    @property
    def claims(self) -> set[str]:
        """Ids of the claims that vouch for its edges."""
        return {claim for _, _, edge in self.network.edges(data=True) for claim in edge["claims"]}


@dataclass(frozen=True)
class Turnover:
    """What stays between two slices.

    Attributes:
        before: The earlier slice.
        after: The later one.
        stayed: Nodes in both.
        came: Nodes in the later one alone.
        left: Nodes in the earlier one alone.
        findings: `nodes`, `edges` (Jaccard), `ranks` (Spearman), each a value or a reason.
        ranked_by: The measure whose ranks are compared; empty where none is for nodes.
    """

    before: Slice
    after: Slice
    stayed: int
    came: int
    left: int
    findings: Mapping[str, Finding]
    ranked_by: str


@dataclass(frozen=True)
class Results:
    """What an analysis finds.

    Attributes:
        request: What was asked for.
        graph_version: Of which graph.
        whole: All of the period.
        parts: Its slices, in order of time; none where it was not cut.
        turnovers: Between each slice and the next.
        contests: The contested claims that edges of the whole hang on, asserted or denied.
        sources: Those that the edges rest on, with how many of their claims.
    """

    request: Request
    graph_version: str
    whole: Part
    parts: Sequence[Part]
    turnovers: Sequence[Turnover]
    contests: Sequence[ContestedClaim]
    sources: Sequence[Mapping[str, Any]]

    @property
    def all_parts(self) -> list[Part]:
        """The whole, then the slices."""
        return [self.whole, *self.parts]


def results(database: Database, asked: Request, report: Report) -> Results:
    """Do an analysis.

    Args:
        database: Where.
        asked: What for.
        report: Told what is going on, how much of it is done, and of how much.

    Raises:
        BadInputError: Nothing is said of such a network in that period.
    """
    asked = replace(asked, lens=pin(database, asked.lens))
    slices = [whole_period(asked.as_of)]
    if asked.slices and asked.as_of is not None:
        slices += split_period(database, asked.slices, asked.lens)
        if len(slices) == 1:
            raise BadInputError(
                f"No event that people took part in lies in {asked.as_of}.",
                hint="Choose another period, or --slices year.",
            )
    parts = []
    for number, piece in enumerate(slices):
        report(piece.title, number, len(slices))
        parts.append(_part(database, asked, piece))
        if number == 0 and len(parts[0].network) == 0:
            raise BadInputError(
                f"Nothing is said that the projection {asked.projection.name} is made of, "
                f"{f'in {asked.as_of}' if asked.as_of else 'at any time'}.",
                hint="Ask for another time or projection, or with certainty=possible.",
            )
    report("Turnover and sources", len(slices), len(slices))
    return Results(
        request=asked,
        graph_version=asked.lens.snapshot.version,
        whole=parts[0],
        parts=parts[1:],
        turnovers=[_turnover(one, other, asked) for one, other in pairwise(parts[1:])],
        contests=_contests(asked.projection.evidence(database, asked.lens, all_possible=True)),
        sources=_sources(database, parts[0]),
    )


def _part(database: Database, asked: Request, piece: Slice) -> Part:
    lens = asked.lens
    if piece.as_of is not None and (piece.event is None or not _of_events(asked)):
        lens = replace(lens, as_of=piece.as_of)
    evidence = _only(asked.projection.evidence(database, lens), piece, asked)
    network = projections.network(asked.projection, evidence, asked.contested)
    possible = _only(asked.projection.evidence(database, lens, all_possible=True), piece, asked)
    worlds = ensemble(asked.projection, possible, draws=asked.draws, seed=asked.seed)
    edges = weigh_edges(evidence, asked.contested)
    unfold = asked.projection.unfold
    unfolded = network if unfold is None else unfold(edges, evidence)
    drawn = null_networks(asked.projection, unfolded, seed=asked.seed)
    return Part(
        slice=piece,
        network=network,
        findings={
            measure.name: evaluate(measure, network, seed=asked.seed) for measure in asked.measures
        },
        intervals={
            measure.name: interval(measure, worlds, seed=asked.seed) for measure in asked.measures
        },
        worlds=len(worlds.networks),
        comparisons={
            measure.name: compare(measure, network, drawn, seed=asked.seed)
            for measure in asked.measures
            if measure.compared and drawn
        },
    )


def _of_events(asked: Request) -> bool:
    return ATTESTED_THERE in asked.projection.types


def _only(evidence: Evidence, piece: Slice, asked: Request) -> Evidence:
    """Of a slice by event, where the projection is of events, that event alone."""
    if piece.event is None or not _of_events(asked):
        return evidence
    return replace(evidence, edges=[edge for edge in evidence.edges if edge.end == piece.event])


def _turnover(one: Part, other: Part, asked: Request) -> Turnover:
    before, after = set(one.network), set(other.network)
    ranked = next((measure for measure in asked.measures if measure.level is Level.NODE), None)
    findings = {
        "nodes": _found(lambda: node_turnover(one.network, other.network)),
        "edges": _found(lambda: edge_turnover(one.network, other.network)),
    }
    if ranked is not None:
        mine, theirs = (part.findings[ranked.name].value for part in (one, other))
        findings["ranks"] = (
            _found(lambda: rank_correlation(mine, theirs))
            if isinstance(mine, Mapping) and isinstance(theirs, Mapping)
            else Finding(None, f"{ranked.title} has no value in one of the slices")
        )
    return Turnover(
        before=one.slice,
        after=other.slice,
        stayed=len(before & after),
        came=len(after - before),
        left=len(before - after),
        findings=findings,
        ranked_by=ranked.title if ranked is not None else "",
    )


def _found(compute: Callable[[], float]) -> Finding:
    try:
        return Finding(compute())
    except UndefinedMeasureError as error:
        return Finding(None, error.message)


def _contests(evidence: Evidence) -> list[ContestedClaim]:
    """The contests that an edge of the evidence hangs on, and all that is said against it."""
    questions = {
        contest.question
        for edge in evidence.edges
        for claim in edge.claims
        for contest in evidence.contests.by_claim.get(claim, ())
    }
    return sorted(
        (
            contest
            for found in evidence.contests.by_claim.values()
            for contest in found
            if contest.question in questions
        ),
        key=lambda contest: (contest.question, contest.side, contest.claim),
    )


def _sources(database: Database, part: Part) -> list[dict[str, Any]]:
    answer = database.run(statement("analysis/cited"), {"claims": sorted(part.claims)})
    return [dict(zip(answer.columns, record, strict=True)) for record in answer.records]
