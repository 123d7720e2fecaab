"""The content of a large load as files of Neo4j's importer, the graph as it is among them.

What is new is written here, claims, edges and names alike; what a load changes of things that are
there already is left to the steps of every load (`write.py`), which come after.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import groupby
from pathlib import Path
from typing import Any

import orjson

from graph.dates import LATEST
from graph.lens import NEVER_RETIRED
from graph.local.import_files import Day, ImportFiles
from graph.relations import MERGED_INTO
from loaders.load.existing import Reader
from loaders.load.names import name_properties
from loaders.load.staging import StagingStore
from loaders.load.write import Progress

# What edges are told apart by, of a claim's properties and of its days.
_MANNER = ("ordinal", "role", "basis", "modality", "interval", "details", "momentary", "undated")
_DAYS = {
    "possible_from": "starts_after",
    "possible_until": "ends_by",
    "certain_from": "holds_from",
    "certain_until": "holds_until",
}
# What loads stored as lists of nothing before: no property says the same.
_LISTS = ("flags", "qualified_by")
_TOLD = 10_000  # claims between two reports of how far it is


class ImportContent:
    """Writes a load to the files of Neo4j's importer.

    Args:
        read: Reads the graph.
        store: The load's things and claims, compared with the graph's.
        sources: Ids of the load's sources.
        now: When it is recorded.
        load: The load's id.
    """

    def __init__(
        self, read: Reader, store: StagingStore, sources: Iterable[str], now: datetime, load: str
    ) -> None:
        self._read = read
        self._store = store
        self._sources = sources
        self._now = now
        self._recorded = {"recorded": now, "retired": NEVER_RETIRED, "load": load}
        self.empty: list[dict[str, str]] = []

    def write(self, folder: Path, total: int, progress: Progress | None) -> Sequence[str]:
        """Write all of it.

        Args:
            folder: Where to.
            total: How many claims there are, for people.
            progress: Told how many of them have been written.

        Returns:
            The importer's arguments.

        Raises:
            NotImportableError: Something in the graph or the load cannot be written so.
        """
        files = ImportFiles(folder)
        self._write_graph(files)
        written = told = 0
        subjects = groupby(
            map(orjson.loads, self._store.read_column("claims_by_subject")),
            key=lambda claim: str(claim["about"]),
        )
        following = next(subjects, None)
        for thing in self._store.things_to_write(new=True):
            claims: list[dict[str, Any]] = []
            if following is not None and following[0] == thing["id"]:
                claims = [self._dated(claim) for claim in following[1]]
                following = next(subjects, None)
            self._write_thing(files, thing, claims)
            written += len(claims)
            if progress is not None and written - told >= _TOLD:
                progress("claims", written, total)
                told = written
        assert following is None, following[0]  # noqa: S101  (new things have claims, no others)
        return files.close()

    def _write_graph(self, files: ImportFiles) -> None:
        """The graph as it is, and new sources by their ids."""
        known = set()
        for row in self._read("load/all_nodes"):
            properties = row["properties"]
            if "Source" in row["labels"] and "id" in properties:
                known.add(properties["id"])
                bare = [name for name, value in properties.items() if value == []]
                self.empty += [{"source": properties["id"], "property": name} for name in bare]
                properties = {key: item for key, item in properties.items() if key not in bare}
            files.add_node(row["labels"], row["key"], _without_nothing(properties))
        for row in self._read("load/all_relationships"):
            properties = _without_nothing(row["properties"])
            files.add_relationship(row["type"], row["start"], row["end"], properties)
        for source in self._sources:
            if source not in known:
                files.add_node(["Source"], f"source/{source}", {"id": source})

    def _dated(self, claim: dict[str, Any]) -> dict[str, Any]:
        """A claim whose day of holding is that of the load, where no one gives any."""
        days = claim["days"]
        if (
            claim["properties"].get("undated")
            and days["holds_from"] == LATEST.isoformat()
            and date.fromisoformat(days["holds_until"]) < self._now.date()
        ):
            days["holds_from"] = self._now.date().isoformat()
        claim["days"] = {name: Day(day) for name, day in days.items()}
        return claim

    def _write_thing(
        self, files: ImportFiles, thing: Mapping[str, Any], claims: list[dict[str, Any]]
    ) -> None:
        """A thing with all that is said of it."""
        identifier, label = thing["id"], thing["label"]
        properties = {name: thing[name] for name in ("id", "rank", "series")}
        names = _names(claims)
        if names:
            properties |= name_properties(identifier, names, person=label == "Person")
        files.add_node(["Thing", label], f"thing/{identifier}", properties)
        for claim in claims:
            self._write_claim(files, claim)
        for start, kind, end, edge in _edges(identifier, claims, self._recorded):
            files.add_relationship(kind, f"thing/{start}", f"thing/{end}", edge)

    def _write_claim(self, files: ImportFiles, claim: Mapping[str, Any]) -> None:
        """As `cypher/load/claims.cypher`."""
        key = f"claim/{claim['id']}"
        said = claim["properties"]
        own = {"id": claim["id"], "fingerprint": claim["fingerprint"], **self._recorded}
        files.add_node(["Claim"], key, said | claim["days"] | own)
        files.add_relationship("SUBJECT", key, f"thing/{claim['about']}", {})
        locator = {"locator": claim["locator"]}
        files.add_relationship("STATED_IN", key, f"source/{said['source']}", locator)
        if claim["object"] is not None:
            files.add_relationship("OBJECT", key, f"thing/{claim['object']}", {})
        for role, thing in claim["qualifiers"]:
            files.add_relationship("QUALIFIED_BY", key, f"thing/{thing}", {"role": role})


def _without_nothing(properties: Mapping[str, Any]) -> dict[str, Any]:
    """Properties without lists that loads of before stored for nothing."""
    return {
        name: value
        for name, value in properties.items()
        if not (name in _LISTS and value == []) and not (name == "end_seats" and not any(value))
    }


def _names(claims: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """What a thing is called, as `cypher/load/names.cypher` gives it."""
    found: dict[str, dict[str, Any]] = {}
    for claim in claims:
        said = claim["properties"]
        if (
            said["predicate"] != "name"
            or said["polarity"] != "asserted"
            or said["rank"] == "deprecated"
        ):
            continue
        name = found.setdefault(
            said["says"],
            {
                "name": said["says"],
                "preferred": 0,
                "languages": [],
                "voices": set(),
                "since": claim["days"]["known_from"],
                "claim": claim["id"],
            },
        )
        name["preferred"] |= int(said["rank"] == "preferred")
        if said.get("language") is not None and said["language"] not in name["languages"]:
            name["languages"].append(said["language"])
        if said.get("confidence") is None:
            name["voices"].add(said["voice"])
        name["since"] = min(name["since"], claim["days"]["known_from"])
        name["claim"] = min(name["claim"], claim["id"])
    return [{**name, "voices": len(name["voices"])} for name in found.values()]


def _edges(
    subject: str, claims: Sequence[Mapping[str, Any]], recorded: Mapping[str, Any]
) -> Iterator[tuple[str, str, str, dict[str, Any]]]:
    """Start, type, end and properties of the edges, as `cypher/load/edges.cypher` makes them."""
    denied = [claim for claim in claims if claim["properties"]["polarity"] == "denied"]
    groups: dict[Any, list[Mapping[str, Any]]] = {}
    for claim in sorted(claims, key=lambda claim: str(claim["id"])):
        said = claim["properties"]
        if (
            claim["object"] in {None, subject}
            or said["polarity"] != "asserted"
            or said["rank"] == "deprecated"
            or said["modality"] == "rumoured"
            or said["predicate"] == MERGED_INTO
            or any(_denies(no, claim) for no in denied)
        ):
            continue
        manner = [said.get(name) for name in _MANNER]
        days = [claim["days"][name] for name in _DAYS.values()]
        key = orjson.dumps(
            [claim["object"], said["predicate"], *manner, *days, claim["qualifiers"]], default=str
        )
        groups.setdefault(key, []).append(claim)
    for alike in groups.values():
        first = alike[0]
        said = first["properties"]
        qualified = [f"{role}:{thing}" for role, thing in first["qualifiers"]]
        edge = {
            "claims": [claim["id"] for claim in alike],
            **{f"{name}s": [claim["properties"][name] for claim in alike]
               for name in ("source", "voice", "standing")},
            "known_from": [claim["days"]["known_from"] for claim in alike],
            "recorded": [recorded["recorded"]] * len(alike),
            "retired": [recorded["retired"]] * len(alike),
            **{name: said.get(name) for name in _MANNER},
            "qualified_by": qualified or None,
            **{name: first["days"][day] for name, day in _DAYS.items()},
        }  # fmt: skip
        yield subject, said["predicate"], first["object"], edge


def _denies(no: Mapping[str, Any], claim: Mapping[str, Any]) -> bool:
    """Whether a claim is denied by its own source, at a time that is not apart from its own."""
    same = ("predicate", "source")
    if no["object"] != claim["object"] or any(
        no["properties"][name] != claim["properties"][name] for name in same
    ):
        return False
    one = [claim["days"][name] for name in ("holds_from", "holds_until")]
    other = [no["days"][name] for name in ("holds_from", "holds_until")]
    return not (max(one) < min(other) or max(other) < min(one))
