"""The tables of the docs, from the code: `make tables` writes them, `make lint` compares.

Each function prints Markdown; a page says which it wants in a comment, for `cog`.
"""

from __future__ import annotations

import ast
import json
import textwrap
from collections.abc import Iterable, Sequence
from pathlib import Path

from analysis.measures import MEASURES
from analysis.projections import PROJECTIONS
from benchmarks.gold_pairs import THRESHOLDS, make_gold, measure
from console.shell.cypher_shell import COMMANDS, OPTIONS
from exporters import FORMATS
from exporters.base import MARKS
from exporters.names import RESERVED
from exporters.neo4j_import import command
from graph.guard.statement_limits import limits_table as guard_table
from graph.model import LABEL_MEANINGS
from graph.relations import RELATIONS
from graph.settings import Settings
from graph.vocabulary import PROPERTIES
from loaders import limits
from loaders.identity.evidence import LEVELS
from web.glossary import terms


def settings() -> None:
    """Every setting, its default, and what it does."""
    rows = []
    for name, field in Settings.model_fields.items():
        default = field.get_default(call_default_factory=True)
        text = json.dumps(default) if isinstance(default, tuple) else str(default)
        shown = f"`{text.replace(str(Path.home()), '~')}`" if text not in {"", "None"} else "unset"
        rows.append((f"`{name.upper()}`", shown, field.description))
    _table(("name", "default", "what"), rows)


def labels() -> None:
    """Every label of a thing."""
    _table(
        ("label", "meaning"),
        [(f"`{label.value}`", meaning) for label, meaning in LABEL_MEANINGS.items()],
    )


def properties() -> None:
    """The predicates that say a value."""
    print(textwrap.fill(", ".join(f"`{name}`" for name in PROPERTIES) + ".", 100))


def units() -> None:
    """The predicates whose values are counted or measured."""
    _table(
        ("property", "unit", "least", "most"),
        [
            (
                f"`{item.name}`",
                item.unit,
                "" if item.least is None else f"{item.least:g}",
                "" if item.most is None else f"{item.most:g}",
            )
            for item in PROPERTIES.values()
            if item.unit
        ],
    )


def relations() -> None:
    """The predicates that make an edge."""
    _table(
        ("edge", "from", "to", "meaning"),
        [
            (
                f"`{item.name}`",
                ", ".join(label.value for label in item.starts),
                ", ".join(label.value for label in item.ends),
                item.meaning,
            )
            for item in RELATIONS.values()
        ],
    )


def formats() -> None:
    """Every export format."""
    _table(
        ("`--format`", "what", "file", "holds", "does not hold", "open with"),
        [
            (
                f"`{form.name}`",
                form.title,
                f"`{form.suffix}`",
                form.holds,
                "; ".join(form.loses) or "nothing",
                form.opens,
            )
            for form in FORMATS.values()
        ],
    )


def glossary() -> None:
    """Every word of the glossary, in the order of the alphabet."""
    _table(
        ("word", "한국어", "meaning"),
        [
            (term.words["en"], term.words["ko"], term.meanings["en"])
            for term in sorted(terms(), key=lambda term: term.words["en"].casefold())
        ],
    )


def cypher_shell() -> None:
    """What cypher-shell has, and what is here in its place."""
    _table(
        ("cypher-shell", "here", "what differs, or why there is none"),
        [
            (f"`{item.theirs}`", f"`{item.ours}`" if item.ours else "none", item.note)
            for item in (*OPTIONS, *COMMANDS)
        ],
    )


def reserved_names() -> None:
    """What other programs take for something else, by format."""
    _table(
        ("`--format`", "nodes", "edges", "graph", "labels", "why"),
        [
            (
                f"`{name}`",
                *(_names(sorted(words)) for words in (item.nodes, item.edges, item.graph)),
                _names(sorted(item.texts)),
                item.who,
            )
            for name, item in RESERVED.items()
        ],
    )


def format_memory() -> None:
    """What each format keeps while it is written."""
    _table(
        ("`--format`", "what is kept"),
        [(f"`{form.name}`", form.memory) for form in FORMATS.values() if form.memory != "nothing"],
    )


def doubt() -> None:
    """What each format says of what is disputed."""
    _table(
        ("`--format`", *(f"`{mark}`" for mark in MARKS)),
        [
            (f"`{form.name}`", *("yes" if mark in form.marks else "" for mark in MARKS))
            for form in FORMATS.values()
            if not form.of_source
        ],
    )


def import_command() -> None:
    """How Neo4j's own tool imports an export."""
    print(f"```console\n{command()}```")


def projections() -> None:
    """Every projection."""
    _table(
        ("projection", "what", "node attributes", "edge attributes"),
        [
            (f"`{item.name}`", item.summary, _names(item.nodes), _names(item.edges))
            for item in PROJECTIONS.values()
        ],
    )


def measures() -> None:
    """Every measure."""
    _table(
        ("measure", "of", "what", "needs", "by", "cites"),
        [
            (
                f"`{item.name}`",
                item.level.value,
                item.summary,
                ", ".join(item.needs),
                item.engine,
                ", ".join(item.references),
            )
            for item in MEASURES.values()
        ],
    )


def guard_bounds() -> None:
    """What a statement may do."""
    print(f"\n{guard_table()}\n")


def file_limits() -> None:
    """How much of a file is read, with the docstring of each constant."""
    tree = ast.parse(Path(limits.__file__).read_text(encoding="utf-8"))
    rows = []
    for first, second in zip(tree.body, tree.body[1:], strict=False):
        match first, second:
            case (
                ast.Assign(targets=[ast.Name(id=name)], value=ast.Constant(value=int(value))),
                ast.Expr(value=ast.Constant(value=str(what))),
            ):
                rows.append((what.removesuffix("."), f"{value:,}", f"`{name}`"))
    _table(("what", "at most", "constant in `loaders/limits.py`"), rows)


def _names(attributes: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in attributes)


def _table(header: Sequence[str], rows: Iterable[Sequence[str | None]]) -> None:
    print(f"\n| {' | '.join(header)} |\n|{'---|' * len(header)}")
    for row in rows:
        print(f"| {' | '.join(cell or '' for cell in row)} |")
    print()


def match_weights() -> None:
    """What each level of each feature weighs where people are matched, in bits."""
    _table(
        ("feature", "level", "bits"),
        [
            (feature.value, level.words, f"{level.bits:+.1f}")
            for feature, levels in LEVELS.items()
            for level in levels.values()
        ],
    )


def match_quality() -> None:
    """Precision and recall of matching by threshold, on pairs that its weights are not made of."""
    _table(
        ("score at least", "precision", "recall"),
        [
            (f"{row.threshold}", f"{row.precision:.2f}", f"{row.recall:.2f}")
            for row in measure(make_gold(seed=2, pairs=500), THRESHOLDS)
        ],
    )
