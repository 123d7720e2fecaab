"""Measures of networks: one a file, each with its definition, its source and examples.

What NetworkX has is called, not written again; what it lacks is written here.
`evaluate(measure, network)` gives a value, or null with a reason.
"""

from __future__ import annotations

from collections.abc import Sequence

from graph.analysis.measures import (
    articulation,
    assortativity,
    betweenness,
    bridges,
    brokerage,
    brokerage_z,
    cascade,
    closeness,
    communities,
    components,
    constraint,
    core,
    degree,
    density,
    depth,
    effective_size,
    eigenvector,
    flow_hierarchy,
    fragmentation,
    krackhardt_connectedness,
    krackhardt_efficiency,
    krackhardt_hierarchy,
    krackhardt_lub,
    pagerank,
    reaching,
    robustness,
    skipped,
    span,
    trophic,
)
from graph.analysis.measures.measure import Finding, Level, Measure, Need, evaluate
from graph.errors import BadInputError

__all__ = ["MEASURES", "Finding", "Level", "Measure", "Need", "evaluate", "find"]

MEASURES: dict[str, Measure] = {
    measure.name: measure
    for measure in (
        degree.MEASURE,
        degree.STRENGTH,
        betweenness.MEASURE,
        closeness.MEASURE,
        eigenvector.MEASURE,
        pagerank.MEASURE,
        core.MEASURE,
        constraint.MEASURE,
        effective_size.MEASURE,
        articulation.MEASURE,
        bridges.MEASURE,
        density.MEASURE,
        components.MEASURE,
        communities.MEASURE,
        communities.LEIDEN,
        communities.MODULARITY,
        assortativity.MEASURE,
        krackhardt_connectedness.MEASURE,
        krackhardt_hierarchy.MEASURE,
        krackhardt_efficiency.MEASURE,
        krackhardt_lub.MEASURE,
        depth.MEASURE,
        depth.GREATEST,
        span.MEASURE,
        span.MEAN,
        skipped.MEASURE,
        flow_hierarchy.MEASURE,
        reaching.MEASURE,
        trophic.MEASURE,
        brokerage.MEASURE,
        brokerage_z.MEASURE,
        fragmentation.MEASURE,
        fragmentation.WITHOUT,
        robustness.MEASURE,
        cascade.MEASURE,
    )
}


def find(names: Sequence[str]) -> list[Measure]:
    """The measures of these names, in their order.

    Raises:
        BadInputError: There is none of such a name.
    """
    for name in names:
        if name not in MEASURES:
            raise BadInputError(
                f"There is no measure {name!r}.", hint=f"There are: {', '.join(MEASURES)}."
            )
    return [MEASURES[name] for name in dict.fromkeys(names)]
