"""The meeting rule as sources give it: `meetings_per_month` of rules that apply to a level.

The party's rules demand a general meeting of a cell at least once a month. Of the levels above they
say nothing here: that these pass a decision on as often is an assumption, and told as one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from analysis.diffusion.meetings import MONTH, MeetingRule
from graph.database import Database
from graph.fragments import expand
from graph.lens import Lens
from graph.model import Op
from graph.statements import statement
from graph.version import pin


@dataclass(frozen=True)
class SourcedRule:
    """A level's meeting rule and who says so.

    Attributes:
        tier: The level.
        rule: When its units meet: as seldom as the rules allow.
        claims: The claims that say so.
        sources: Whose they are.
    """

    tier: str
    rule: MeetingRule
    claims: tuple[str, ...]
    sources: tuple[str, ...]


def sourced_rules(database: Database, lens: Lens, like: MeetingRule) -> list[SourcedRule]:
    """The meeting rules that the lens shows, level by level.

    Args:
        database: Where from.
        lens: What is let through, and as of which snapshot.
        like: What is missed and vacant, which no rule says.
    """
    bound = pin(database, lens).bind()
    answer = database.run(expand(statement("analysis/meeting_rules"), bound), {"lens": bound})
    rows = [dict(zip(answer.columns, record, strict=True)) for record in answer.records]
    found: list[SourcedRule] = []
    for tier in sorted({row["tier"] for row in rows}):
        least = [
            row
            for row in rows
            if row["tier"] == tier and row["op"] != Op.AT_MOST and row["per_month"] > 0
        ]
        if least:
            seldom = min(row["per_month"] for row in least)
            found.append(
                SourcedRule(
                    tier,
                    replace(like, every=MONTH / seldom),
                    tuple(dict.fromkeys(row["claim"] for row in least)),
                    tuple(sorted({row["source"] for row in least})),
                )
            )
    return found
