"""Names by any of their spellings: one key for all, and what a search finds by them."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.catalogue import run
from graph.database import Database
from graph.spelling import spelling_key

# In Hangul, by the North's own spelling, and as McCune-Reischauer, Revised Romanisation and the
# press have it.
NAMES = (
    ("김정은", "Kim Jong Un", "Kim Jong Eun", "Kim Chŏng-ŭn", "Gim Jeong-eun", "Kim Jong-un"),
    ("최룡해", "Choe Ryong Hae", "Ch'oe Ryong-hae", "Choi Ryong-hae", "Choe Ryong-hae"),
    ("장성택", "Jang Song Thaek", "Jang Sung-taek", "Chang Sŏng-t'aek", "Jang Seong-taek"),
    ("조용원", "Jo Yong Won", "Cho Yong-won", "Jo Yongwon"),
    ("김영남", "Kim Yong Nam", "Kim Young-nam", "Gim Yeong-nam"),
    ("리일환", "Ri Il Hwan", "Lee Il-hwan", "Yi Il-hwan"),
    ("박봉주", "Pak Pong Ju", "Park Bong-ju", "Pak Pong-chu"),
    ("황병서", "Hwang Pyong So", "Hwang Byung-seo", "Hwang Pyŏng-sŏ"),
    ("김여정", "Kim Yo Jong", "Kim Yeo-jeong", "Kim Yŏ-chŏng"),
    ("태종수", "Thae Jong Su", "T'ae Cho'ng-su", "Tae Jong-su"),
    ("오수용", "O Su Yong", "O Su-yo'ng", "Oh Soo-yong"),
    ("최휘", "Choe Hwi", "Ch'oe Hwi", "Choi Hwi"),
    ("박태성", "Pak Thae Song", "Park Tae-sung", "Pak T'ae-so'ng"),
    ("조연준", "Jo Yon Jun", "Cho Yo'n-chun", "Jo Yeon-jun"),
    ("리만건", "Ri Man Gon", "Lee Man-gon", "Ri Man-ko'n"),
    ("김경옥", "Kim Kyong Ok", "Kim Kyung-ok", "Kim Kyo'ng-ok"),
    ("조명록", "Jo Myong Rok", "Cho Myong-rok", "Jo Myeong-rok"),
    ("김수길", "Kim Su Gil", "Kim Soo-gil", "Kim Su-kil"),
    ("로동신문", "Rodong Sinmun", "Nodong Shinmun", "Rodong Shinmun"),
    ("안정수", "An Jong Su", "Ahn Jeong-su", "An Cho'ng-su"),
    ("김일성", "Kim Il Sung", "Kim Il-song", "Kim Ilsŏng"),
    ("김정일", "Kim Jong Il", "Kim Chong-il", "Kim Jeong-il"),
)


@pytest.mark.parametrize("forms", NAMES, ids=lambda forms: forms[1])
def test_spellings_of_one_name_have_one_key(forms: tuple[str, ...]) -> None:
    """Hangul and every romanisation of a name sound the same."""
    assert {spelling_key(form) for form in forms} == {spelling_key(forms[1])}


def test_names_keep_apart() -> None:
    """Of these names no two sound the same."""
    keys = [spelling_key(forms[1]) for forms in NAMES]
    assert [pair for pair in combinations(keys, 2) if pair[0] == pair[1]] == []


@given(st.text())
def test_key_is_plain(text: str) -> None:
    """A key of any text is made of Latin letters, none twice in a row, or empty."""
    key = spelling_key(text)
    assert key == "" or (key.isascii() and key.isalpha() and key.islower())
    assert all(one != other for one, other in pairwise(key))


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("김정은", "kim-jong-un"),
        ("조용원", "jo-yong-won"),
        ("조선로동당", "workers-party-of-korea"),
        ("중앙위원회", "central-committee"),
        ("Choi Ryong-hae", "choe-ryong-hae"),
        ("Kim Jong Eun", "kim-jong-un"),
        ("Jang Sung-taek", "jang-song-thaek"),
        ("Organization Guidance Department", "organisation-guidance-department"),
        ("OGD", "organisation-guidance-department"),
        ("Lee Il-hwan", "ri-il-hwan"),
        ("Nodong Shinmun", "rodong-sinmun"),
        # As the South spells it.
        ("조선노동당", "workers-party-of-korea"),
        ("이일환", "ri-il-hwan"),
        # A part of a name, in a romanisation that no source uses for it.
        ("Gyeong-hui", "kim-kyong-hui"),
        ("Chong-ŭn", "kim-jong-un"),
        # Letters amiss.
        ("Hwang Pyong Sok", "hwang-pyong-so"),
        ("Organisation Guidence Department", "organisation-guidance-department"),
    ],
)
def test_search_finds_by_any_spelling(text: str, first: str, database: Database) -> None:
    """Whatever somebody types for a name, the first hit is what they mean."""
    assert run(database, "search", {"text": text}).rows[0]["id"] == first


def test_search_ranks_what_is_meant(database: Database) -> None:
    """The shown name goes before other names, those before what sounds the same or nearly so."""
    rows = run(database, "search", {"text": "Kim Jong Il"}).rows
    assert rows[0]["id"] == "kim-jong-il"
    scores = {row["id"]: row["score"] for row in rows}
    also = run(database, "search", {"text": "Ch'oe Ryong-hae"}).rows[0]
    sounds = run(database, "search", {"text": "Choi Ryong-hae"}).rows[0]
    nearly = run(database, "search", {"text": "Choe Ryong Pe"}).rows[0]
    assert {also["id"], sounds["id"], nearly["id"]} == {"choe-ryong-hae"}
    assert scores["kim-jong-il"] > also["score"] > sounds["score"] > nearly["score"] > 0
