"""A synthetic party: it keeps the rules but for what was planted, and is never among real data."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import polars as pl
import psutil
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from api.app import create_app
from graph import local
from graph.catalogue import run
from graph.checks import VIOLATION, run_checks
from graph.database import Database
from graph.errors import BadInputError, DiskFullError, LocalDatabaseError, RefusedError
from graph.local import new_store
from graph.local.state import STORES, current_place, process_of, read_state
from graph.row_windows import RowWindow
from graph.settings import settings as project_settings
from loaders.curated import ensure_loaded
from loaders.load import load
from synthetic import Manifest, bulk, generate
from synthetic.structure import Structure
from synthetic.units import plan_party
from tests.markup import BROWSER
from web.site import create_site

MEMBERS = 3_000


def digest(folder: Path) -> dict[str, str]:
    return {
        str(file.relative_to(folder)): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def test_same_seed_same_bytes(tmp_path: Path) -> None:
    """The same numbers give the same bytes in every file, and another seed gives others."""
    for name, seed in (("one", 7), ("again", 7), ("other", 8)):
        generate(tmp_path / name, MEMBERS, seed, violations=0.01)
    assert digest(tmp_path / "one") == digest(tmp_path / "again")
    assert digest(tmp_path / "one") != digest(tmp_path / "other")


@given(st.integers(100, 30_000), st.integers(0, 2**32))
@settings(max_examples=25, deadline=None)
def test_without_violations_the_rules_hold(members: int, seed: int) -> None:
    """At a rate of 0 every party keeps the rules, and its cells' members add up."""
    rng = np.random.default_rng(seed)
    party = plan_party(members, rng, 0.0)
    assert party.cells.members.sum() == members
    assert Structure(party, rng).violations() == []


@given(st.integers(5_000, 30_000), st.integers(0, 2**32), st.floats(0.001, 0.05))
@settings(max_examples=25, deadline=None)
def test_every_kind_of_violation_is_planted(members: int, seed: int, rate: float) -> None:
    """At a rate above 0 each kind is there, and whoever is in two cells counts in both."""
    rng = np.random.default_rng(seed)
    party = plan_party(members, rng, rate)
    found = {check for check, _ in Structure(party, rng).violations()}
    assert found >= {
        "cell-size-minimum",
        "cell-size-maximum",
        "primary-committee-size",
        "general-meeting",
        "secretary-unpaid",
    }
    assert party.cells.members.sum() == members + len(party.cells.double)
    assert party.cells.first_member[-1] == members


def test_months_add_up_to_the_year(tmp_path: Path) -> None:
    """Each cell's months of expenditure and meetings agree with what the graph has of its year."""
    generate(tmp_path / "party", MEMBERS, 3)
    units = pl.read_parquet(tmp_path / "party" / "parquet" / "nodes.Unit.parquet")
    months = pl.read_parquet(tmp_path / "party" / "parquet" / "reports.parquet")
    year = months.group_by("unit").agg(
        pl.col("expenditure").sum().alias("spent"), pl.col("meetings").min().alias("fewest")
    )
    both = units.join(year, left_on="id", right_on="unit")
    assert both.height == units["cell_count"][0]
    assert (both["expenditure"] == both["spent"]).all()
    assert (both["meetings_per_month"] == both["fewest"]).all()


@pytest.mark.parametrize(
    ("members", "seed", "rate", "words"),
    [(99, 1, 0.0, "not between"), (MEMBERS, -1, 0.0, "negative"), (MEMBERS, 1, 0.5, "rate")],
)
def test_bad_numbers_are_refused(
    tmp_path: Path, members: int, seed: int, rate: float, words: str
) -> None:
    """A number out of bounds is named, and nothing is written."""
    with pytest.raises(BadInputError, match=words):
        generate(tmp_path / "party", members, seed, violations=rate)
    assert not (tmp_path / "party").exists()


def test_other_folders_are_not_touched(tmp_path: Path) -> None:
    """A folder that holds something else is refused and left as it is."""
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(BadInputError, match="no generated party"):
        generate(tmp_path, MEMBERS, 1)
    with pytest.raises(BadInputError, match="no generated party"):
        bulk.bulk_load(tmp_path, lambda _: None)
    assert digest(tmp_path).keys() == {"thesis.txt"}


