"""What Krackhardt's four measures of hierarchy have in common.

Each is 1 - V / MaxV for one of the four conditions that only an out-tree meets, V counting what
violates it. Arcs go from superior to subordinate. Where MaxV is 0 a measure is undefined, not 1.

References:
    Krackhardt, D. (1994). Graph theoretical dimensions of informal organizations. In Carley and
    Prietula (eds), Computational Organization Theory, 89-111.
    Everett, M., Krackhardt, D. (2012). A second look at Krackhardt's graph theoretical dimensions
    of informal organizations. Social Networks 34, 159-163. doi:10.1016/j.socnet.2011.10.006
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from graph.analysis.measures.measure import Level, Measure, Need


def krackhardt(name: str, title: str, function: Callable[..., Any]) -> Measure:
    """One of the four, by what it is called after him."""
    return Measure(
        f"krackhardt-{name}",
        f"{title} (Krackhardt)",
        function,
        Level.GRAPH,
        ("krackhardt1994", "everett2012"),
        (Need.DIRECTED,),
        engine="partycell",
    )
