"""The legend of the kinds of things: a colour for each label, in the light and in the dark."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from graph.model import LABEL_MEANINGS, Label
from web.language import Messages
from web.paths import FOLDERS

# Each pair has a contrast of at least 3 with the paper of its scheme (WCAG 1.4.11); a test says so.
_COLOURS: tuple[tuple[str, str], ...] = (
    ("#98222a", "#e5736b"),
    ("#1f6f8b", "#5fb8d6"),
    ("#3b5bab", "#8aa6ee"),
    ("#6b4c9a", "#b79be0"),
    ("#8d5fb0", "#d0b0ec"),
    ("#6a6a2c", "#c2bf6a"),
    ("#4d6b2f", "#9cc475"),
    ("#b3591b", "#f0a063"),
    ("#2e7d5b", "#6fcba0"),
    ("#a2377c", "#ea8cc6"),
    ("#6d5a4a", "#bda692"),
    ("#40606e", "#9bb9c7"),
    ("#7a4a63", "#d3a3bd"),
)


@dataclass(frozen=True)
class LegendEntry:
    """One entry of the legend.

    Attributes:
        kind: The label.
        name: The label in the visitor's language.
        meaning: What the model says of it.
        folder: Where pages of such things are.
        light: Its colour on light paper, as `#rrggbb`.
        dark: Its colour on dark paper.
    """

    kind: str
    name: str
    meaning: str
    folder: str
    light: str
    dark: str


def legend(messages: Messages) -> list[dict[str, Any]]:
    """Every kind of thing there is, in the model's order, for a page's script."""
    return [
        asdict(
            LegendEntry(
                label, messages(f"label.{label}"), LABEL_MEANINGS[label], FOLDERS[label], *pair
            )
        )
        for label, pair in zip(Label, _COLOURS, strict=True)
    ]
