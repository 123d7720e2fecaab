"""How every figure is drawn and written: the same bytes for the same numbers.

Names are set in DejaVu Sans, which Matplotlib brings along, and what that has no letters for,
Hangul and Hanja, in Nanum Gothic; as outlines: what is drawn does not depend on the reader's fonts.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import matplotlib as mpl
import networkx as nx
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.font_manager import fontManager

from graph.visible import escape_controls

# Okabe and Ito's palette, told apart by the colour-blind too.
PALETTE = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#8C6D31")
# Two colours that a page may replace by its own, for dark screens.
INK, FAINT = "#1c1d21", "#b9bcc4"
LARGEST_DRAWN = 150
_DPI = 150
_STYLE: Any = {
    "font.family": ["DejaVu Sans", "NanumGothic"],
    "font.size": 9.0,
    "svg.fonttype": "path",
    # Names are data: a dollar is a dollar.
    "text.parse_math": False,
    "svg.hashsalt": "partycell",
    "text.color": INK,
    "axes.labelcolor": INK,
    "axes.edgecolor": FAINT,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "xtick.color": INK,
    "ytick.color": INK,
    "figure.facecolor": "none",
    "axes.facecolor": "none",
    "savefig.facecolor": "none",
}


@dataclass(frozen=True)
class Drawing:
    """A figure.

    Attributes:
        name: Of its files.
        title: What it shows, as a short sentence.
        caption: How to read it.
        svg: The drawing.
        png: The same, on white.
    """

    name: str
    title: str
    caption: str
    svg: bytes
    png: bytes


def _add_hangul() -> None:
    """Make the font known that a package has; importing it would change all figures of a process.

    Raises:
        FileNotFoundError: The package has another layout.
    """
    package = find_spec("koreanize_matplotlib")
    for folder in (package and package.submodule_search_locations) or ():
        fontManager.addfont(Path(folder) / "fonts" / "NanumGothic.ttf")


_add_hangul()


@contextmanager
def style() -> Iterator[None]:
    """Matplotlib's own defaults, whatever the machine's are, and ours over them."""
    with mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams.update(_STYLE)
        yield


def render_figure(figure: Figure, name: str, title: str, caption: str) -> Drawing:
    """A figure as it is kept."""
    svg, png = io.BytesIO(), io.BytesIO()
    canvas: Any = FigureCanvasSVG(figure)
    canvas.print_svg(svg, metadata={"Date": None, "Creator": None})
    figure.set_facecolor("white")
    figure.set_dpi(_DPI)
    canvas = FigureCanvasAgg(figure)
    canvas.print_png(png, metadata={"Software": None})
    return Drawing(name, title, caption, svg.getvalue(), png.getvalue())


def name_of(network: nx.Graph[str], node: str) -> str:
    """What a node is called in a figure."""
    return escape_controls(str(network.nodes[node].get("name", node)))


def wrap_text(text: str, width: int = 22) -> str:
    """A text in lines of so many letters at most, where words allow."""
    lines: list[str] = []
    for word in text.split():
        if lines and len(lines[-1]) + 1 + len(word) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return "\n".join(lines)
