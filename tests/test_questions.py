"""The competency questions of docs/questions.md, asked of the real graph."""

from __future__ import annotations

import json
import re
import shlex
from typing import Any

import pytest

from console.arguments import parse_pairs
from graph.catalogue import run, split
from graph.checks import run_checks
from graph.database import Database
from graph.paths import ROOT

PAGE = (ROOT / "docs" / "questions.md").read_text(encoding="utf-8")
QUESTIONS = re.findall(
    r"^### (\d+)\. (.+?)$.*?```console\n\$ partycell (.+?)\n```\n```json\n(.+?)\n```",
    PAGE,
    flags=re.M | re.S,
)
SECTIONS = re.split(r"^## (.+)$", PAGE, flags=re.M)[1:]


def like(value: Any, model: Any) -> Any:
    """The part of a value that the model speaks of; equal rows of a list once."""
    if isinstance(model, dict):
        return {key: like(value[key], model[key]) for key in model}
    if isinstance(model, list) and model and isinstance(model[0], dict):
        found: list[Any] = []
        for item in value:
            part = like(item, model[0])
            if part not in found:
                found.append(part)
        return found
    return value


def answer(database: Database, command: str) -> list[dict[str, Any]]:
    words = shlex.split(command)
    if words[0] == "check":
        finding = words[words.index("--finding") + 1] if "--finding" in words else None
        names = [] if finding else words[1:]
        return run_checks(database, names, finding=finding).rows
    return run(database, words[1], *split(parse_pairs(words[2:]))).rows


def count(*names: str) -> int:
    """The questions of the sections whose names begin so."""
    pairs = zip(SECTIONS[::2], SECTIONS[1::2], strict=True)
    return sum(text.count("\n### ") for name, text in pairs if name.startswith(names))


def test_there_are_enough_questions() -> None:
    """There are 120 at least, 40 about disputes and 30 about far times, numbered in order."""
    assert [int(number) for number, *_ in QUESTIONS] == list(range(1, len(QUESTIONS) + 1))
    assert len(QUESTIONS) == count("") >= 120
    assert count("Disputes") >= 40
    assert count("Before 1994", "After 2021") >= 30


def test_no_question_is_asked_twice() -> None:
    """No command stands beside two questions."""
    commands = [command for _, _, command, _ in QUESTIONS]
    assert len(set(commands)) == len(commands)


def test_contents_lead_to_each_section() -> None:
    """The list at the top has every section, with the numbers of its first and last question."""
    listed = re.findall(r"^- \[(.+?)\]\(#.+?\): (\d+) to (\d+)$", PAGE, flags=re.M)
    numbers = [re.findall(r"^### (\d+)\.", text, flags=re.M) for text in SECTIONS[1::2]]
    wanted = [
        (name, found[0], found[-1]) for name, found in zip(SECTIONS[::2], numbers, strict=True)
    ]
    assert listed == wanted


@pytest.mark.parametrize(
    ("command", "expected"),
    [(command, expected) for _, _, command, expected in QUESTIONS],
    ids=[f"{number}-{words[:60]}" for number, words, _, _ in QUESTIONS],
)
def test_question_is_answered(command: str, expected: str, database: Database) -> None:
    """The command beside a question gives the answer that was written by hand."""
    wanted = json.loads(expected)
    rows = answer(database, command)
    found = like(rows, wanted) if wanted else rows
    if " claims " in command:  # in no order that means anything
        found, wanted = (sorted(part, key=str) for part in (found, wanted))
    assert found == wanted
