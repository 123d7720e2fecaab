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
DISPUTES = PAGE[PAGE.index("## Disputes") :].count("### ")


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


def test_there_are_enough_questions() -> None:
    """There are thirty questions at least, ten of them about disputes, numbered in order."""
    assert [int(number) for number, *_ in QUESTIONS] == list(range(1, len(QUESTIONS) + 1))
    assert len(QUESTIONS) >= 30
    assert DISPUTES >= 10


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
