"""One value never ends a load: two hundred awkward ones in each place of each format.

What is wrong with a value is a message for its own record; the record beside it stands.
"""

from __future__ import annotations

import copy
import json
import re
from pathlib import Path
from typing import Any

import polars
import pytest
from openpyxl import Workbook
from pydantic import ValidationError

from graph.database import Database
from graph.lens import Lens
from graph.workbook_layout import CLAIM_COLUMNS
from loaders.dataset.consistency import EMPTY_GRAPH, find_problems
from loaders.dataset.reader import Dataset, DatasetFile
from loaders.dataset.records import claim_records
from loaders.dataset.schema import DatasetShape
from loaders.foreign.importer import ForeignFormat, read_foreign, write_refused
from loaders.foreign.report import ImportResult
from loaders.foreign.tables import read_table
from loaders.foreign.tables.mapping import MappingShape
from loaders.problems import DatasetError
from loaders.workbook import read_workbook
from loaders.yaml_places import read_yaml
from tests.awkward import TEXTS, VALUES
from tests.extras import skip_without
from tests.foreign_samples import (
    COLUMNS,
    GRAPH,
    MAPPING,
    ROWS,
    SAMPLES,
    Path_,
    Sample,
    at,
    changed,
    places,
    read_rows,
)
from tests.graphs import wipe

CONTROL = "s-1"
# What no XML may hold.
UNSAFE = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]")


def accounted(found: ImportResult, *, control: str, file: Path) -> None:
    """Every value is accounted for, what is refused can be kept aside, and the control stands."""
    assert found.report.accounts
    assert control in {claim["about"] for claim in found.claims()}
    json.dumps(found.report.as_json())
    if found.report.refused:
        assert all(kept.exists() for kept in write_refused(file, found))


def test_there_are_two_hundred() -> None:
    """The table holds two hundred texts and more, each once."""
    assert len(set(TEXTS)) == len(TEXTS) >= 200


@pytest.mark.parametrize("column", COLUMNS)
def test_awkward_cells(column: str, tmp_path: Path) -> None:
    """Each awkward text in a column of a table is a value of its own row."""
    rows = [list(ROWS[0])]
    for number, text in enumerate(TEXTS, start=100):
        row = [f"{number}", *ROWS[0][1:]]
        row[COLUMNS.index(column)] = text.replace("\x00", "\ufffd")
        rows.append(row)
    found = read_rows(tmp_path, rows)
    accounted(found, control=CONTROL, file=tmp_path / "sample.csv")
    assert found.report.records > len(TEXTS) // 2


def every_cell() -> list[list[Any]]:
    """The control, and for each column a row with each awkward text in it."""
    rows: list[list[Any]] = [list(ROWS[0])]
    for place in range(len(COLUMNS)):
        for number, text in enumerate(TEXTS):
            row: list[Any] = [f"{place}-{number}", *ROWS[0][1:]]
            row[place] = text[:30_000]
            rows.append(row)
    return rows


def test_awkward_cells_of_parquet(tmp_path: Path) -> None:
    """Each awkward text in each column of a Parquet file is a value of its own row."""
    file, given = tmp_path / "sample.parquet", tmp_path / "sample.yaml"
    schema = dict.fromkeys(COLUMNS, polars.String)
    polars.DataFrame(every_cell(), schema=schema, orient="row").write_parquet(file)
    given.write_text(MAPPING, encoding="utf-8")
    accounted(read_table(file, given, GRAPH), control=CONTROL, file=file)


def test_awkward_cells_of_a_workbook(tmp_path: Path) -> None:
    """Each awkward text in each column of a workbook is a value of its own row."""
    file, given = tmp_path / "sample.xlsx", tmp_path / "sample.yaml"
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in [list(COLUMNS), *every_cell()]:
        sheet.append([UNSAFE.sub("", cell) for cell in row])
    book.save(file)
    given.write_text(MAPPING, encoding="utf-8")
    accounted(read_table(file, given, GRAPH), control=CONTROL, file=file)


# Deep in a record a place has a third of the values, each place another one.
DEEP = 4
PLACES = [
    pytest.param(sample, record, path, id=f"{sample.name}-{'.'.join(map(str, record + path))}")
    for sample in SAMPLES
    for record in sample.records
    for path in places(at(sample.value, record))
    # Of what stands in a list of the same the first is enough.
    if path and not (len(path) > DEEP and any(isinstance(key, int) and key for key in path))
]


