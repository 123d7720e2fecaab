"""What is wrong is said in the page's language; what is there in English alone is marked so."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from graph.database import Database
from graph.errors import BadInputError
from graph.paths import ROOT
from web.error_words import explain
from web.language import MESSAGES
from web.site import create_site

# Addresses with something wrong, and what a Korean page says of it.
WRONG = {
    "/people/nosuch": "이 식별자를 가진 것이 없습니다",
    "/claims/c-0000000000000000": "이 식별자를 가진 것이 없습니다",
    "/sources/nosuch": "이 식별자를 가진 것이 없습니다",
    "/tiers?sources=nosuch": "출처는 없습니다",
    "/tiers?sources=%2C": "출처가 적혀 있지 않습니다",
    "/tiers?certainty=sure": "가운데 하나여야 합니다",
    "/search?text=%3F%3F": "글자도 숫자도 없습니다",
    "/timeline?start=2013&end=1990": "두 날짜를 맞바꾸어 주십시오",
    "/timeline?kind=feast": "쓸 수 있는 값",
    "/numbers?start=nineties": "읽을 수 있는 날짜가 아닙니다",
    "/numbers?start=1994-02-30": "달력에 없는 날입니다",
    "/compare?to_sources=nosuch": "출처는 없습니다",
    "/queries/nosuch": "그런 조회는 없습니다",
    "/queries/claims?limit=many": "정수여야 합니다",
    "/queries/claims?limit=0": "이상 1000 이하여야 합니다",
    "/queries/duties?tier=nosuch": "이름으로 검색하면",
}

SAID = re.compile(r'<(\w+) class="(?:wrong|detail|refusal)"[^>]*>(.*?)</\1>', re.DOTALL)


@pytest.fixture
def client(database: Database) -> Iterator[TestClient]:
    with TestClient(create_site(database), raise_server_exceptions=False) as client:
        yield client


@pytest.mark.parametrize("path", WRONG)
def test_korean_reader_is_told_in_korean(path: str, client: TestClient) -> None:
    """A wrong value of an address is explained in Korean, and nothing of it in English."""
    mark = "&" if "?" in path else "?"
    answer = client.get(f"{path}{mark}lang=ko")
    assert answer.status_code in {404, 422}
    wrong = [text for _, text in SAID.findall(answer.text)]
    assert WRONG[path] in " ".join(wrong)
    assert not any('lang="en"' in text for text in wrong)


def test_english_is_marked_where_there_is_nothing_else() -> None:
    """What is not translated is shown as it is, marked as English; values are escaped."""
    error = BadInputError("<b> is odd.", hint="Swap the two dates.")
    assert explain(error, "en") == "&lt;b&gt; is odd. Swap the two dates."
    said = explain(error, "ko")
    assert said == '<span lang="en">&lt;b&gt; is odd.</span> 두 날짜를 맞바꾸어 주십시오.'


def _sources() -> str:
    files = (path for room in ("graph", "api", "web") for path in (ROOT / room).rglob("*.py"))
    return "\n".join(path.read_text(encoding="utf-8") for path in files)


def test_every_translation_is_of_a_text_of_ours() -> None:
    """The English of each is in the code, part by part, and both have the same slots."""
    code = re.sub(r'"\s+f?"', "", _sources())
    found = tomllib.loads(Path(MESSAGES / "errors.toml").read_text(encoding="utf-8"))
    for row in (row for rows in found.values() for row in rows):
        slots = re.findall(r"\{(\w+)\}", row["en"])
        assert set(re.findall(r"\{(\w+)\}", row["ko"])) <= set(slots)
        fixed = [part.strip(" .?=:()") for part in re.split(r"\{\w+\}", row["en"])]
        for part in fixed:
            assert part in code, row["en"]
