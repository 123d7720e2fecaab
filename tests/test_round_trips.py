"""What is exported to other formats and loaded again has the same tenures, dates and all."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path

import pytest

from exporters import chunks, from_database
from exporters.records import partial_date
from graph.catalogue import run
from graph.database import Database
from loaders.foreign.importer import ForeignFormat, load_foreign
from tests.extras import skip_without
from tests.test_careers import CAREERS, MAPPING

Tenure = tuple[object, ...]


def tenures(database: Database) -> Counter[Tenure]:
    """Who held what from when until when, by names: ids are those of the format.

    All names of a person count: which is shown depends on their languages, which FtM has not.
    Vague dates, as `[1994-07-11..1994-07-20]`, are what both formats are said to lose.
    """
    people = run(database, "things", {"kind": "Person", "limit": 1000}).rows
    return Counter(
        (
            frozenset(person["names"]),
            row["relation"],
            row["name"],
            row["role"],
            partial_date(row["start_date"]),
            partial_date(row["end_date"]),
        )
        for person in people
        for row in run(database, "tenures", {"person": person["id"]}).rows
    )


@pytest.mark.parametrize(
    "form",
    [
        pytest.param("ftm", marks=skip_without("followthemoney")),
        pytest.param("ftm-statements", marks=skip_without("followthemoney")),
        "popolo",
    ],
)
def test_tenures_come_back(form: str, empty: Database, tmp_path: Path) -> None:
    """The made-up careers, exported and read by our own readers, are the same careers."""
    folder = shutil.copytree(CAREERS, tmp_path / "careers")
    load_foreign(empty, None, ForeignFormat.TABLE, mapping=folder / MAPPING.name)
    before = tenures(empty)
    assert sum(before.values()) > 30
    content = b"".join(chunks(from_database(empty), form))
    file = tmp_path / ("careers.json" if form == "popolo" else "careers.ftm.json")
    file.write_bytes(content)
    empty.run("MATCH (n) DETACH DELETE n", write=True)
    kind = ForeignFormat.POPOLO if form == "popolo" else ForeignFormat.FTM
    outcome = load_foreign(empty, file, kind)
    assert outcome.report.accounts
    after = tenures(empty)
    assert (before - after, after - before) == (Counter(), Counter())
