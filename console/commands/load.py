"""`partycell load`, `mapping` and `match`: files into the graph, and who in it may be one."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Annotated

import typer

from console.arguments import FormatOption
from console.commands.synthetic import load_bulk
from console.messages import errors
from console.output import open_database, print_rows, write
from console.rendering import RowFormat
from graph.errors import BadInputError
from graph.row_formats import json_text
from loaders.foreign.importer import (
    ForeignFormat,
    ImportOutcome,
    detect_format,
    load_foreign,
    load_workbooks,
)
from loaders.foreign.report import ImportNotes, ImportReport
from loaders.load import LoadReport
from loaders.workbook import is_claims_workbook

_SHOWN = 20
_TABLE_AND_MAPPING = 2

mapping_app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Mappings of tables.\n\nExample: partycell mapping new people.csv",
)


def load(
    paths: Annotated[
        list[Path] | None, typer.Argument(help="Files or folders; the curated data if none.")
    ] = None,
    *,
    mapping: Annotated[
        Path | None, typer.Option("--mapping", help="For a table: what each column means.")
    ] = None,
    form: Annotated[
        ForeignFormat | None,
        typer.Option("--as", help="Kind of file, if it is not recognised."),
    ] = None,
    source: Annotated[
        Path | None,
        typer.Option("--source", help="For JSON: a YAML file that describes its source."),
    ] = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="Load nothing if any record is refused.")
    ] = False,
    report: Annotated[
        Path | None, typer.Option("--report", help="Write the outcome of each value, as JSON.")
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would change; write nothing.")
    ] = False,
    bulk: Annotated[
        Path | None,
        typer.Option("--bulk", help="A folder that `partycell generate` wrote, into a new store."),
    ] = None,
) -> None:
    """Load files: our own, tables by a mapping, Popolo, Wikidata and FollowTheMoney JSON.

    Of our own files all are loaded, or nothing. Of others what is not refused is loaded, and the
    refused records go to a quarantine file beside; exit status 1 where there are any.

    A mapping of several tables names them itself: partycell load --mapping careers.yaml.

    Example: partycell load people.xlsx --mapping people.yaml --dry-run
    """
    from loaders.load import load as load_files  # noqa: PLC0415

    if bulk is not None:
        if paths or dry_run:
            raise BadInputError("--bulk cannot be combined with files or --dry-run.")
        load_bulk(bulk)
        return
    if (
        paths
        and mapping is None
        and form is None
        and all(is_claims_workbook(path) for path in paths)
    ):
        with open_database() as database:
            print_load_report(load_workbooks(database, paths, dry_run=dry_run))
        return
    named: list[Path | None] = [*(paths or ())] or [None] * (mapping is not None)
    foreign = [(path, form or detect_format(path, mapping)) for path in named]
    if not any(kind for _, kind in foreign):
        with open_database(curated=False) as database, errors.progress() as progress:
            loaded = load_files(database, paths, dry_run=dry_run, progress=progress)
        print_load_report(loaded)
        return
    if len(foreign) > 1 or (form is ForeignFormat.TABLE and mapping is None):
        raise BadInputError(
            "Files of other kinds are loaded one at a time, a table with its --mapping.",
            hint="Several tables of one source are named in one mapping, by `tables`.",
        )
    (path, kind) = foreign[0]
    assert kind is not None  # noqa: S101  (it is the only one, and one has a kind)
    with open_database() as database, errors.progress() as progress:
        outcome = load_foreign(
            database,
            path,
            kind,
            mapping=mapping,
            source=source,
            dry_run=dry_run,
            strict=strict,
            progress=progress,
        )
    _print_outcome(outcome)
    if report is not None:
        difference = {
            "sources": {key: vars(item) for key, item in outcome.loaded.sources.items()},
            "claims": [vars(claim) for claim in outcome.loaded.shown],
        }
        written = outcome.report.as_json() | {"difference": difference}
        report.write_text(json_text(written) + "\n", encoding="utf-8")
        write(f"{report}: the outcome of each value\n")
    if outcome.report.refused:
        raise typer.Exit(1)


def match(
    decide: Annotated[
        Path | None, typer.Option("--decide", help="Load a file of decisions instead.")
    ] = None,
    output_format: FormatOption = RowFormat.TABLE,
    *,
    least: Annotated[
        float,
        typer.Option("--least", min=0, max=1, help="Minimum score; not for one Hangul name."),
    ] = 0.5,
    sources: Annotated[
        tuple[str, str] | None,
        typer.Option("--sources", help="Only between what these two sources name."),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", help="Write a file of decisions, to be edited."),
    ] = None,
    editors: Annotated[
        str, typer.Option("--editors", help="With -o: id of the source of the decisions.")
    ] = "who-is-who",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="With --decide: show what would change.")
    ] = False,
) -> None:
    """Propose pairs of people who may be the same person, with evidence; a human decides.

    Nothing is merged by this. With -o the pairs are written as a file of decisions, in which what
    is left empty stays open. The file is loaded by --decide, and a decision taken back by loading
    it again without the line. It may name organisations, posts, places, events and documents too.

    Example: partycell match --sources ministry parliament -o who-is-who.yaml
    """
    from loaders.identity.decision_drafts import write_proposals  # noqa: PLC0415
    from loaders.identity.decisions import decide as load_decisions  # noqa: PLC0415
    from loaders.identity.matching import propose  # noqa: PLC0415

    with open_database() as database:
        if decide is not None:
            print_load_report(load_decisions(database, decide, dry_run=dry_run))
            return
        found = propose(database, min_score=least, sources=sources)
    if output is None:
        print_rows(found.rows.columns, found.rows.rows, output_format)
        return
    today = datetime.now(UTC).date()
    count = write_proposals(found, output, editors=editors, decided=today)
    write(f"{output}: {count:,} pairs to decide; edit it, then partycell match --decide {output}\n")


def print_load_report(report: LoadReport) -> None:
    """Print what a load changed."""
    for source, difference in sorted(report.sources.items()):
        write(
            f"{source}: {difference.added} claims added, {difference.changed} changed, "
            f"{difference.retired} retired, {difference.unchanged} unchanged\n"
        )
    if report.moved:
        write(f"{report.moved:,} claims of other sources are now of what they lead to\n")
    for claim in report.shown[:_SHOWN]:
        write(f"{claim.change} {claim.about} {claim.predicate}: {claim.answer}\n")
    differing = report.added + report.changed + report.retired + report.moved
    more = differing - len(report.shown[:_SHOWN])
    if report.shown and more > 0:
        write(f"and {more:,} claims more\n")
    for verb, pairs_of in (
        ("opens", report.disagreements.opened),
        ("resolves", report.disagreements.resolved),
    ):
        for question, kind in pairs_of[:_SHOWN]:
            write(f"{verb} {question} ({kind})\n")
        if len(pairs_of) > _SHOWN:
            write(f"{verb} {len(pairs_of) - _SHOWN:,} more\n")
    if report.changes_nothing:
        write(f"Nothing changed: the graph is version {report.version_after}.\n")
    elif report.dry_run:
        write("Dry run: nothing was written.\n")
    else:
        write(f"The graph was version {report.version_before} and is {report.version_after}.\n")


def _print_outcome(outcome: ImportOutcome) -> None:
    print_import_report(outcome.report)
    print_load_report(outcome.loaded)
    for file in outcome.quarantines:
        write(f"{file}: the refused records; correct them and load this file alone\n")


def print_import_report(report: ImportReport) -> None:
    """Print the outcome of an import."""
    write(
        f"{report.file}: {report.records:,} records, {report.claims:,} claims "
        f"({report.folded:,} of them made before), "
        f"{len(report.refused):,} refused\n"
        f"{report.values:,} values: {report.used:,} used, {len(report.leftovers):,} left over, "
        f"{report.ignored:,} left out by the mapping, {report.refused_values:,} refused\n"
    )
    for title, notes in (
        ("refused", report.refused),
        ("warning", report.warnings),
        ("time not read", report.unread_times),
        ("left over", report.leftovers),
    ):
        _print_notes(title, notes)
    for title, tallies in (
        ("taken as nothing", report.missing),
        ("written otherwise", report.cleaned),
    ):
        for tally in tallies[:_SHOWN]:
            times = f"{tally.count:,} times, first" if tally.count > 1 else "once,"
            errors.print(f"{title}: {tally.field}: {tally.text}: {times} in {tally.place}")
        if len(tallies) > _SHOWN:
            errors.print(f"{title}: {len(tallies) - _SHOWN:,} more; --report FILE has them all")


def _print_notes(title: str, notes: ImportNotes) -> None:
    for note in islice(notes, _SHOWN):
        errors.print(f"{title}: {note.place}: {note.field}: {note.message}")
    if len(notes) > _SHOWN:
        errors.print(f"{title}: {len(notes) - _SHOWN:,} more; --report FILE has them all")


@mapping_app.command()
def new(
    tables: Annotated[
        list[Path], typer.Argument(help="CSV, TSV, Excel or Parquet; several are one source.")
    ],
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="Output file; default: beside the table.")
    ] = None,
) -> None:
    """Write a mapping to fill in, from the headers and first rows of tables.

    What a column holds, and which lead from one table to another, is guessed from the first
    thousand rows; each line says from how many cells.

    Example: partycell mapping new people.csv posts.csv units.csv
    """
    from loaders.foreign.tables.template import write_mapping_template  # noqa: PLC0415

    file = write_mapping_template(tables, output)
    named = f"{file}" if tables[1:] else f"{tables[0]} {file}"
    write(f"{file}: fill it in, then try partycell mapping try {named}\n")


@mapping_app.command("try")
def try_(
    paths: Annotated[
        list[Path],
        typer.Argument(help="The table and the mapping, or a mapping that names its tables."),
    ],
    rows: Annotated[int, typer.Option("--rows", min=1, help="How many rows to show.")] = 5,
) -> None:
    """Show the claims of a table's first rows, and what is odd in all rows; needs no database.

    Example: partycell mapping try people.csv people.yaml
    """
    from loaders.foreign.tables.preview import preview_claims  # noqa: PLC0415

    if len(paths) > _TABLE_AND_MAPPING:
        raise BadInputError("Give one table and its mapping, or a mapping that names its tables.")
    preview = preview_claims(paths[0] if paths[1:] else None, paths[-1], rows)
    print_rows(preview.columns, preview.claims, RowFormat.TABLE)
    for tally in preview.tallies:
        times = f"{tally.count:,} times, first" if tally.count > 1 else "once,"
        errors.print(f"{tally.field}: {tally.text}: {times} in {tally.place}")
