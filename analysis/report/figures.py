"""The figures of an analysis: the network, and charts of what was measured."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from matplotlib.figure import Figure

from analysis.measures import Measure
from analysis.report.drawing import network_drawing
from analysis.report.results import Part, Results
from analysis.report.style import (
    FAINT,
    LARGEST_DRAWN,
    PALETTE,
    Drawing,
    name_of,
    render_figure,
    style,
    wrap_text,
)
from analysis.report.tables import rank_nodes
from analysis.uncertainty import Interval

MOST_BARS = 20


def figures(found: Results, report: Callable[[str, int, int], None]) -> list[Drawing]:
    """Every figure that an analysis gives rise to."""
    makers: list[Callable[[], Drawing | None]] = [lambda: network_drawing(found)]
    makers += [partial(_nodes, found.whole, measure) for measure in found.request.node_measures]
    if len(found.parts) > 1:
        makers += [lambda: _presence(found), lambda: _turnover(found), lambda: _series(found)]
    drawn = []
    for number, make in enumerate(makers):
        report("Figures", number, len(makers))
        figure = make()
        if figure is not None:
            drawn.append(figure)
    return drawn


def _nodes(part: Part, measure: Measure) -> Drawing | None:
    value, over = part.findings[measure.name].value, part.intervals[measure.name]
    if not isinstance(value, Mapping) or measure.is_partition:
        return None
    known = [(number, node) for node, number in rank_nodes(value, measure) if number is not None]
    if not known or known[0][0] == known[-1][0]:
        return None
    ordered = known[:MOST_BARS]
    with style():
        figure = Figure(figsize=(7.6, 0.24 * len(ordered) + 0.9), layout="constrained")
        axes = figure.add_subplot()
        for row, (number, node) in enumerate(ordered):
            interval = over.get(node) if isinstance(over, dict) else None
            axes.plot([0, number], [row, row], color=FAINT, lw=1, zorder=1)
            if isinstance(interval, Interval):
                axes.plot(
                    [interval.low, interval.high],
                    [row, row],
                    color=PALETTE[1],
                    lw=4,
                    alpha=0.75,
                    solid_capstyle="round",
                    zorder=2,
                )
            axes.scatter([number], [row], s=30, color=PALETTE[0], zorder=3, clip_on=False)
        axes.set_yticks(range(len(ordered)), [name_of(part.network, node) for _, node in ordered])
        axes.set_ylim(len(ordered) - 0.4, -0.6)
        axes.set_xlim(left=0 if min(ordered)[0] >= 0 else None)
        axes.tick_params(axis="y", length=0)
        axes.grid(axis="x", color=FAINT, lw=0.4, alpha=0.6)
        axes.spines["left"].set_visible(False)
        axes.set_xlabel(measure.title)
        more = len(value) - len(ordered)
        return render_figure(
            figure,
            f"nodes-{measure.name}",
            measure.title,
            f"{measure.summary} Dots: the value; bars: 5th to 95th percentile over the worlds."
            + (f" {more} more are in the table." if more > 0 else ""),
        )


def _presence(found: Results) -> Drawing | None:
    parts = found.parts
    nodes = {node for part in parts for node in part.network}
    if not nodes or len(nodes) > LARGEST_DRAWN:
        return None
    first_in = {node: [node in part.network for part in parts] for node in nodes}
    ordered = sorted(
        nodes, key=lambda node: (-sum(first_in[node]), [not held for held in first_in[node]], node)
    )
    with style():
        figure = Figure(
            figsize=(max(5.5, 2.6 + 1.25 * len(parts)), 0.2 * len(ordered) + 1.5),
            layout="constrained",
        )
        axes = figure.add_subplot()
        for row, node in enumerate(ordered):
            seen = [index for index, held in enumerate(first_in[node]) if held]
            axes.plot([seen[0], seen[-1]], [row, row], color=FAINT, lw=1, zorder=1)
            axes.scatter(seen, [row] * len(seen), s=34, color=PALETTE[0], zorder=2, linewidths=0)
        names = [_any_name(found, node) for node in ordered]
        axes.set_yticks(range(len(ordered)), names, fontsize=8)
        titles = [wrap_text(part.slice.title, 18) for part in parts]
        axes.set_xticks(range(len(parts)), titles, fontsize=8)
        axes.xaxis.tick_top()
        axes.set_xlim(-0.5, len(parts) - 0.5)
        axes.set_ylim(len(ordered) - 0.4, -0.8)
        axes.tick_params(length=0)
        for spine in axes.spines.values():
            spine.set_visible(False)
        return render_figure(
            figure,
            "presence",
            "Who and what is in which slice",
            "A dot: the node is in the slice's network. A line joins its first and its last.",
        )


def _turnover(found: Results) -> Drawing | None:
    with style():
        figure = Figure(figsize=(7.6, 0.62 * len(found.turnovers) + 1.0), layout="constrained")
        axes = figure.add_subplot()
        for row, turn in enumerate(found.turnovers):
            left = 0
            for width, colour, word in (
                (turn.left, PALETTE[1], "left"),
                (turn.stayed, PALETTE[0], "stayed"),
                (turn.came, PALETTE[2], "came"),
            ):
                label = word if row == 0 else None
                axes.barh(row, width, left=left, color=colour, height=0.55, label=label)
                if width:
                    axes.text(
                        left + width / 2, row, str(width), ha="center", va="center", color="white"
                    )
                left += width
        axes.set_yticks(
            range(len(found.turnovers)),
            [
                wrap_text(f"{turn.before.title} to {turn.after.title}", 44)
                for turn in found.turnovers
            ],
            fontsize=7.5,
        )
        axes.set_ylim(len(found.turnovers) - 0.4, -0.6)
        axes.tick_params(axis="y", length=0)
        axes.spines["left"].set_visible(False)
        axes.set_xlabel("nodes")
        figure.legend(loc="outside lower right", ncols=3, frameon=False)
        return render_figure(
            figure,
            "turnover",
            "Turnover from slice to slice",
            "How many nodes left, stayed and came between each slice and the next.",
        )


def _series(found: Results) -> Drawing | None:
    measures = [
        measure
        for measure in found.request.network_measures
        if len({part.findings[measure.name].value for part in found.parts} - {None}) > 1
    ]
    if not measures:
        return None
    with style():
        figure = Figure(figsize=(7.6, 1.35 * len(measures) + 0.9), layout="constrained")
        panels = figure.subplots(len(measures), 1, sharex=True, squeeze=False)[:, 0]
        for axes, measure in zip(panels, measures, strict=True):
            for index, part in enumerate(found.parts):
                value, over = part.findings[measure.name].value, part.intervals[measure.name]
                if isinstance(over, Interval):
                    ends = [over.low, over.high]
                    axes.plot([index] * 2, ends, color=PALETTE[1], lw=4, alpha=0.75)
                if isinstance(value, int | float):
                    axes.scatter([index], [value], s=30, color=PALETTE[0], zorder=3)
            axes.set_title(measure.title, loc="left", fontsize=8.5)
            axes.grid(axis="y", color=FAINT, lw=0.4, alpha=0.6)
            axes.margins(y=0.25)
        titles = [wrap_text(part.slice.title, 18) for part in found.parts]
        panels[-1].set_xticks(range(len(titles)), titles, fontsize=7.5)
        panels[-1].set_xlim(-0.5, len(titles) - 0.5)
        return render_figure(
            figure,
            "series",
            "Measures of the networks, slice by slice",
            "Dots: the value; bars: 5th to 95th percentile over the worlds. Where there is no dot "
            "the table says why; measures that are the same in every slice are left out.",
        )


def _any_name(found: Results, node: str) -> str:
    return next(name_of(part.network, node) for part in found.parts if node in part.network)