def test_real_graph_refuses_a_synthetic_party(database: Database, tmp_path: Path) -> None:
    """A graph with real data in it refuses the bulk load, here and on a server, and serves on."""
    generate(tmp_path / "party", MEMBERS, 1)
    before = database.run("MATCH (n) RETURN count(n)").records
    with pytest.raises(RefusedError, match="real data"):
        bulk.bulk_load(tmp_path / "party", lambda _: None)
    with pytest.raises(RefusedError, match="real data"):
        bulk.to_remote(database, tmp_path / "party", lambda _: None)
    assert database.run("MATCH (n) RETURN count(n)").records == before


def test_too_small_a_machine_is_said_before(tmp_path: Path) -> None:
    """Too little disk or memory is refused with the figures, and leaves nothing."""
    manifest = generate(tmp_path / "party", MEMBERS, 1)
    huge = Manifest(
        **{**vars(manifest), "bytes": 10**15, "nodes": {"Person": 10**12}},
    )
    with pytest.raises(DiskFullError, match=r"bytes free; the new store needs"):
        bulk.check_room(tmp_path / "home", huge)
    small = Manifest(**{**vars(huge), "bytes": 0})
    with pytest.raises(LocalDatabaseError, match=r"memory are available"):
        bulk.check_room(tmp_path / "home", small)
    assert not (tmp_path / "home" / STORES).exists()


@pytest.fixture(scope="module")
def party(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Manifest]:
    folder = tmp_path_factory.mktemp("made") / "party"
    return folder, generate(folder, MEMBERS, 7, violations=0.01)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A home of its own, with the settings that name it."""
    folder = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PARTYCELL_HOME", str(folder))
        project_settings.cache_clear()
        yield folder
        local.stop()
    project_settings.cache_clear()


@pytest.fixture(scope="module")
def loaded(home: Path, party: tuple[Path, Manifest]) -> Iterator[Database]:
    """The party loaded in bulk, over a store that a killed load had left."""
    (home / STORES / "left-over").mkdir(parents=True)
    bulk.bulk_load(party[0], lambda _: None)
    assert not (home / STORES / "left-over").exists()
    with Database.open() as database:
        database.time_limit = 0
        yield database


def test_checks_find_what_was_planted(loaded: Database, party: tuple[Path, Manifest]) -> None:
    """The checks find exactly the violations that the manifest lists."""
    found = run_checks(loaded, finding=VIOLATION).rows
    assert sorted((row["check"], row["unit"]) for row in found) == sorted(party[1].violations)


def test_counts_are_those_of_the_edges(loaded: Database, party: tuple[Path, Manifest]) -> None:
    """What was counted at the load is what counting gives, for units and for the whole."""
    (row,) = run(loaded, "headcount", {"organization": "s-party"}).rows
    text = (
        "MATCH (p:Person)-[r:MEMBER_OF]->() "
        "WHERE r.role IS NULL AND r.certain_until = date('9999-12-31') RETURN count(r)"
    )
    assert loaded.run(text).records == [[row["least"]]]
    counted = {
        (item["kind"], item["name"]): item["count"] for item in run(loaded, "counts", {}).rows
    }
    people = loaded.run("MATCH (p:Person) RETURN count(p)").records[0][0]
    assert counted["label", "Person"] == people


def test_pages_are_cut_in_the_database(loaded: Database) -> None:
    """Pages of a query follow one another without gap or overlap."""
    whole = run(loaded, "units", {"organization": "s-county-0"}).rows
    parts = [
        row
        for skip in range(0, len(whole), 7)
        for row in run(
            loaded, "units", {"organization": "s-county-0"}, page=RowWindow(skip, 7)
        ).rows
    ]
    assert parts == whole


def test_real_data_stay_out(loaded: Database) -> None:
    """A synthetic party takes in no curated data, by itself or when told."""
    ensure_loaded(loaded)
    with pytest.raises(RefusedError, match="synthetic party"):
        load(loaded)
    sources = loaded.run("MATCH (s:Source) RETURN collect(s.id)").records
    assert sources == [[["s-generator"]]]


def test_synthetic_party_can_be_browsed(loaded: Database) -> None:
    """Every kind of page has a synthetic party's things, and says that they are synthetic."""
    shown = {
        "/": "People",
        "/people": "Member 99",
        "/people?skip=100": "Member 100",
        "/organizations": "Synthetic party",
        "/posts": "Secretary of unit 0",
        "/search?text=member 100": "Member 100",
        "/search?text=s-cell-7": "Cell 7",
        "/people/s-member-100": "Cell ",
        "/organizations/s-cell-7": "Member ",
        "/posts/s-post-20": "Member ",
        "/events/s-congress": "Member ",
        "/rules/rule-cell-size": "takes longer",
        "/hierarchy": "Institution 0",
        "/nothing": "",
    }
    with TestClient(create_site(loaded), headers=BROWSER) as client:
        for path, text in shown.items():
            answer = client.get(path)
            assert answer.status_code == (404 if path == "/nothing" else 200), path
            assert "This party is synthetic." in answer.text, path
            assert text in answer.text, path


