"""Foreign files into the graph: read, reported, loaded; refused records are kept aside."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby, islice
from pathlib import Path

from graph.database import Database
from graph.errors import BadInputError
from graph.extras import import_extra
from graph.registry import Registry
from loaders.dataset.consistency import find_problems
from loaders.dataset.reader import Dataset
from loaders.encodings import find_encoding
from loaders.file_check import check_file, check_plain
from loaders.foreign.quarantine import (
    is_quarantine,
    quarantine_file,
    write_quarantine,
    write_records,
)
from loaders.foreign.report import ImportedTable, ImportReport, ImportResult
from loaders.load import (
    LoadReport,
    Progress,
    lease_for_load,
    load_content,
    load_dataset,
    read_snapshot,
)
from loaders.load.existing import ExistingGraph, StoredGraph
from loaders.problems import DatasetError, FileProblem
from loaders.read_errors import wrap_read_errors
from loaders.workbook import read_workbook

_TABLES = {".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".parquet"}
_SHOWN_REFUSALS = 20


class ForeignFormat(StrEnum):
    """What kinds of files can be read, besides our own."""

    TABLE = "table"
    POPOLO = "popolo"
    WIKIDATA = "wikidata"
    FTM = "ftm"


JsonReader = Callable[[Path, ExistingGraph, Path | None, Progress | None], ImportResult]


@dataclass(frozen=True)
class JsonFormat:
    """A kind of JSON that is not ours.

    Attributes:
        name: Which.
        begins: Whether a file of it may begin with this text.
        load: Import what reads it; its libraries are not imported before.
    """

    name: ForeignFormat
    begins: Callable[[str], bool]
    load: Callable[[], JsonReader]


def _load_ftm() -> JsonReader:
    import_extra("followthemoney")
    from loaders.foreign.followthemoney import read_ftm  # noqa: PLC0415

    return read_ftm


def _load_wikidata() -> JsonReader:
    from loaders.foreign.wikidata import read_wikidata  # noqa: PLC0415

    return read_wikidata


def _load_popolo() -> JsonReader:
    from loaders.foreign.popolo import read_popolo  # noqa: PLC0415

    return read_popolo


def _holds(text: str, *names: str) -> bool:
    """Whether all of these members are named in it."""
    return all(f'"{name}"' in text for name in names)


# In the order in which a file is tried.
JSON_FORMATS: Registry[JsonFormat] = Registry(
    "kind of JSON",
    [
        JsonFormat(ForeignFormat.FTM, lambda text: _holds(text, "schema", "properties"), _load_ftm),
        JsonFormat(
            ForeignFormat.WIKIDATA,
            lambda text: _holds(text, "claims", "mainsnak") or _holds(text, "entities"),
            _load_wikidata,
        ),
        JsonFormat(
            ForeignFormat.POPOLO,
            lambda text: any(
                _holds(text, name) for name in ("persons", "organizations", "memberships", "posts")
            ),
            _load_popolo,
        ),
    ],
)


@dataclass(frozen=True)
class ImportOutcome:
    """What came of a file.

    Attributes:
        report: What became of each of its values.
        loaded: What the load did.
        quarantines: Where the refused records are, a file for each that has any; none in a dry run.
    """

    report: ImportReport
    loaded: LoadReport
    quarantines: tuple[Path, ...] = ()


def detect_format(file: Path | None, mapping: Path | None) -> ForeignFormat | None:
    """What kind of foreign file it is, by its name and its beginning; None for our own.

    Raises:
        BadInputError: It is a table without a mapping, or of no kind that can be read.
    """
    if mapping is not None or file is None:
        return ForeignFormat.TABLE
    suffix = file.suffix.lower()
    if suffix in _TABLES:
        raise BadInputError(
            f"{file} is a table: which column is what must be said.",
            hint=f"`partycell mapping new {file}` drafts a mapping; then give it by --mapping.",
        )
    if suffix in {".json", ".jsonl", ".ndjson", ".ijson"}:
        return _form_of_json(file)
    return None


def _form_of_json(file: Path) -> ForeignFormat:
    check_file(file)
    check_plain(file, "JSON")
    with wrap_read_errors(str(file)):
        encoding = find_encoding(file, whole=False).name
        with file.open(encoding=encoding, errors="replace") as stream:
            start = stream.read(20_000)
    for known in JSON_FORMATS.values():
        if known.begins(start):
            return known.name
    raise BadInputError(
        f"{file} is no JSON that is known, by its beginning.",
        hint=f"Say which it is: {', '.join(f'--as {name}' for name in JSON_FORMATS)}.",
    )


def read_foreign(
    file: Path | None,
    form: ForeignFormat,
    existing: ExistingGraph,
    *,
    mapping: Path | None = None,
    source: Path | None = None,
    progress: Progress | None = None,
) -> ImportResult:
    """Read a foreign file.

    Args:
        file: Which; None where the mapping names its tables.
        form: Of what kind.
        existing: What the graph has.
        mapping: For a table.
        source: For others: a YAML file that says what source it is; from the file unless given.
        progress: Called with a stage, and how many records are read.

    Raises:
        DatasetError: It cannot be read, or is wrong as a whole.
    """
    if form is ForeignFormat.TABLE:
        from loaders.foreign.tables import read_table  # noqa: PLC0415

        assert mapping is not None  # noqa: S101  (detect_format gives TABLE only with one)
        return read_table(file, mapping, existing, progress)
    assert file is not None  # noqa: S101  (only a mapping names files itself)
    return JSON_FORMATS.find(form).load()(file, existing, source, progress)


def load_foreign(
    database: Database,
    file: Path | None,
    form: ForeignFormat,
    *,
    mapping: Path | None = None,
    source: Path | None = None,
    dry_run: bool = False,
    strict: bool = False,
    progress: Progress | None = None,
) -> ImportOutcome:
    """Load a foreign file: all that is not refused, or nothing.

    Args:
        database: Where to.
        file: Which; None where the mapping names its tables.
        form: Of what kind.
        mapping: For a table.
        source: For others: what source it is.
        dry_run: Only say what would change.
        strict: Load nothing where any record is refused.
        progress: Called with what is read or written, how much of it, and how much there is (or 0).

    Returns:
        What became of every value, what the load did, and where the refused records are.

    Raises:
        DatasetError: It is wrong as a whole, or `strict` and a record is refused.
    """
    with lease_for_load(database, dry_run=dry_run):
        imported = read_foreign(
            file, form, StoredGraph(database), mapping=mapping, source=source, progress=progress
        )
        if strict and imported.report.refused:
            raise _refusals(file, imported)
        additive = imported.from_quarantine or (file is not None and is_quarantine(file))
        content = replace(imported.content, additive=additive)
        loaded = load_content(database, content, dry_run=dry_run, progress=progress)
        if dry_run or not imported.report.refused:
            return ImportOutcome(imported.report, loaded)
        return ImportOutcome(imported.report, loaded, tuple(write_refused(file, imported)))


def _refusals(file: Path | None, imported: ImportResult) -> DatasetError:
    """The first records that were refused."""
    problems = []
    pairs = zip(imported.report.refused, imported.refused(), strict=True)
    for note, (number, *_) in islice(pairs, _SHOWN_REFUSALS):
        table = _table_of(imported, number)
        path, line = (table.file, number - table.first) if table else (file, number)
        message = f"{note.place}: {note.message}"
        problems.append(FileProblem(str(path), line, note.field, message))
    return DatasetError(problems)


def _table_of(imported: ImportResult, number: int) -> ImportedTable | None:
    """The table that a record is of, by its number; None where it is of no table."""
    return next((table for table in reversed(imported.tables) if table.first <= number), None)


def load_workbooks(
    database: Database, files: Sequence[Path], *, dry_run: bool = False
) -> LoadReport:
    """Load workbooks of claims, as `export --format xlsx` writes them: all, or nothing.

    Raises:
        DatasetError: A cell is wrong; each with its sheet and row.
    """
    dataset = Dataset([read_workbook(file) for file in files], [])
    with lease_for_load(database, dry_run=dry_run):
        wrong = find_problems(dataset, read_snapshot(database), strict=False)
        if wrong:
            raise DatasetError(wrong)
        return load_dataset(database, dataset, dry_run=dry_run)


def write_refused(file: Path | None, imported: ImportResult) -> list[Path]:
    """Write the refused records beside their files, and say where."""
    if file is not None and not imported.tables:
        target = quarantine_file(file, ".json")
        write_records(target, (record[1:] for record in imported.refused()))
        return [target]
    written = []
    records = groupby(imported.refused(), key=lambda record: _table_of(imported, record[0]))
    for table, refused in records:
        assert table is not None  # noqa: S101  (a record of tables is of one of them)
        target = quarantine_file(table.file, ".csv")
        rows = ((original, problem) for _, _, original, problem in refused)
        write_quarantine(target, table.dialect, rows)
        written.append(target)
    return written
