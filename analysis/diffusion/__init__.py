"""How long a decision takes to reach every member, when each level passes it on at its meeting.

Model. The decision is taken at the top on day 0, and is known there at once. A unit that is told of
it on day t brings it before its next general meeting that is held after t; there its members hear
it, and its subordinates are told. Meetings recur (`MeetingRule`); some are missed, and a unit
without a secretary calls none until it has one. Since whoever is told later never meets earlier,
the day a unit is told is the earliest over its superiors.

Draws are made from a unit's id, the run and the seed alone. So two networks, or two rules, that are
compared under one seed differ by what was changed and by nothing else (common random numbers;
Glasserman and Yao 1992, Management Science 38(6), https://doi.org/10.1287/mnsc.38.6.884).
"""

from __future__ import annotations

from analysis.diffusion.changes import merge_units, remove_unit
from analysis.diffusion.meetings import MONTH, MeetingRule
from analysis.diffusion.simulation import Branch, Diffusion, simulate

__all__ = ["MONTH", "Branch", "Diffusion", "MeetingRule", "merge_units", "remove_unit", "simulate"]
