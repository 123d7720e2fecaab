"""Measures of networks, in files by what they tell, each with its definition, source and examples.

What NetworkX has is called, not written again; what it lacks is written here.
`evaluate(measure, network)` gives a value, or null with a reason.
"""

from __future__ import annotations

from analysis.measures import brokerage, centrality, cohesion, hierarchy, krackhardt, robustness
from analysis.measures.base import Finding, Level, Measure, Need, evaluate
from graph.registry import Registry

__all__ = ["MEASURES", "Finding", "Level", "Measure", "Need", "evaluate"]

MEASURES: Registry[Measure] = Registry(
    "measure",
    (
        *centrality.MEASURES,
        *cohesion.MEASURES,
        *krackhardt.MEASURES,
        *hierarchy.MEASURES,
        *brokerage.MEASURES,
        *robustness.MEASURES,
    ),
)