def trimmed(record: dict[str, Any], path: Path_) -> dict[str, Any]:
    """A record with none of the longer parts but that of this place, and what it is.

    Of Wikidata's statements, and of the lists of the others. By a spoiled id all of it is read.
    """
    if path[0] == "id":
        return record
    if "claims" in record:
        own = path[1:2] if path[0] == "claims" else ()
        kept = {name: value for name, value in record["claims"].items() if name in {"P31", *own}}
        return {**record, "claims": kept}
    return {
        name: value
        for name, value in record.items()
        if name in {path[0], "datasets"} or not isinstance(value, list)
    }


@skip_without("followthemoney")
@pytest.mark.parametrize(("sample", "record", "path"), PLACES)
def test_awkward_members(sample: Sample, record: Path_, path: Path_, tmp_path: Path) -> None:
    """Each awkward value as a member of each object of JSON refuses that record at most."""
    value = copy.deepcopy(sample.value)
    original = trimmed(at(sample.value, record), path)
    holder = at(value, record[:-1])
    values = VALUES[len(str(path)) % 3 :: 3] if len(path) > DEEP else VALUES
    for number, new in enumerate(values):
        copied = copy.deepcopy(original)
        sample.rename(copied, number)
        at(copied, path[:-1])[path[-1]] = new
        if isinstance(holder, list):
            holder.append(copied)
        else:
            holder[f"Q{1_000 + number}"] = copied
    file = tmp_path / sample.name
    file.write_text(json.dumps(value), encoding="utf-8")
    found = read_foreign(file, sample.form, EMPTY_GRAPH)
    control = {ForeignFormat.WIKIDATA: "wikidata-q1"}.get(sample.form, f"{file.stem}-fine")
    accounted(found, control=control, file=file)


@skip_without("followthemoney")
@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_awkward_records(sample: Sample, tmp_path: Path) -> None:
    """Each awkward value where a record is expected is refused alone."""
    value = copy.deepcopy(sample.value)
    holder = at(value, sample.records[0][:-1])
    for number, new in enumerate(VALUES):
        if isinstance(holder, list):
            holder.append(new)
        else:
            holder[f"Q{1_000 + number}"] = new
    file = tmp_path / sample.name
    file.write_text(json.dumps(value), encoding="utf-8")
    found = read_foreign(file, sample.form, EMPTY_GRAPH)
    control = {ForeignFormat.WIKIDATA: "wikidata-q1"}.get(sample.form, f"{file.stem}-fine")
    accounted(found, control=control, file=file)


OWN = """\
source: {id: own, title: A source, publisher: Nobody, language: en, kind: press, work: own-work,
         url: https://example.org/a, published: 1994-03-26, not_before: 1990, trust: made up}
things:
  - {id: o-one, label: Person, distinct_from: [o-two]}
  - {id: o-two, label: Person}
  - {id: o-office, label: Organization, rank: 1, series: o-series}
facts:
  - id: 1
    locator: paragraph 1
    gist: Somebody works somewhere.
    claims:
      - {about: o-one, predicate: name, value: Somebody, language: en, original: 아무개}
      - {about: o-two, predicate: name, value: Somebody, language: en}
      - {about: o-office, predicate: name, value: Some office, attributed_to: somebody}
      - about: o-one
        predicate: MEMBER_OF
        object: o-office
        role: head
        holds: 1990/1999
        qualified_by: [{role: instead of, thing: o-two}]
        rank: preferred
        reason: It is said twice.
      - {about: o-two, predicate: MEMBER_OF, object: o-office, unread_time: some day, note: odd}
      - {about: o-one, predicate: birth_date, op: '~', value: 1950, modality: rumoured}
      - {about: o-office, predicate: members_total, value: 12, attested: 1994, basis: inferred}
"""


def own(folder: Path) -> Any:
    file = folder / "own.yaml"
    file.write_text(OWN, encoding="utf-8")
    return read_yaml(file, "own.yaml")[0]


