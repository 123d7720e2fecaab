"""`partycell diffuse`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from console import complete
from console.arguments import FormatOption, parse_pairs
from console.messages import errors
from console.output import open_database, print_rows
from console.rendering import RowFormat
from graph.errors import BadParameterError

if TYPE_CHECKING:
    from analysis.diffusion import Diffusion

_SHARES = (0.5, 0.9, 0.99, 1.0)
_COLUMNS = ("what", "share", "days", "low", "high")
_BRANCH_COLUMNS = ("branch", "units", "days", "slowest", "path")


def diffuse(
    network: Annotated[
        str, typer.Option("--projection", help="hierarchy (units), or tiers (levels by rule).")
    ] = "hierarchy",
    start: Annotated[
        str | None, typer.Option("--start", help="Where the decision is made; default: the top.")
    ] = None,
    every: Annotated[
        float | None,
        typer.Option("--every", help="Days between meetings; default: by the rules' claims."),
    ] = None,
    missed: Annotated[
        float, typer.Option("--missed", help="Probability that a meeting is missed.")
    ] = 0.0,
    vacant: Annotated[
        float, typer.Option("--vacant", help="Share of units without a secretary.")
    ] = 0.0,
    vacancy: Annotated[
        float, typer.Option("--vacancy", help="Mean days until a vacancy is filled.")
    ] = 182.6,
    runs: Annotated[int, typer.Option("--runs", help="Number of simulation runs.")] = 100,
    seed: Annotated[
        int, typer.Option("--seed", help="Random seed: the same seed gives the same result.")
    ] = 1,
    without: Annotated[
        str | None, typer.Option("--without", help="What if this unit were dissolved?")
    ] = None,
    merge: Annotated[
        str | None,
        typer.Option(
            "--merge", help="What if the first unit absorbed the second? Two ids, comma-separated."
        ),
    ] = None,
    what_if_every: Annotated[
        float | None, typer.Option("--what-if-every", help="What if they met every so many days?")
    ] = None,
    output_format: FormatOption = RowFormat.TABLE,
    *,
    branches: Annotated[
        bool, typer.Option("--branches", help="Print the slowest branches instead.")
    ] = False,
    arguments: Annotated[
        list[str] | None,
        typer.Argument(metavar="KEY=VALUE...", help="The lens.", autocompletion=complete.lens),
    ] = None,
) -> None:
    """Simulate how long a decision takes to reach every member, meeting by meeting.

    Days are medians over the runs, low and high the bounds of the middle nine tenths. Under one
    seed, what differs between two rows is what was changed.

    Example: partycell diffuse --projection tiers --start central-committee --missed 0.1
    """
    from analysis import diffusion  # noqa: PLC0415
    from analysis.diffusion.rules import sourced_rules  # noqa: PLC0415
    from analysis.projections import project  # noqa: PLC0415
    from graph.lens import Lens  # noqa: PLC0415

    lens = Lens.parse(parse_pairs(arguments))
    rule = diffusion.MeetingRule(
        every=every or diffusion.MONTH, missed=missed, vacant=vacant, vacancy=vacancy
    )
    with open_database() as database:
        hierarchy: Any = project(database, network, lens)
        rules = [] if every else sourced_rules(database, lens, rule)
    if not hierarchy.is_directed():
        raise BadParameterError("projection", f"{network} is not directed.")
    if network == "tiers":
        for level in hierarchy:
            hierarchy.nodes[level]["tier"] = level
    for item in rules:
        errors.print(
            f"{item.tier} meets every {item.rule.every:.1f} days: {', '.join(item.sources)}."
        )
    errors.print(f"Other levels are assumed to meet every {rule.every:.1f} days.")
    by_tier = {item.tier: item.rule for item in rules}

    def simulate(changed: Any, **fields: Any) -> Diffusion:
        options = {"rule": rule, "rules": by_tier, **fields}
        return diffusion.simulate(changed, start, runs=runs, seed=seed, shares=_SHARES, **options)

    found = {"as it is": simulate(hierarchy)}
    if without is not None:
        found[f"without {without}"] = simulate(diffusion.remove_unit(hierarchy, without))
    if merge is not None:
        kept, comma, taken = merge.partition(",")
        if not comma:
            raise BadParameterError("merge", f"merge={merge!r} is not ID,ID.")
        merged = diffusion.merge_units(hierarchy, kept.strip(), taken.strip())
        found[f"{taken.strip()} in {kept.strip()}"] = simulate(merged)
    if what_if_every is not None:
        often = diffusion.MeetingRule(what_if_every, None, missed, vacant, vacancy)
        found[f"every {what_if_every:g} days"] = simulate(hierarchy, rule=often, rules={})
    if branches:
        print_rows(_BRANCH_COLUMNS, _slowest(found["as it is"]), output_format)
        return
    print_rows(
        _COLUMNS, [row for what, each in found.items() for row in _rows(what, each)], output_format
    )
    _print_summary(found["as it is"])


def _rows(what: str, found: Diffusion) -> list[dict[str, Any]]:
    rows = []
    for share in found.shares:
        low, median, high = (round(day, 1) for day in found.interval(share))
        rows.append({"what": what, "share": share, "days": median, "low": low, "high": high})
    return rows


def _slowest(found: Diffusion) -> list[dict[str, Any]]:
    return [
        {
            "branch": branch.unit,
            "units": branch.units,
            "days": round(branch.days, 1),
            "slowest": branch.slowest,
            "path": list(branch.path),
        }
        for branch in found.branches
    ]


def _print_summary(found: Diffusion) -> None:
    what = "members" if found.weighted else "units"
    errors.print(f"{found.members:,.0f} {what} under {found.start}, {len(found.last)} runs.")
    if found.unreachable:
        errors.print(f"{len(found.unreachable)} units cannot be reached from it.")
