"""What may not be in the record: copies, facts without a place, sources of tomorrow."""

from __future__ import annotations

import os
import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.database import Database
from loaders.dataset.copies import check_copies
from loaders.foreign.importer import ForeignFormat, load_foreign
from loaders.identity.decisions import read_decisions
from loaders.load import load
from loaders.problems import DatasetError
from tests.command import partycell
from tests.test_load import SMALL, write

PAGE = """The party's smallest unit met in the old hall, and its
“secretary” read the letter of the leader to all who had come that day."""
PERSON = """
source: {{id: {id}, title: A source, publisher: Nobody, language: en, published: 2001, kind: press,
         trust: made up for a test}}
things:
  - {{id: somebody, label: Person}}
facts:
  - id: 1
    locator: line 1
    gist: Somebody has a name.
    claims:
      - {{about: somebody, predicate: name, value: {name}, language: en}}
"""
FOREIGN = """source: {{id: my-table, title: A table, publisher: Me, language: en, published: {day},
         kind: table, trust: Mine.}}
things:
  - as: person
    label: Person
    id: "my-{{name}}"
    claims:
      - {{predicate: name, column: name}}
"""


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    """A folder with the text of a source."""
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "a-page.txt").write_text(PAGE, encoding="utf-8")
    return folder


def small(folder: Path, gist: str, value: str = "Somewhere") -> Path:
    text = SMALL.replace("gist: The event was in the place in 1999.", f"gist: {gist}")
    return write(folder, text.replace("value: Somewhere", f"value: {value}"))


@pytest.mark.parametrize(
    ("gist", "words"),
    [
        ("Its secretary read the letter of the leader, and left.", None),
        ("They met, AND ITS 'secretary' read the letter of the leader.", "9 words"),
        ("Its secretary read the letter of the leader to all; it read the letter.", "10 words"),
    ],
)
def test_nine_words_in_a_row_are_a_copy(
    texts: Path, tmp_path: Path, gist: str, words: str | None
) -> None:
    """More than eight words of a text in a row are refused, whatever stands between them."""
    file = small(tmp_path, gist)
    if words is None:
        assert check_copies(texts, [file]).files == 1
        return
    with pytest.raises(DatasetError, match=rf"small.yaml:16: facts.0.gist: {words} in a row"):
        check_copies(texts, [file])


def test_values_are_compared_and_names_are_not(texts: Path, tmp_path: Path) -> None:
    """What a claim says is ours to word, but what somebody is called is not."""
    copied = "read the letter of the leader to all who had come"
    check_copies(texts, [small(tmp_path, "A fact.", copied)])
    file = small(tmp_path, "A fact.", copied)
    text = file.read_text(encoding="utf-8")
    text = text.replace("a-place, predicate: name", "a-place, predicate: characterized_as")
    file.write_text(text, encoding="utf-8")
    with pytest.raises(DatasetError, match=r"yaml:18: facts.0.claims.0.value: 11 words .*a-page"):
        check_copies(texts, [file])


@given(
    st.lists(st.sampled_from("abcde"), max_size=30),
    st.lists(st.sampled_from("abcde"), min_size=1, max_size=30),
)
def test_copies_are_those_that_a_plain_search_finds(
    tmp_path_factory: pytest.TempPathFactory, theirs: list[str], ours: list[str]
) -> None:
    """A text is refused just where nine words of it stand in a row in the other one."""
    folder = tmp_path_factory.mktemp("texts")
    (folder / "page").write_text(" ".join(theirs), encoding="utf-8")
    file = small(tmp_path_factory.mktemp("data"), " ".join(ours) + ".")
    page = f" {' '.join(theirs)} "
    is_copy = any(f" {' '.join(ours[i : i + 9])} " in page for i in range(len(ours) - 8))
    try:
        check_copies(folder, [file])
    except DatasetError:
        assert is_copy
    else:
        assert not is_copy