def test_awkward_values_of_our_own_files(tmp_path: Path) -> None:
    """Each awkward value in each place of our own YAML is refused in words, or makes records."""
    value = own(tmp_path)
    for path in places(value):
        for new in VALUES:
            try:
                data = DatasetShape.model_validate(changed(value, path, new))
            except ValidationError:
                continue
            file = DatasetFile("own.yaml", data, {})
            if not find_problems(Dataset([file], [])):
                assert claim_records(file)


def test_awkward_texts_of_yaml(tmp_path: Path) -> None:
    """Each awkward text as it stands in YAML, quoted or not, ends in a message at most."""
    file = tmp_path / "a.yaml"
    for text in TEXTS:
        for written in (json.dumps(text), text):
            file.write_text(f"source: {{id: {written}}}\n", encoding="utf-8")
            try:
                read_yaml(file, "a.yaml")
            except DatasetError:
                continue


def test_awkward_values_of_a_mapping(tmp_path: Path) -> None:
    """Each awkward value in each place of a mapping is refused in words, or reads the table."""
    given = tmp_path / "mapping.yaml"
    given.write_text(MAPPING, encoding="utf-8")
    value = read_yaml(given, "mapping.yaml")[0]
    rows = [list(row) for row in ROWS]
    for path in places(value):
        for new in VALUES[::3] if path[:1] == ("source",) else VALUES:
            shape = changed(value, path, new)
            try:
                MappingShape.model_validate(shape)
            except ValidationError:
                continue
            try:
                # JSON is YAML, but for half characters, which no file holds.
                read_rows(tmp_path, rows, json.dumps(shape))
            except DatasetError:
                continue


@pytest.mark.parametrize("column", CLAIM_COLUMNS)
def test_awkward_cells_of_a_claims_workbook(column: str, tmp_path: Path) -> None:
    """Each awkward text in a column of a workbook of claims is told with its row, or is a claim."""
    source = [("field", "value"), *{"id": "book", "title": "A", "publisher": "B", "language": "en",
              "published": "1994", "kind": "press", "trust": "none"}.items()]  # fmt: skip
    things = [("id", "label"), ("b-one", "Person")]
    claim = {"fact": 1, "locator": "p. 1", "gist": "A name.", "about": "b-one", "predicate": "name"}
    rows = [{**claim, "value": "Pak"}]
    rows += [{**claim, "value": f"Pak {number}", column: text[:30_000]}
             for number, text in enumerate(TEXTS)]  # fmt: skip
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, content in (
        ("source", source),
        ("things", things),
        ("claims", [CLAIM_COLUMNS, *([row.get(cell) for cell in CLAIM_COLUMNS] for row in rows)]),
    ):
        sheet = book.create_sheet(name)
        for cells in content:
            sheet.append(
                [UNSAFE.sub("", cell) if isinstance(cell, str) else cell for cell in cells]
            )
    file = tmp_path / "claims.xlsx"
    book.save(file)
    try:
        data = read_workbook(file)
    except DatasetError as error:
        wrong = error.problems
    else:
        wrong = find_problems(Dataset([data], []), strict=False)
        assert wrong or claim_records(data)
    assert all(problem.line > 1 for problem in wrong)


def test_awkward_values_are_loaded(empty: Database, tmp_path: Path) -> None:
    """A table with each awkward text in each column is loaded, and asked about."""
    from graph.catalogue import run
    from loaders.foreign.importer import load_foreign

    file, given = tmp_path / "sample.parquet", tmp_path / "sample.yaml"
    schema = dict.fromkeys(COLUMNS, polars.String)
    kept = [line for line in MAPPING.splitlines() if "AT_TIER" not in line]
    given.write_text("\n".join(kept), encoding="utf-8")
    cells = every_cell()
    # Half of them at a time: all are more than fit into one transaction.
    for rows in (cells[::2], cells[1::2]):
        wipe(empty)
        polars.DataFrame(rows, schema=schema, orient="row").write_parquet(file)
        outcome = load_foreign(empty, file, ForeignFormat.TABLE, mapping=given)
        assert outcome.loaded.added > len(TEXTS)
        for day in ("1994", "2020", "0001-01-01", "9999-12-31"):
            lens = Lens.parse({"as_of": day})
            run(empty, "claims", {"predicate": "MEMBER_OF", "limit": 1000}, lens)