def test_top_of_a_synthetic_party_is_the_general_answer(loaded: Database) -> None:
    """The chart's top of a synthetic party, found along edges, is what stands under nothing."""
    text = (
        "MATCH (o:Organization) WHERE NOT EXISTS { (o)-[:UNIT_OF|HOSTED_BY]->() } "
        "RETURN collect(o.id)"
    )
    ((expected,),) = loaded.run(text).records
    rows = [
        row
        for skip in range(0, len(expected) + 1, 7)
        for row in run(loaded, "chart", {"skip": skip, "limit": 7}).rows
    ]
    assert rows[0]["id"] == "s-party"
    assert sorted(row["id"] for row in rows) == sorted(expected)
    assert {row["level_size"] for row in rows} == {len(expected)}
    names = dict(loaded.run("MATCH (o:Organization) RETURN o.id, o.name").records)
    some = sorted(one for one in expected if "1" in names[one])
    found = [
        row
        for skip in range(0, len(some) + 1, 7)
        for row in run(loaded, "chart", {"text": "1", "skip": skip, "limit": 7}).rows
    ]
    assert sorted(row["id"] for row in found) == some
    assert {row["level_size"] for row in found} == {len(some)}
    (top,) = run(loaded, "chart", {"tier": "central-committee"}).rows
    assert top["id"] == "s-party"


def test_switch_is_followed_and_a_failed_import_changes_nothing(
    loaded: Database, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A reader goes over to the new graph and the old one ends; a broken import leaves it."""
    planned: list[str] = []
    # To plan the catalogue takes longer than all the rest, and is the same function anywhere.
    monkeypatch.setattr(bulk, "warm_query_plans", lambda database: planned.append(database.uri))
    # The reader is this process, which holds its connection to the old one until it asks again.
    monkeypatch.setattr(new_store, "_DRAIN_SECONDS", 0.5)
    place, uri = current_place(home), loaded.uri
    broken = tmp_path / "broken"
    generate(broken, MEMBERS, 8)
    (broken / "import" / "edges.UNIT_OF.csv").write_text("no,numbers\n")
    with pytest.raises(LocalDatabaseError, match="import"):
        bulk.bulk_load(broken, lambda _: None)
    assert current_place(home) == place
    assert [item.name for item in (home / STORES).iterdir()] == [place.name]
    host = process_of(read_state(place))
    assert host is not None
    other = tmp_path / "other"
    generate(other, MEMBERS, 9)
    with TestClient(create_app(loaded), base_url="http://localhost") as client:
        before = client.get("/v1/graph").json()
        bulk.bulk_load(other, lambda _: None)
        (row,) = loaded.run("MATCH (r:Run) RETURN r.seed").records
        assert row == [9]
        # A server, whose requests read in tasks over connections of their own, goes over too.
        after = client.get("/v1/graph").json()
        assert after["graph_version"] not in {before["graph_version"], "empty"}
    assert loaded.uri != uri
    assert planned == [loaded.uri]
    # Nobody looks after its own dead child here, so it may stay as a zombie.
    assert not host.is_running() or host.status() == psutil.STATUS_ZOMBIE
