"""Everything that shows the first of many: what it is a limit of, and how it says that it cut.

`CUTS` is the table in `docs/limits.md`; `test_cuts` asks that both are the same, that no list is
cut anywhere else, and that the pages say so.
"""

from __future__ import annotations

from typing import NamedTuple


class Cut(NamedTuple):
    """A limit of what is shown.

    Attributes:
        face: Where it is met.
        where: The module and the constant, or the setting.
        most: How many are shown.
        of: What of.
        told: How the rest is told, and how to get it.
    """

    face: str
    where: str
    most: int | None
    of: str
    told: str


PAGE = "N of M"
NEXT = "a link to the next"
CUTS = (
    Cut("HTTP", "api.pagination._MAX_PAGE", 1000, "rows on a page", "`next`, and `Link`"),
    Cut("HTTP", "PARTYCELL_ROW_LIMIT", None, "rows of a statement", "`truncated`"),
    Cut("HTTP", "PARTYCELL_BYTE_LIMIT", None, "bytes of a statement's answer", "`truncated`"),
    Cut("HTTP", "PARTYCELL_EXPORT_LIMIT", None, "edges of an export", "refused: 422"),
    Cut("MCP", "api.mcp.provenance.MOST_CLAIMS", 60, "claims beside an answer",
        "`claims_left_out`"),
    Cut("MCP", "limit", None, "rows of an answer", "`summary`, `truncated`, and `next`"),
    Cut("MCP", "api.mcp.sizes.ROWS", 12_000, "characters of an answer's rows",
        "`summary`, `truncated`, and `next`"),
    Cut("MCP", "api.mcp.sizes.CLAIMS", 15_000, "characters of the claims beside it",
        "`claims_left_out`"),
    Cut("MCP", "api.mcp.sizes.SOURCES", 8_000, "characters of their sources",
        "`sources_left_out`"),
    Cut("MCP", "api.mcp.completions.MOST", 20, "ids that may complete what is written",
        "`hasMore`"),
    Cut("command", "limit", None, "rows of a query", "on standard error: how many there are, and "
        "what gives the next"),
    Cut("command", "console.commands.load._SHOWN", 20, "claims, notes and questions of a load",
        "how many more; `--report FILE` has all notes"),
    Cut("command", "loaders.problems.PROBLEMS_SHOWN", 100, "places that a message tells",
        "`and N more`"),
    Cut("command", "loaders.foreign.importer._SHOWN_REFUSALS", 20, "records that `--strict` tells",
        "how many there are in all"),
    Cut("command", "loaders.foreign.tables.steps._SHOWN", 3, "rows that a join's warning names",
        "how many there are"),
    Cut("command", "loaders.foreign.findings._SHOWN", 5, "units that a cycle's warning names",
        "each unit of a cycle has its claims"),
    Cut("command", "loaders.load.engine._SHOWN", 100, "claims of a kind in a load's report",
        "their numbers"),
    Cut("command", "loaders.identity.population._SHOWN", 3, "what a pair of people shares",
        "how many more"),
    Cut("console", "console.shell.drawing.MOST_EDGES", 40, "edges drawn as a tree",
        "how many there are"),
    Cut("console", "console.shell.commands._SHOWN_HISTORY", 20, "statements that `:history` shows",
        "`:history NUMBER`"),
    Cut("pages", "web.routes.things._MOST", 100, "things of a kind", NEXT),
    Cut("pages", "web.routes.search._MOST", 100, "things, claims and sources found",
        "the number; add a word"),
    Cut("pages", "web.routes.search._FIRST", 5, "claims and sources, beside things",
        "a link to all of that kind"),
    Cut("pages", "web.grouping.MOST", 100, "statements of a kind on a thing's page", PAGE),
    Cut("pages", "web.thing_pages.MOST", 100, "units, members, posts, appearances, findings", PAGE),
    Cut("pages", "web.routes.timeline.MOST", 60, "lanes of a figure", PAGE),
    Cut("pages", "web.routes.timeline._ROWS", 500, "rows of a table of the timeline", PAGE),
    Cut("pages", "web.routes.compare._ROWS", 500, "differences of a part and kind", PAGE),
    Cut("pages", "web.routes.numbers.MOST", 12, "figures of numbers", PAGE),
    Cut("pages", "web.routes.numbers._ROWS", 500, "rows of the table of numbers", PAGE),
    Cut("pages", "web.figures.strip._MOST", 400, "marks of the strip of events", PAGE),
    Cut("pages", "web.routes.start._MOST", 16, "events and questions of the start page", PAGE),
    Cut("pages", "web.routes.changes.MOST", 50, "loads in the feed of changes",
        "nothing: readers of feeds keep what they have seen"),
    Cut("pages", "web.routes.changes.SHOWN", 20, "sources of a load in the feed", "how many more"),
    Cut("pages", "web.routes.crawlers._MOST", 50_000, "addresses of the sitemap",
        "nothing: the sitemap protocol's own limit"),
    Cut("pages", "web.routes.hierarchy.LIMIT", 200, "units of a level", PAGE),
    Cut("pages", "web.routes.network.LIMIT", 200, "edges of the network", PAGE),
    Cut("pages", "web.console_query.ROWS", 200, "rows of a statement", "in a sentence"),
    Cut("pages", "web.analysis_runs._ROWS", 50, "rows of a run's table", PAGE),
    Cut("report", "analysis.report.figures.MOST_BARS", 20, "nodes of a figure",
        "how many more are in the table"),
    Cut("report", "analysis.report.narrative.MOST_FINDINGS", 8, "turnovers in words",
        "how many more are in the table"),
    Cut("file", "loaders.limits.COLUMNS", 16_384, "cells of a row", "the row is refused"),
    Cut("file", "loaders.limits.WORKBOOK_MERGED", 100_000, "merged cells that are filled in",
        "how many more"),
)  # fmt: skip

# What is cut and is no list of answers: names and texts of messages, hashes, spoken words of a log.
NO_LISTS = {
    "loaders.ids._DIGITS": "the digits of a hash in an id",
    "loaders.dataset.copies._SHOWN": "the words of a copy in its message",
    "loaders.identity.person_names._BEGINNINGS": "syllables of a name that may begin a word",
    "api.file_names._LONGEST": "a file's name",
    "api.middleware._MOST_CHARACTERS": "a statement in the log",
    "exporters.tables._ROWS": "rows that are encoded at a time; all of them are",
    "exporters.text._GROUP": "pieces that are sent at a time; all of them are",
    "loaders.foreign.tables.template._SAMPLE_ROWS": "rows that a draft of a mapping looks at",
    "loaders.foreign.tables.template._EXAMPLE": "an example in a draft of a mapping",
    "loaders.foreign.tables.guesses._PAIRED": "columns that are tried in pairs as an id",
    "loaders.worker.__main__._ROWS": "rows that are handed on at a time; all of them are",
    "graph.settings._SHOWN": "a setting's value in its message",
    "web.page._SHOWN": "a date that cannot be read, in its message",
    "loaders.foreign.followthemoney._LONGEST_TITLE": "a title made of the names of datasets",
}
