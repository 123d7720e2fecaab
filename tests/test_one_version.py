"""ETag and body are of one version, also where a load ends while the answer is made."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from graph.database import Database
from loaders.foreign.importer import ForeignFormat, load_foreign
from tests.markup import BROWSER
from tests.test_bad_input import MAPPING, UNITS
from web.site import create_site

PATHS = [
    "/",
    "/v1/graph",
    "/v1/sources?limit=1000",
    "/v1/checks?limit=1000",
    "/v1/checks/proposals",
    "/v1/export?format=graphml",
    "/v1/export?format=gexf&query=neighborhood&id=kcna",
    "/v1/cypher?query=MATCH (c:Claim) RETURN count(c) AS n",
]
FRESH = {"Cache-Control": "no-store", "Host": "localhost"}


class Loads:
    """Loads one more unit before a session of a request begins."""

    def __init__(self, database: Database, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self._database = database
        self._folder = folder
        self._loaded = 0
        self._before: int | None = None
        session = Database.session

        def counted(mine: Database, *rest: Any, **more: Any) -> Any:
            if self._before is not None:
                self._before -= 1
                if self._before == 0:
                    self._before = None
                    # A load is for a thread, and the request may be made in a task.
                    with ThreadPoolExecutor() as another:
                        another.submit(self.load).result()
            return session(mine, *rest, **more)

        monkeypatch.setattr(Database, "session", counted)

    def load(self) -> None:
        """One more unit."""
        self._loaded += 1
        rows = [f"{number},Unit {number},,{number}," for number in range(1, self._loaded + 1)]
        table, mapping = self._folder / "odd.csv", self._folder / "odd.yaml"
        table.write_text("\n".join(["code,name,parent,members,years", *rows, ""]), encoding="utf-8")
        mapping.write_text(MAPPING.replace("THINGS", UNITS), encoding="utf-8")
        load_foreign(self._database, table, ForeignFormat.TABLE, mapping=mapping)

    def before_session(self, number: int | None) -> None:
        """Load before the session of this number; None: not at all."""
        self._before = number


@pytest.fixture
def loads(database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Loads:
    """What loads."""
    return Loads(database, tmp_path, monkeypatch)


@pytest.mark.parametrize(
    ("path", "number"),
    [*((path, 2) for path in PATHS), ("/", 3), ("/v1/graph", 3), ("/v1/citations/dataset", 1)],
)
@pytest.mark.writes
def test_answer_is_of_the_version_before_or_after(
    path: str, number: int, loads: Loads, database: Database
) -> None:
    """Whenever the load ends, the answer is that of before, that of after, or nobody's to keep."""
    with TestClient(create_site(database), headers=BROWSER) as client:
        before = client.get(path, headers=FRESH)
        loads.before_session(number)
        during = client.get(path, headers=FRESH)
        loads.before_session(None)
        after = client.get(path, headers=FRESH)
        assert before.status_code == during.status_code == after.status_code == 200
        assert before.headers["ETag"] != after.headers["ETag"]
        if "ETag" in during.headers:
            whole = {answer.headers["ETag"]: said(answer.text, path) for answer in (before, after)}
            assert whole[during.headers["ETag"]] == said(during.text, path)
        else:
            assert during.headers["Cache-Control"] == "no-store"


def said(text: str, path: str) -> str:
    """An answer without the time that it took."""
    return text.partition('"elapsed"')[0] if path.startswith("/v1/cypher") else text
