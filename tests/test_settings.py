"""Settings: each wrong one is told in one line that names it and says what it should be."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from graph.errors import BadInputError
from graph.settings import Settings, settings
from tests.command import partycell

WRONG = [
    ("NEO4J_URI", "garbage", "such as bolt://localhost:7687"),
    ("PARTYCELL_BOOKMARKS", "x", "a JSON list"),
    ("PARTYCELL_BOOKMARKS", "[1]", "a JSON list"),
    ("PARTYCELL_BOLT_PORT", "-1", "greater than or equal to 0"),
    ("PARTYCELL_HEAP", "lots", "a size such as 512m"),
    ("PARTYCELL_IDLE_MINUTES", "soon", "a valid number"),
    ("PARTYCELL_OFFLINE", "maybe", "a valid boolean"),
    ("PARTYCELL_PORT", "70000", "less than or equal to 65535"),
    ("PARTYCELL_TIME_LIMIT", "0", "greater than 0"),
    ("PARTYCELL_ROW_LIMIT", "", "a valid integer"),
    ("PARTYCELL_WORKERS", "65", "less than or equal to 64"),
    ("PARTYCELL_CORS_ORIGINS", "example.org", "such as https://example.org"),
]


@pytest.fixture
def reread(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """The settings are read anew, now and afterwards."""
    settings.cache_clear()
    yield monkeypatch
    monkeypatch.undo()
    settings.cache_clear()


@pytest.mark.parametrize(("name", "text", "words"), WRONG)
def test_wrong_setting_is_named(
    name: str, text: str, words: str, reread: pytest.MonkeyPatch
) -> None:
    """One line names the setting, its value, what it should be and what it is for."""
    reread.setenv(name, text)
    with pytest.raises(BadInputError) as caught:
        settings()
    said = str(caught.value)
    assert said.startswith(f"{name}={text} is wrong: it should be ")
    assert words in said
    assert str(Settings.model_fields[name.lower()].description) in said
    assert "\n" not in said
    assert "pydantic" not in said


def test_all_wrong_settings_are_told_at_once(reread: pytest.MonkeyPatch) -> None:
    """Whoever mends one setting does not find the next one by its failure."""
    reread.setenv("PARTYCELL_PORT", "x")
    reread.setenv("PARTYCELL_HEAP", "y")
    with pytest.raises(BadInputError, match=r"PARTYCELL_HEAP=y .*PARTYCELL_PORT=x "):
        settings()


@pytest.mark.parametrize(
    ("words", "more"),
    [
        (["query", "tiers"], {"PARTYCELL_BOOKMARKS": "x"}),
        (["db", "status"], {"NEO4J_URI": "garbage"}),
        (["serve", "--port", "70000"], {}),
    ],
)
def test_command_says_bad_input(words: list[str], more: dict[str, str]) -> None:
    """A wrong setting or option ends a command with 2 and a message, before anything starts."""
    done = partycell(*words, env={**os.environ, **more})
    assert done.returncode == 2
    assert "unexpectedly" not in done.stderr
    assert "Traceback" not in done.stderr
    for name in more or ["--port"]:
        assert name in done.stderr
