"""The pages, over HTTP: what is on them, where they lead, and what becomes of bad input."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from graph.database import Database
from web.site import create_site


@pytest.fixture
def client(database: Database) -> Iterator[TestClient]:
    with TestClient(
        create_site(database), raise_server_exceptions=False, follow_redirects=False
    ) as client:
        yield client


def test_page_may_load_nothing_from_elsewhere(client: TestClient) -> None:
    """The policy that a page is sent with allows scripts and styles of ours alone."""
    policy = client.get("/").headers["Content-Security-Policy"]
    assert "default-src 'none'; script-src 'self'; style-src 'self'" in policy
    assert "unsafe" not in policy


def test_address_of_another_kind_leads_to_the_right_page(client: TestClient) -> None:
    """An id under another kind's path redirects for good, its parameters kept."""
    answer = client.get("/people/secretaries-competition-2007?as_of=2008")
    assert answer.status_code == 308
    assert answer.headers["Location"] == "/events/secretaries-competition-2007?as_of=2008"


def test_errors_of_programs_stay_problem_documents(client: TestClient) -> None:
    """What is for programs answers as without the pages."""
    answer = client.get("/v1/people/nobody")
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"


def test_unknown_id_has_near_matches(client: TestClient) -> None:
    """An id of nothing is a 404 page that names who may have been meant."""
    answer = client.get("/people/kim-jong-um")
    assert answer.status_code == 404
    assert 'href="/people/kim-jong-un"' in answer.text


def test_broken_date_keeps_the_page(client: TestClient) -> None:
    """A date that cannot be read is said at its field, and the page stays."""
    answer = client.get("/people/kim-jong-un?as_of=soon")
    assert answer.status_code == 422
    assert "Kim Jong Un" in answer.text
    assert "not an EDTF date" in answer.text
