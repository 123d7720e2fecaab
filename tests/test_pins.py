"""Packages whose private parts are used: one version, in the lock, and refused otherwise."""

from __future__ import annotations

import re

import pytest

from graph.paths import ROOT
from graph.required_versions import PINS, require_version


@pytest.mark.parametrize("package", PINS)
def test_pinned_version_is_the_one_of_the_project(package: str) -> None:
    """pyproject.toml and the lock name exactly the version that the code was written for."""
    wanted = f"{package}=={PINS[package]}"
    assert f'"{wanted}"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert re.search(
        rf"^{re.escape(wanted)} ", (ROOT / "requirements" / "app.txt").read_text(), re.M
    )


def test_another_version_is_refused_at_import() -> None:
    """The message names the module, both versions, and what to install."""
    with pytest.raises(ImportError, match=r"graph\.wire .* neo4j 6\.5\.0 .* neo4j==6\.4\.1\.$"):
        require_version("neo4j", "6.5.0", "graph.wire")
