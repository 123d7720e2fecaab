"""A network as a drawing: on a circle, in layers, or in two columns."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import networkx as nx
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch

from analysis.report.layout import bipartite_layout, circular_layout, layered_layout
from analysis.report.results import Results
from analysis.report.style import (
    INK,
    LARGEST_DRAWN,
    PALETTE,
    Drawing,
    name_of,
    render_figure,
    style,
    wrap_text,
)
from graph.status import DateStatus, is_carried


def network_drawing(found: Results) -> Drawing | None:
    """The whole network; None where it is too large to be read, or a single node."""
    network = found.whole.network
    if len(network) > LARGEST_DRAWN or len(network) < 2:
        return None
    with style():
        if found.request.projection.two_mode:
            figure, how = _columns(network), "Lines join the two kinds of nodes."
        elif isinstance(network, nx.DiGraph):
            figure, how = (
                _layers(network),
                "Arrows go down from superior to subordinate; orange ones pass layers over.",
            )
            if found.request.projection.name not in {"hierarchy", "tiers"}:
                how = "Arrows go from the upper to the lower; orange ones pass layers over."
        else:
            figure = _circle(network, found.request.seed)
            how = (
                "Nodes on a circle, coloured and placed together by community (Louvain); larger "
                "nodes have more neighbours, darker lines more weight."
            )
        return render_figure(
            figure,
            "network",
            "The network",
            f"{how} Dashed lines are disputed or not certain at the time.",
        )


def _circle(network: nx.Graph[str], seed: int) -> Figure:
    figure = Figure(figsize=(7.6, 7.6))
    axes = figure.add_axes((0, 0, 1, 1))
    places, groups = circular_layout(network, seed)
    heaviest = max((data["weight"] for _, _, data in network.edges(data=True)), default=1.0)
    most = max((degree for _, degree in network.degree), default=1) or 1
    for start, end, data in sorted(network.edges(data=True), key=lambda edge: edge[2]["weight"]):
        share = data["weight"] / heaviest
        _bow(axes, places[start], places[end], 0.10 + 0.5 * share**2, dashed=_unsure(data))
    for node, (x, y) in places.items():
        colour = PALETTE[groups[node] % len(PALETTE)]
        size = 18 + 60 * network.degree[node] / most
        axes.scatter([x], [y], s=size, color=colour, zorder=3, linewidths=0)
        angle = math.degrees(math.atan2(y, x))
        left = x < -1e-9
        axes.text(
            x * 1.05,
            y * 1.05,
            name_of(network, node),
            rotation=angle - 180 if left and angle > 0 else angle + 180 if left else angle,
            rotation_mode="anchor",
            ha="right" if left else "left",
            va="center",
            fontsize=8.0 if len(places) <= 60 else 5.5,
        )
    _bare(axes, 1.62)
    return figure


def _bow(
    axes: Axes,
    start: tuple[float, float],
    end: tuple[float, float],
    strength: float,
    *,
    dashed: bool,
) -> None:
    """A line between two places of the circle, bent towards the middle."""
    steps = 24
    xs, ys = [], []
    for step in range(steps + 1):
        t = step / steps
        # A quadratic Bezier curve whose middle point is near the centre.
        a, b, c = (1 - t) ** 2, 2 * t * (1 - t), t**2
        middle = (0.15 * (start[0] + end[0]), 0.15 * (start[1] + end[1]))
        xs.append(a * start[0] + b * middle[0] + c * end[0])
        ys.append(a * start[1] + b * middle[1] + c * end[1])
    axes.plot(
        xs, ys, color=INK, alpha=strength, lw=0.8, ls=(0, (3, 2)) if dashed else "-", zorder=1
    )


def _layers(network: nx.DiGraph[str]) -> Figure:
    places = layered_layout(network)
    levels = {y for _, y in places.values()}
    widest = max(sum(y == level for _, y in places.values()) for level in levels)
    figure = Figure(figsize=(max(7.6, 1.5 * widest), max(2.5, 0.85 * len(levels) + 0.5)))
    axes = figure.add_axes((0, 0, 1, 1))
    for start, end, data in network.edges(data=True):
        far = places[start][1] - places[end][1] > 1
        axes.add_patch(
            FancyArrowPatch(
                places[start],
                places[end],
                arrowstyle="-|>",
                mutation_scale=9,
                shrinkA=9,
                shrinkB=11,
                color=PALETTE[1] if far else INK,
                alpha=0.85 if far else 0.7,
                lw=1.1,
                ls=(0, (3, 2)) if _unsure(data) else "-",
                connectionstyle="arc3,rad=0.55" if far else "arc3",
                zorder=1,
            )
        )
    for node, (x, y) in places.items():
        axes.text(
            x,
            y,
            wrap_text(name_of(network, node)),
            ha="center",
            va="center",
            fontsize=8,
            zorder=3,
            bbox={"boxstyle": "round,pad=0.35", "fc": "#e8f1f8", "ec": PALETTE[0], "lw": 0.8},
            color="#10202c",
        )
    axes.set_xlim(-0.02, 1.02)
    axes.set_ylim(min(levels) - 0.5, max(levels) + 0.5)
    axes.set_axis_off()
    return figure


def _columns(network: nx.Graph[str]) -> Figure:
    places = bipartite_layout(network)
    tallest = max(
        sum(data["bipartite"] == side for _, data in network.nodes(data=True)) for side in (0, 1)
    )
    figure = Figure(figsize=(7.6, max(2.5, 0.2 * tallest + 0.4)))
    axes = figure.add_axes((0, 0, 1, 1))
    for start, end, data in network.edges(data=True):
        xs, ys = zip(places[start], places[end], strict=True)
        dashes: Any = (0, (3, 2)) if _unsure(data) else "-"
        axes.plot(xs, ys, color=INK, alpha=0.35, lw=0.8, ls=dashes, zorder=1)
    for node, (x, y) in places.items():
        side = network.nodes[node]["bipartite"]
        axes.scatter([x], [y], s=26, color=PALETTE[side], zorder=3, linewidths=0)
        axes.text(
            x + (0.025 if side else -0.025),
            y,
            wrap_text(name_of(network, node), 34),
            ha="left" if side else "right",
            va="center",
            fontsize=8,
        )
    axes.set_xlim(-0.6, 1.75)
    axes.set_axis_off()
    return figure


def _unsure(data: Mapping[str, Any]) -> bool:
    status = data.get("certainty")
    return bool(data["disputed"]) or is_carried(status) or status == DateStatus.POSSIBLE


def _bare(axes: Axes, reach: float) -> None:
    axes.set_xlim(-reach, reach)
    axes.set_ylim(-reach, reach)
    axes.set_aspect("equal")
    axes.set_axis_off()
