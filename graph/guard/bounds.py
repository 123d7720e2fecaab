"""What a statement may do, as numbers: each with the reason why it is so large and no larger.

`docs/limits.md` has them as a table, which a test holds to this module.
"""

from __future__ import annotations

from typing import Final

MAX_CHARACTERS: Final = 20_000
MAX_NESTING: Final = 50
MAX_CHAIN: Final = 25
MAX_UNIONS: Final = 30
MAX_XORS: Final = 8
MAX_CONDITIONS: Final = 300
MAX_SUMS: Final = 100
MAX_COMPARISONS: Final = 600
MAX_CLAUSES: Final = 150
MAX_STEPS_IN_PATTERNS: Final = 50
MAX_REPEATS: Final = 100
MAX_LOOPS: Final = 4
MAX_RANGE: Final = 10_000
MAX_WORK: Final = 1_000_000_000
MAX_MADE: Final = 32_000_000
ROW_BYTES: Final = 32_000_000

# Name: what it counts, and why it is what it is.
REASONS: Final[dict[str, tuple[str, str]]] = {
    "MAX_CHARACTERS": (
        "characters of a statement",
        "the longest query of the catalogue has a third of that; values are given as parameters",
    ),
    "MAX_NESTING": (
        "brackets, `CASE` and lists of a parameter that stand in one another",
        "Neo4j's parser goes down with each, and some hundreds overflow its stack",
    ),
    "MAX_CHAIN": (
        "times that an operator is applied to its own outcome: `NOT NOT`, `.a.a`, `[0][0]`, "
        "`IS NULL IS NULL`, `IN ... IN`",
        "planning grows faster than the chain: 9,000 properties took 45 seconds, "
        "400 `NOT` overflowed the stack",
    ),
    "MAX_UNIONS": (
        "`UNION` and `NEXT`",
        "each is planned by itself; 400 took longer than any limit, 995 were never answered",
    ),
    "MAX_XORS": (
        "`XOR`",
        "the planner doubles its work with each: 20 ended Neo4j for want of memory",
    ),
    "MAX_CONDITIONS": (
        "`AND` and `OR`",
        "the planner brings them into a normal form; 300 took longer than 10 seconds",
    ),
    "MAX_SUMS": (
        "`+`, `-`, `*`, `/`, `%`, `^` and `||` between values",
        "each goes one deeper: 120 `||` took 3 seconds to plan, 400 were never answered",
    ),
    "MAX_COMPARISONS": (
        "`=`, `<`, `>`, `CONTAINS`, `IN`, `IS` and `WHEN`",
        "the longest query of the catalogue has half as many",
    ),
    "MAX_CLAUSES": (
        "`MATCH`, `WITH`, `CALL`, `UNWIND`, `RETURN` and other clauses",
        "each is a step of the plan, and planning grows faster than their number",
    ),
    "MAX_STEPS_IN_PATTERNS": (
        "relationships in patterns",
        "the planner weighs their orders against one another",
    ),
    "MAX_REPEATS": (
        "in `{n,m}` and `*n..m` of a pattern, where they are written",
        "a way of a hundred steps is longer than any in the graph",
    ),
    "MAX_LOOPS": (
        "lists that are gone through in one another, inside an expression",
        "nothing that people ask needs more",
    ),
    "MAX_RANGE": (
        "a `range` inside an expression",
        "rows of UNWIND can be stopped, expressions cannot: they ran 42 seconds under a limit of 2",
    ),
    "MAX_WORK": (
        "bytes that one expression may go through: how often it is done, times how much each time",
        "about a second; Neo4j looks at the clock between rows, and never inside an expression",
    ),
    "MAX_MADE": (
        "bytes that the expressions of one row may put together",
        "Neo4j does not count them: eight at a time fit into half of its memory of 512 MB",
    ),
    "ROW_BYTES": (
        "bytes that one row may take in Python",
        "a list of nothing is one byte on the wire and more than fifty here; "
        "eight rows at a time are a quarter of a gigabyte",
    ),
}


def table() -> str:
    """The bounds as a table in Markdown."""
    lines = ["| bound | of what | why |", "|---:|---|---|"]
    lines += [f"| {globals()[name]:,} | {what} | {why} |" for name, (what, why) in REASONS.items()]
    return "\n".join(lines)
