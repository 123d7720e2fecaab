"""What counts as used is used: whatever value of a file is changed, the outcome changes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from loaders.foreign.report import ImportResult
from tests.extras import skip_without
from tests.foreign_samples import (
    COLUMNS,
    ROWS,
    SAMPLES,
    Path_,
    Sample,
    at,
    changed,
    places,
    read_rows,
    read_sample,
)


def outcome(found: ImportResult) -> tuple[Any, ...]:
    """Claims, leftovers and refusals, with what is kept of them."""
    claims = [
        (claim["about"], claim["object"], claim["qualifiers"], claim["properties"], claim["days"])
        for claim in found.claims()
    ]
    refused = [(place, str(original), message) for _, place, original, message in found.refused()]
    assert found.report.accounts
    return claims, list(found.report.leftovers), refused, sorted(found.content.sources.items())


def other(value: Any) -> Any:
    """Another value of the same kind."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int | float):
        return value + 1
    text = str(value)
    # A date stays one, so that it is read, and must be kept as it is.
    return text.replace("19", "18", 1) if "19" in text and text[:2] != "19" else f"{text}x"


def leaves(value: Any) -> list[Path_]:
    return [path for path in places(value) if not isinstance(at(value, path), dict | list)]


def _digit(text: str) -> str | None:
    """The text with its last digit counted on: what is lost of a date that is read shows here."""
    for index in range(len(text) - 1, -1, -1):
        if text[index].isdigit():
            return f"{text[:index]}{(int(text[index]) + 1) % 10}{text[index + 1 :]}"
    return None


@skip_without("followthemoney")
@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_every_leaf_of_json_counts(sample: Sample, tmp_path: Path) -> None:
    """Any leaf of any JSON format that is changed changes claims, leftovers or refusals."""
    before = outcome(read_sample(tmp_path, sample, sample.value))
    silent = []
    for path in leaves(sample.value):
        value = at(sample.value, path)
        for new in (other(value), _digit(value) if isinstance(value, str) else None):
            if new is None:
                continue
            after = outcome(read_sample(tmp_path, sample, changed(sample.value, path, new)))
            if after == before:
                silent.append((".".join(map(str, path)), value, new))
    assert not silent


def test_every_cell_of_a_table_counts(tmp_path: Path) -> None:
    """Any cell that is changed changes claims, leftovers or refusals, but of a column left out."""
    rows = [list(row) for row in ROWS]
    before = outcome(read_rows(tmp_path, rows))
    silent = []
    for number, row in enumerate(rows):
        for column, text in zip(COLUMNS, row, strict=True):
            for new in (f"{text}x", _digit(text)) if text and column != "left" else ():
                if new is None:
                    continue
                cells = changed(rows, (number, COLUMNS.index(column)), new)
                if outcome(read_rows(tmp_path, cells)) == before:
                    silent.append((number, column, text, new))
    assert not silent
