"""A release of the dataset: two standards' tools accept it, and two releases can be compared."""

from __future__ import annotations

import csv
import hashlib
import json
import os
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from exporters.release import Edition, folder, read_edition, write_release
from exporters.release.edition import CHANGELOG
from exporters.release.fields import TABLES
from graph.database import Database
from graph.errors import BadInputError
from loaders.curated import check_curated
from loaders.dataset.changes import changes
from loaders.load import load
from tests import validators
from tests.command import partycell
from tests.missing import missing
from tests.test_load import SMALL, write

EDITION = Edition(
    "1.2.3",
    date(2026, 11, 27),
    "A dataset",
    ("Somebody", "Somebody else"),
    "Apache-2.0",
    "title: A dataset\n",
)
UNDATED = SMALL.replace("published: 2000-01-01", "published: XXXX").replace(
    "{about: an-event, predicate: date, value: 1999}",
    "{about: a-place, predicate: characterized_as, value: =1+1}",
)


@pytest.fixture
def small(empty: Database, tmp_path: Path) -> Database:
    """A graph of one small source."""
    load(empty, [write(tmp_path, SMALL)])
    return empty


def rows(place: Path, table: str) -> list[dict[str, str]]:
    with (place / f"{table}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def read(file: Path) -> Any:
    return json.loads(file.read_text(encoding="utf-8"))


def test_release_has_every_claim_and_side(database: Database, tmp_path: Path) -> None:
    """Every claim and side of the graph is in the tables, and whatever a cell refers to."""
    place = tmp_path / "release"
    write_release(database, EDITION, place)
    for table in TABLES:
        found = rows(place, table.name)
        assert list(found[0]) == table.columns
        keys = {tuple(row[name] for name in table.key) for row in found}
        assert len(keys) == len(found)
        for reference in table.references:
            there = {
                tuple(row[name] for name in reference.others)
                for row in rows(place, reference.table)
            }
            used = {tuple(row[name] for name in reference.columns) for row in found}
            assert {key for key in used if all(key)} <= there, (table.name, reference)
    live = "MATCH (c:Claim) WHERE date(c.retired) > date() RETURN count(c)"
    assert len(rows(place, "claims")) == database.run(live).records[0][0]
    on_sides = "MATCH (c:Claim)-[a:ANSWERS]->(:Question) RETURN count(DISTINCT [c.id, a.side])"
    assert len(rows(place, "answers")) == database.run(on_sides).records[0][0]


def test_tools_of_both_standards_accept_a_release(database: Database, tmp_path: Path) -> None:
    """`frictionless validate` and `rocrate-validator` pass, and see what is spoiled."""
    place = tmp_path / "release"
    write_release(database, EDITION, place)
    try:
        tools = validators.install(tmp_path)
    except RuntimeError as error:
        missing(f"frictionless and roc-validator: {str(error).strip().splitlines()[-1]}")
    assert validators.validate_package(tools, place).count(" VALID") == len(TABLES)
    assert "is a valid ro-crate-1.1" in validators.validate_crate(tools, place)
    with (place / "answers.csv").open("a", encoding="utf-8") as stream:
        stream.write("no-question,no side,c-0123456789abcdef\n")
    with pytest.raises(RuntimeError, match="INVALID"):
        validators.validate_package(tools, place)
    (place / "claims.csv").unlink()
    with pytest.raises(RuntimeError, match="is not a valid ro-crate"):
        validators.validate_crate(tools, place)


def test_release_describes_its_files(small: Database, tmp_path: Path) -> None:
    """Both descriptions have the checksum of each file, and say version, day, authors, licence."""
    place = tmp_path / "release"
    write_release(small, EDITION, place)
    package, crate = read(place / "datapackage.json"), read(place / "ro-crate-metadata.json")
    entities = {item["@id"]: item for item in crate["@graph"]}
    root = entities["./"]
    assert (package["version"], root["version"]) == ("1.2.3", "1.2.3")
    assert root["datePublished"] == "2026-11-27"
    assert (
        entities[root["license"]["@id"]]["name"] == package["licenses"][0]["name"] == "Apache-2.0"
    )
    assert [entities[author["@id"]]["name"] for author in root["author"]] == [
        "Somebody",
        "Somebody else",
    ]
    sums = {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in place.iterdir()}
    assert {part["@id"] for part in root["hasPart"]} == sums.keys() - {"ro-crate-metadata.json"}
    for part in root["hasPart"]:
        assert entities[part["@id"]]["sha256"] == sums[part["@id"]]
    for resource in package["resources"]:
        assert resource["hash"] == f"sha256:{sums[resource['path']]}"
        assert resource["bytes"] == (place / resource["path"]).stat().st_size
        assert all(item["description"] for item in resource["schema"]["fields"])
    assert "| `claims.csv` | 4 |" in (place / "README.md").read_text(encoding="utf-8")
    assert (place / "CITATION.cff").read_text(encoding="utf-8") == "title: A dataset\n"


def test_same_graph_gives_the_same_bytes(empty: Database, tmp_path: Path) -> None:
    """One version of the graph gives one release, whenever it was loaded.

    A source without a date is known to have spoken before the release, not before the load.
    """
    load(empty, [write(tmp_path, UNDATED)])
    write_release(empty, EDITION, tmp_path / "one")
    empty.run(
        "MATCH (c:Claim) SET c.recorded = c.recorded - duration('P3D'), "
        "c.holds_from = CASE WHEN c.undated THEN c.holds_from - duration('P3D') "
        "ELSE c.holds_from END",
        write=True,
    )
    write_release(empty, EDITION, tmp_path / "two")
    files = sorted(file.name for file in (tmp_path / "one").iterdir())
    for name in files:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()
    said = {row["predicate"]: row for row in rows(tmp_path / "one", "claims")}
    assert said["characterized_as"]["holds_from"] == "2026-11-27"
    assert said["characterized_as"]["value"] == "'=1+1"


def test_release_is_whole_or_not_there(
    small: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is there is never overwritten, and what breaks off leaves nothing."""
    taken = tmp_path / "taken"
    taken.mkdir()
    with pytest.raises(BadInputError, match="is there already"):
        write_release(small, EDITION, taken)
    assert list(taken.iterdir()) == []

    def broken(*_: object) -> dict[str, object]:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(folder, "describe_crate", broken)
    before = sorted(tmp_path.iterdir())
    with pytest.raises(BadInputError, match="cannot be written: No space left"):
        write_release(small, EDITION, tmp_path / "broken")
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "# Log\n\n## [Unreleased]\n\n- more\n\n## [1.0.0] - 2026-01-02\n",
            r"md:5: .*is in",
        ),
        ("## [1.0] - 2026-01-02\n", r"md:1: .*no version with its day"),
        ("## [1.0.0]\n", r"md:1: .*no version with its day"),
        ("# Changelog\n", "has no version"),
    ],
)
def test_edition_is_in_the_changelog(tmp_path: Path, text: str, message: str) -> None:
    """A release has the first version of the data's changelog; what is in none is refused."""
    file = tmp_path / "CHANGELOG.md"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(BadInputError, match=message):
        read_edition(file)
    file.write_text("## [Unreleased]\n\n## [1.0.0] - 2026-01-02\n- a\n## [0.9.0] - 2025-01-01\n")
    found = read_edition(file)
    assert (found.version, found.published) == ("1.0.0", date(2026, 1, 2))
    assert found.citation.endswith('\nversion: "1.0.0"\ndate-released: 2026-01-02\n')
    assert found.license == "Apache-2.0"


def test_the_data_as_they_are_can_be_released() -> None:
    """What has changed since the last version has one of its own, or that alone is in the way."""
    text = CHANGELOG.read_text(encoding="utf-8")
    latest = re.search(r"^## \[(\d[^\]]*)\]", text, re.M)
    unreleased = re.search(r"^## \[Unreleased\]\n(.*?)^## \[", text, re.M | re.S)
    assert latest is not None
    if unreleased is not None and unreleased[1].strip():
        with pytest.raises(BadInputError, match="this change is in no version"):
            read_edition()
    else:
        assert read_edition().version == latest[1]


def test_only_the_curated_data_are_released(small: Database, database: Database) -> None:
    """A graph with a source that data/ has not, or without the data as they are, is no release."""
    check_curated(database)
    with pytest.raises(BadInputError, match="other sources than data/: small"):
        check_curated(small)


def test_command_refuses_a_folder_that_is_there(tmp_path: Path) -> None:
    """`partycell release` says at once that a folder is there, without a database."""
    done = partycell("release", str(tmp_path), env=os.environ)
    assert done.returncode == 2
    assert "is there already" in done.stderr


def test_two_releases_are_compared(empty: Database, tmp_path: Path) -> None:
    """What was added or removed is told, and each field of what was changed."""
    load(empty, [write(tmp_path, SMALL)])
    write_release(empty, EDITION, tmp_path / "old")
    changed = (
        SMALL.replace("A small source", "A source")
        .replace("value: 1999", "value: 1998")
        .replace("line 1", "line 2")
    )
    other = (
        SMALL.replace("id: small", "id: other").replace("things:", "facts_:").partition("facts_:")
    )
    more = f"""{other[0]}facts:
  - id: 1
    locator: line 1
    gist: The event was in 1990.
    claims:
      - {{about: an-event, predicate: date, value: 1990}}
"""
    load(empty, [write(tmp_path, changed), write(tmp_path, more, "other.yaml")])
    write_release(empty, EDITION, tmp_path / "new")
    found = changes(str(tmp_path / "old"), str(tmp_path / "new"))
    told = [
        (row["change"], row["what"], row["source"] or row["about"], row["field"], row["before"],
         row["after"])
        for row in found
        if row["field"] != "locator"
    ]  # fmt: skip
    assert told == [
        ("added", "source", "other", None, None, "A small source"),
        ("changed", "source", "small", "title", "A small source", "A source"),
        ("added", "claim", "other", None, None, "1990"),
        ("changed", "claim", "small", "value", "1999", "1998"),
        ("added", "disagreement", "an-event|date|", None, None, "contested: an-event|date|"),
    ]
    assert [row["predicate"] for row in found if row["field"] == "locator"].count("date") == 1
    assert changes(str(tmp_path / "new"), str(tmp_path / "new")) == []
    with pytest.raises(BadInputError, match="one is a release"):
        changes(str(tmp_path / "new"), str(tmp_path))
    (tmp_path / "new" / "sides.csv").write_text("side\nx\n", encoding="utf-8")
    with pytest.raises(BadInputError, match=r"sides.csv:2: disagreement: has no disagreement"):
        changes(str(tmp_path / "old"), str(tmp_path / "new"))


@pytest.mark.parametrize(("other", "status"), [("old", 0), ("new", 1)])
def test_changes_ends_as_diff_does(tmp_path: Path, other: str, status: int) -> None:
    """The exit status is 1 where there are changes, and 0 where there are none."""
    for name in ("old", "new"):
        (tmp_path / name).mkdir()
        write(tmp_path / name, SMALL if name == "old" else SMALL.replace("line 1", "line 2"))
    folders = (str(tmp_path / "old"), str(tmp_path / other))
    done = partycell("changes", *folders, "--format", "json", env=os.environ)
    assert done.returncode == status
    assert len(json.loads(done.stdout)) == 4 * status
