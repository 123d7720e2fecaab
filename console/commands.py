"""Every command but `db`: what each does is said by the function that does it."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path
from typing import Annotated, Any

import typer

from api.guard import gather
from console.analysis_commands import analyse
from console.arguments import pairs
from console.database_commands import app as database_app
from console.diffusion_commands import diffuse
from console.export_commands import export
from console.load_commands import load, mapping_app, say_loaded
from console.mcp_command import mcp
from console.output import Format, errors, opened, print_rows, write
from console.shell.command import console, refuse_write
from console.source_commands import app as sources_app
from console.synthetic_commands import generate
from graph.catalogue import catalogue, find, run
from graph.checks import FINDINGS, VIOLATION, checks, run_checks
from graph.citations import cite as write_citation
from graph.proposals import proposals
from graph.settings import settings

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="A sourced, dated graph of how a ruling party is organised.\n\n"
    "Example: partycell query duties tier=party-cell",
)
app.add_typer(database_app, name="db")
app.add_typer(sources_app, name="sources")
app.add_typer(mapping_app, name="mapping")
app.command("load")(load)
app.command("analyse")(analyse)
app.command("console")(console)
app.command("mcp")(mcp)
app.command("generate")(generate)
app.command("export")(export)
app.command("diffuse")(diffuse)

_CHECK_FIELDS = ("summary", "rule", "looks_at", "scope")

FormatOption = Annotated[Format, typer.Option("--format", help="How to print the rows.")]
Arguments = Annotated[
    list[str] | None, typer.Argument(metavar="KEY=VALUE...", help="The query's parameters.")
]


@app.command()
def query(
    name: Annotated[str | None, typer.Argument(help="Which query; none lists them all.")] = None,
    arguments: Arguments = None,
    how: FormatOption = Format.TABLE,
    *,
    describe: Annotated[
        bool, typer.Option("--describe", help="Say what the query takes and gives; do not run it.")
    ] = False,
) -> None:
    """Ask a query of the catalogue.

    Every query also takes as_of, known_at, recorded_at, certainty and sources.

    Example: partycell query timeline start=1990 end=2007 sources=dailynk-en-party-cell
    """
    if name is None:
        rows: list[dict[str, Any]] = [
            {
                "name": item.name,
                "parameters": " ".join(
                    parameter.name if parameter.required else f"[{parameter.name}]"
                    for parameter in item.parameters
                ),
                "summary": item.summary,
            }
            for item in catalogue().values()
        ]
        print_rows(["name", "parameters", "summary"], rows, how)
        return
    if describe:
        _describe(name, how)
        return
    given = pairs(arguments)
    find(name)
    with opened() as database:
        answer = run(database, name, given, limit=settings().partycell_row_limit)
    print_rows(answer.columns, answer.rows, how)
    _say_if_truncated(truncated=answer.truncated)
    if answer.undated_left_out:
        errors.print(f"{answer.undated_left_out} undated sources were left out by known_at.")


def _describe(name: str, how: Format) -> None:
    item = find(name)
    rows = [
        {
            "parameter": parameter.name,
            "type": parameter.type,
            "required": parameter.required,
            "default": parameter.default,
        }
        for parameter in item.parameters
    ]
    errors.print(item.summary)
    errors.print(f"Returns: {', '.join(item.columns)}")
    print_rows(["parameter", "type", "required", "default"], rows, how)


def _say_if_truncated(*, truncated: bool) -> None:
    if truncated:
        limit = settings().partycell_row_limit
        errors.print(f"Only the first {limit:,} rows; PARTYCELL_ROW_LIMIT sets how many.")


@app.command()
def cypher(
    statement: Annotated[str, typer.Argument(help="A Cypher statement.")],
    parameters: Annotated[
        list[str] | None, typer.Option("--param", help="A parameter, as name=value; repeatable.")
    ] = None,
    how: FormatOption = Format.TABLE,
    *,
    write: Annotated[
        bool, typer.Option("--write", help="Allow writes, on a database that is not ours.")
    ] = False,
) -> None:
    """Run one Cypher statement, reading only.

    Example: partycell cypher 'MATCH (t:Tier) RETURN t.name ORDER BY t.rank'
    """
    bound = pairs(parameters)
    with opened() as database:
        refuse_write(write=write, owned=database.owned)
        if write:
            answer = database.run(
                statement, bound, limit=settings().partycell_row_limit, write=True
            )
        else:
            answer = gather(database, statement, bound)
    rows = [dict(zip(answer.columns, record, strict=True)) for record in answer.records]
    print_rows(answer.columns, rows, how)
    _say_if_truncated(truncated=answer.truncated)


@app.command()
def check(
    names: Annotated[
        list[str] | None, typer.Argument(metavar="[CHECK|KEY=VALUE]...", help="Which; all if none.")
    ] = None,
    how: FormatOption = Format.TABLE,
    *,
    finding: Annotated[
        str | None, typer.Option("--finding", help="Only rows with this finding.")
    ] = None,
    propose: Annotated[
        bool, typer.Option("--propose", help="Say what the rules provide for units in violation.")
    ] = False,
    describe: Annotated[
        bool, typer.Option("--describe", help="List the checks: what each looks at, and where.")
    ] = False,
) -> None:
    """Check units against the party's own rules; exit status 1 if any is violated.

    What no source says is unknown, never a violation. Takes as_of, known_at, recorded_at,
    certainty and sources too.

    Example: partycell check cell-size-maximum as_of=2018 --finding violation
    """
    if describe:
        rows = [
            {"check": item.name, **{field: getattr(item, field) for field in _CHECK_FIELDS}}
            for item in checks().values()
        ]
        print_rows(["check", *_CHECK_FIELDS], rows, how)
        return
    given = pairs([name for name in names or [] if "=" in name])
    chosen = [name for name in names or [] if "=" not in name]
    with opened() as database:
        if propose:
            plans = proposals(database, given)
            print_rows(plans.columns, plans.rows, how)
            return
        answer = run_checks(database, chosen, given, finding=finding)
    print_rows(answer.columns, answer.rows, how)
    found = Counter(row["finding"] for row in answer.rows)
    errors.print(", ".join(f"{found[name]} {name}" for name in FINDINGS))
    if found[VIOLATION]:
        raise typer.Exit(1)


@app.command()
def match(
    decide: Annotated[
        Path | None, typer.Option("--decide", help="Load a file of decisions instead.")
    ] = None,
    how: FormatOption = Format.TABLE,
    *,
    least: Annotated[
        float, typer.Option("--least", min=0, max=1, help="The least score that is told.")
    ] = 0.7,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="With --decide: say what would change.")
    ] = False,
) -> None:
    """Propose pairs of people who may be one, with reasons; a person decides.

    Nothing is merged by this. A file of decisions is loaded by --decide, and taken back by loading
    it again without the line.

    Example: partycell match --least 0.9
    """
    from loaders.identity.decisions import decide as load_decisions  # noqa: PLC0415
    from loaders.identity.matching import propose  # noqa: PLC0415

    with opened() as database:
        if decide is not None:
            say_loaded(load_decisions(database, decide, dry_run=dry_run))
            return
        answer = propose(database, least=least)
    print_rows(answer.columns, answer.rows, how)


@app.command()
def changes(
    before: Annotated[str, typer.Argument(help="A folder of dataset files, or a git revision.")],
    after: Annotated[str, typer.Argument(help="The same; this checkout's data unless given.")] = "",
    how: FormatOption = Format.TABLE,
) -> None:
    """Say what changed between two releases of the data, claim by claim.

    Example: partycell changes v0.1.0 v0.2.0
    """
    from graph.paths import DATA  # noqa: PLC0415
    from loaders.dataset.changes import COLUMNS  # noqa: PLC0415
    from loaders.dataset.changes import changes as between  # noqa: PLC0415

    print_rows(COLUMNS, between(before, after or str(DATA)), how)


@app.command()
def cite(
    identifier: Annotated[str, typer.Argument(help="Of a source, claim or thing, or `dataset`.")],
    style: Annotated[str, typer.Option("--style", help="bibtex or ris.")] = "bibtex",
) -> None:
    """Say how to cite a source, a claim, what is gathered on a thing, or the dataset.

    Example: partycell cite kcna-2013-01-28 --style ris
    """
    with opened() as database:
        write(write_citation(database, identifier, style)[0])


@app.command()
def serve(
    host: Annotated[str | None, typer.Option(help="Address to bind to.")] = None,
    port: Annotated[
        int | None, typer.Option(min=0, max=65535, help="Port to bind to; 0 takes a free one.")
    ] = None,
    *,
    open_to_all: Annotated[
        bool, typer.Option("--open", help="Allow an address other than loopback.")
    ] = False,
) -> None:
    """Serve the pages and the HTTP interface.

    Example: partycell serve --port 8000
    """
    from api.server import is_loopback  # noqa: PLC0415
    from api.server import serve as run_server  # noqa: PLC0415
    from web.site import create_site  # noqa: PLC0415
    from web.warming import warmed  # noqa: PLC0415

    address = host or settings().partycell_host
    if not open_to_all and not is_loopback(address):
        # In the environment, since each worker reads its own settings.
        os.environ["PARTYCELL_KEYS_REQUIRED"] = "true"
        settings.cache_clear()
    with opened() as database:
        workers = settings().partycell_workers
        run_server(
            warmed(create_site(database), database) if workers == 1 else "web.site:open_site",
            address,
            settings().partycell_port if port is None else port,
            open_to_all=open_to_all,
            workers=workers,
        )
