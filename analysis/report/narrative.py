"""What a report says in sentences: what was found, and what to beware of."""

from __future__ import annotations

from collections.abc import Mapping

from analysis.measures import Measure
from analysis.measures.caveats import CAVEATS, Caveat
from analysis.nulls import DRAWS, ONE_MODE, TWO_MODE, Comparison
from analysis.references import reference_name
from analysis.report.results import Part, Results
from analysis.report.slices import EVENTS
from analysis.uncertainty import Interval
from graph.contests import Contested
from graph.status import is_carried

SMALL = 10
MOST_FINDINGS = 8
_TAKEN = {
    Contested.ACCEPTED: "left out where an editor prefers no side",
    Contested.ALL: "all taken, each as much as the rest",
    Contested.WEIGHTED: "weighed by their share of voices",
}


def findings(found: Results) -> list[str]:
    """The main numbers, as sentences."""
    whole = found.whole
    said = [
        f"The network has {_count(len(whole.network), 'node')} and "
        f"{_count(whole.network.number_of_edges(), 'edge')}, vouched for by "
        f"{_count(len(whole.claims), 'claim')} of {_count(len(found.sources), 'source')}."
    ]
    if whole.worlds == 1:
        said.append(
            f"All {found.request.draws} worlds are alike: no contested claim and no vague date "
            "changes this network."
        )
    said += [line for measure in found.request.node_measures if (line := _leader(whole, measure))]
    said += [
        line for measure in found.request.network_measures if (line := _number(whole, measure))
    ]
    said += _turnover(found)
    return said


def _leader(part: Part, measure: Measure) -> str:
    value, over = part.findings[measure.name].value, part.intervals[measure.name]
    if not isinstance(value, Mapping) or measure.is_partition:
        return ""
    numbers = {node: number for node, number in value.items() if number is not None}
    if not numbers or max(numbers.values()) == min(numbers.values()):
        return ""
    best = (min if measure.lowest_first else max)(numbers.values())
    leaders = sorted(node for node, number in numbers.items() if number == best)
    names = [str(part.network.nodes[node].get("name", node)) for node in leaders[:3]]
    more = f" and {len(leaders) - 3} more" if len(leaders) > 3 else ""
    word = "lowest" if measure.lowest_first else "highest"
    line = f"{measure.title}: {word} for {', '.join(names)}{more} ({plain_value(best)}"
    interval = over.get(leaders[0]) if isinstance(over, dict) else None
    if len(leaders) == 1 and interval is not None and part.worlds > 1:
        line += f"; {_range(interval)}; first in {interval.first:.0%} of the worlds"
    beside = part.comparisons.get(measure.name)
    if isinstance(beside, dict) and len(leaders) == 1:
        line += _beside(beside.get(leaders[0]))
    return line + ")."


def _number(part: Part, measure: Measure) -> str:
    finding, over = part.findings[measure.name], part.intervals[measure.name]
    if not isinstance(finding.value, int | float):
        return f"{measure.title}: no value, because {finding.reason}."
    told = [_range(over)] if isinstance(over, Interval) and part.worlds > 1 else []
    told += [_beside(part.comparisons.get(measure.name)).removeprefix("; ")]
    within = "; ".join(filter(None, told))
    return f"{measure.title}: {plain_value(finding.value)}{f' ({within})' if within else ''}."


def _beside(beside: object) -> str:
    if not isinstance(beside, Comparison):
        return ""
    if beside.z is None:
        return "; it follows from the degrees alone"
    return f"; {plain_value(beside.mean)} by chance with these degrees, z = {beside.z:.1f}"


def _turnover(found: Results) -> list[str]:
    lines = []
    for turn in found.turnovers[:MOST_FINDINGS]:
        share = turn.findings["nodes"].value
        if isinstance(share, int | float):
            lines.append(
                f"Of those in either {turn.before.title} or {turn.after.title}, {share:.0%} are in "
                f"both: {turn.stayed} stayed, {turn.left} left, {turn.came} came."
            )
    more = len(found.turnovers) - MOST_FINDINGS
    if more > 0:
        lines.append(f"{more:,} more are in the table of turnovers.")
    return lines


def caveats(found: Results) -> list[str]:
    """What to beware of, worked out from the evidence itself."""
    network, asked = found.whole.network, found.request
    edges = [data for _, _, data in network.edges(data=True)]
    warned = [
        "Intervals say how far the disagreements and the vague dates of these sources reach, over "
        f"{asked.draws} worlds drawn from them; they say nothing of what no source tells."
    ]
    warned += asked.projection.caveats
    carried = sum(is_carried(data.get("certainty")) for data in edges)
    if carried:
        warned.append(
            f"{carried} of {len(edges)} edges are attested earlier only, and carried forward since "
            "nothing says that they ended."
        )
    questions = {contest.question for contest in found.contests}
    if questions:
        warned.append(
            f"Edges hang on {_count(len(questions), 'contested question')}; such edges are "
            f"{_TAKEN[asked.contested]}."
        )
    warned += _chance(found)
    warned += [
        f"{measure.title}: {caveat.text}{_by(caveat)}."
        for measure in asked.measures
        if (caveat := CAVEATS.get(measure.name)) is not None
    ]
    warned += [
        f"{part.slice.title}: the network is empty, so its measures are null."
        for part in found.parts
        if len(part.network) == 0
    ]
    if asked.slices == EVENTS:
        warned.append("Events at which no source names a person are no slices.")
    if len(network) < SMALL:
        warned.append(
            f"With {_count(len(network), 'node')} one edge more or less changes every measure."
        )
    if found.sources:
        most = max(found.sources, key=lambda source: source["claims"])
        share = most["claims"] / max(len(found.whole.claims), 1)
        if share > 0.4:
            warned.append(f"{share:.0%} of the claims are of one source, {most['title']}.")
    return warned


def _chance(found: Results) -> list[str]:
    """How chance was drawn, and which numbers are no findings."""
    if not any(part.comparisons for part in found.all_parts):
        return []
    projection = found.request.projection
    two_mode = projection.two_mode or projection.unfold is not None
    how = (
        "in which everybody takes part in as many events, or bodies, as here, and each has as many"
        if two_mode
        else "in which every node has as many edges as here, by direction"
    )
    key = TWO_MODE if two_mode else ONE_MODE
    said = [f"Chance is {DRAWS} networks {how} ({reference_name(key)})."]
    for part in found.all_parts:
        fixed = [measure.title for measure in found.request.measures if part.is_fixed(measure)]
        if fixed:
            said.append(
                f"{part.slice.title}: no finding, since every network with the same degrees has "
                f"the same: {', '.join(fixed)}."
            )
    return said


def plain_value(number: float | None) -> str:
    """A number as people write it: whole where it is whole, else three digits that count."""
    if number is None:
        return ""
    return f"{number:,.0f}" if number == int(number) else f"{number:.3g}"


def _range(over: Interval) -> str:
    if over.low != over.high:
        return f"5th to 95th percentile {plain_value(over.low)} to {plain_value(over.high)}"
    if over.present == 1:
        return "the same in every world"
    return f"in {over.present:.0%} of the worlds"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _by(caveat: Caveat) -> str:
    """The work that shows a caveat, in brackets."""
    return "" if caveat.reference is None else f" ({reference_name(caveat.reference)})"