@pytest.mark.parametrize(
    ("content", "message"),
    [(None, "holds no text"), (b"PK\x03\x04", "is a ZIP archive"), (b"\xff\xfe", "is not UTF-8")],
)
def test_texts_are_texts(tmp_path: Path, content: bytes | None, message: str) -> None:
    """A folder without texts, and a file that is none, are refused: nothing would be compared."""
    folder = tmp_path / "texts"
    folder.mkdir()
    if content is not None:
        (folder / "page").write_bytes(content)
    with pytest.raises(DatasetError, match=message):
        check_copies(folder, [small(tmp_path, "A fact.")])


def test_command_compares_with_texts(texts: Path, tmp_path: Path) -> None:
    """`partycell sources check` ends with status 2 where something is copied, and says where."""
    file = small(tmp_path, "A fact.")
    done = partycell("sources", "check", str(file), "--texts", str(texts), env=os.environ)
    assert (done.returncode, "nothing is copied" in done.stdout) == (0, True)
    small(tmp_path, "The secretary read the letter of the leader to all who had come that day.")
    done = partycell("sources", "check", str(file), "--texts", str(texts), env=os.environ)
    assert done.returncode == 2
    assert "small.yaml:16: facts.0.gist: 14 words in a row" in re.sub(r"\s+", " ", done.stderr)


@pytest.mark.parametrize("locator", ["", "    locator: ''\n", "    locator: '  '\n"])
def test_fact_has_a_place_in_its_source(empty: Database, tmp_path: Path, locator: str) -> None:
    """A claim without a locator is refused with file and line."""
    text = SMALL.replace("    locator: line 1\n", locator)
    with pytest.raises(DatasetError, match=r"small.yaml:1[45]: facts.0.locator: "):
        load(empty, [write(tmp_path, text)])


@pytest.mark.parametrize("field", ["published", "not_before"])
def test_source_of_tomorrow_is_refused(empty: Database, tmp_path: Path, field: str) -> None:
    """A source that counts only from after its load is refused; one of today is not."""
    today = date.today()
    later = today + timedelta(days=3)
    text = SMALL.replace("published: 2000-01-01", "published: XXXX\n  not_before: 1999-01-01")
    old = "XXXX" if field == "published" else "1999-01-01"
    with pytest.raises(DatasetError, match=rf":[78]: source.{field}: {later} is after the day of"):
        load(empty, [write(tmp_path, text.replace(f"{field}: {old}", f"{field}: {later}"))])
    assert load(
        empty, [write(tmp_path, text.replace(f"{field}: {old}", f"{field}: {today}"))]
    ).added


def test_table_and_decisions_of_tomorrow_are_refused(empty: Database, tmp_path: Path) -> None:
    """The same holds of the source that a mapping describes, and of the day of a decision."""
    table = write(tmp_path, "name\nSomebody\n", "people.csv")
    mapping = write(tmp_path, FOREIGN.format(day="2999"), "people.yaml")
    with pytest.raises(DatasetError, match=r"people.yaml:1: source.published: 2999 is after"):
        load_foreign(empty, table, ForeignFormat.TABLE, mapping=mapping)
    file = write(tmp_path, "editors: us\ndecided: 2999-01\ndecisions: []\n", "who.yaml")
    with pytest.raises(DatasetError, match=r"who.yaml:2: decided: 2999-01 is after"):
        read_decisions(file)


def test_person_of_another_source_is_not_brought_in_again(empty: Database, tmp_path: Path) -> None:
    """Who declares a person under an id that others use has to say that it is the same one.

    Leaving out the declaration says so; the sources' own files may be loaded again.
    """
    first = write(tmp_path, PERSON.format(id="first", name="Kim"), "first.yaml")
    text = PERSON.format(id="second", name="Lee")
    second = write(tmp_path, text, "second.yaml")
    load(empty, [first])
    assert load(empty, [first]).changes_nothing
    with pytest.raises(DatasetError, match=r"second.yaml:5: things.0.id: 'somebody' is a person"):
        load(empty, [second])
    with pytest.raises(DatasetError, match=r"'somebody' is declared in .*first.yaml too"):
        load(empty, [first, second])
    declared = "things:\n  - {id: somebody, label: Person}\n"
    second.write_text(text.replace(declared, ""), encoding="utf-8")
    assert load(empty, [second]).added == 1
    first.write_text(first.read_text().replace(declared, ""), encoding="utf-8")
    second.write_text(text, encoding="utf-8")
    load(empty, [first, second])
