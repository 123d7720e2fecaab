"""What is copied from the sources: more words in a row than a fact may share with its source."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from loaders.dataset.reader import Dataset, read_dataset
from loaders.dataset.schema import MAX_ORIGINAL_WORDS
from loaders.file_check import check_file, check_plain
from loaders.limits import YAML_BYTES
from loaders.problems import DatasetError, FileProblem, Place, line_of
from loaders.read_errors import wrap_read_errors

_WORD = re.compile(r"\w+(?:['\u2019]\w+)*")
_FACT_FIELDS = ("gist",)
_CLAIM_FIELDS = ("value", "role", "reason", "method", "note")
_JUDGEMENT_FIELDS = ("asks", "asks_ko", "explanation")
_RUN = MAX_ORIGINAL_WORDS + 1
_SHOWN = 12


@dataclass(frozen=True)
class CopyReport:
    """How much was compared: texts of ours, and files of the sources'."""

    texts: int
    files: int


def check_copies(folder: Path, paths: Sequence[Path] | None = None) -> CopyReport:
    """Compare what dataset files say in words of ours with the texts of sources.

    Names are not compared, nor titles of sources: they are what they are. Words are what blanks
    and signs part, so that a text in Japanese or Chinese has few.

    Args:
        folder: Of texts in UTF-8, of any name, in folders of their own too.
        paths: Files and folders of the dataset; None means the curated data.

    Raises:
        DatasetError: A text of ours has more than eight words in a row from one of theirs, each
            with file and line; or a file cannot be read.
    """
    dataset = read_dataset(paths)
    theirs = _read_texts(folder)
    found = _index(theirs)
    wrong, count = [], 0
    for shown, line, place, text in _texts(dataset):
        count += 1
        wrong += [
            FileProblem(shown, line, ".".join(map(str, place)), message)
            for message in _copies(text, found)
        ]
    if wrong:
        raise DatasetError(wrong)
    return CopyReport(count, len(theirs))


def _read_texts(folder: Path) -> dict[str, str]:
    """The text of every file in a folder, by its path within."""
    found = {}
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            check_file(file, YAML_BYTES)
            check_plain(file, "text")
            with wrap_read_errors(str(file)):
                found[str(file.relative_to(folder))] = file.read_text(encoding="utf-8-sig")
    if not found:
        raise DatasetError([FileProblem(str(folder), 1, "", "holds no text.")])
    return found


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKC", text).casefold().replace("\u2019", "'")
    return _WORD.findall(plain)


def _runs(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Every run of so many words that it would be a copy."""
    return zip(*(words[start:] for start in range(_RUN)), strict=False)


def _index(texts: Mapping[str, str]) -> dict[tuple[str, ...], str]:
    """Each run with the first file that has it."""
    found: dict[tuple[str, ...], str] = {}
    for name, text in texts.items():
        for run in _runs(_words(text)):
            found.setdefault(run, name)
    return found


def _copies(text: str, found: Mapping[tuple[str, ...], str]) -> Iterator[str]:
    """What to say of each stretch of a text that is copied."""
    words = _words(text)
    start = end = 0
    source = ""
    for place, run in enumerate(_runs(words)):
        if run not in found:
            continue
        if place > end:
            if end:
                yield _message(words[start:end], source)
            start, source = place, found[run]
        elif not end:
            start, source = place, found[run]
        end = place + _RUN
    if end:
        yield _message(words[start:end], source)


def _message(words: Sequence[str], source: str) -> str:
    beginning = " ".join(words[:_SHOWN]) + (" ..." if len(words) > _SHOWN else "")
    return (
        f"{len(words)} words in a row are those of {source} ({beginning}); at most "
        f"{MAX_ORIGINAL_WORDS} may be. Say it in other words."
    )


def _texts(dataset: Dataset) -> Iterator[tuple[str, int, Place, str]]:
    """Every text in words of ours: the file, the line, the place, the text."""
    for file in dataset.files:
        for index, fact in enumerate(file.data.facts):
            for place, text in _said(fact, ("facts", index), _FACT_FIELDS):
                yield file.shown, file.line(place), place, text
            for number, claim in enumerate(fact.claims):
                fields = _CLAIM_FIELDS[claim.predicate == "name" :]
                for place, text in _said(claim, ("facts", index, "claims", number), fields):
                    yield file.shown, file.line(place), place, text
    for judged in dataset.judgements:
        for index, item in enumerate(judged.data.disagreements):
            for place, text in _said(item, ("disagreements", index), _JUDGEMENT_FIELDS):
                yield judged.shown, line_of(judged.places, place), place, text


def _said(shape: Any, place: Place, fields: Iterable[str]) -> Iterator[tuple[Place, str]]:
    for field in fields:
        text = getattr(shape, field)
        if isinstance(text, str):
            yield (*place, field), text
