"""Optional packages in tests: without one its tests fail in CI, and are skipped elsewhere."""

from __future__ import annotations

import os

import pytest

from exporters import FORMATS
from graph.extras import EXTRAS, is_installed


def reason(package: str) -> str:
    """Why a test is skipped."""
    return f"{package} is not installed: `make install-{EXTRAS[package].name}` brings it"


def is_missing(package: str) -> bool:
    """Whether tests of a package are to be skipped; never in CI, where they fail instead."""
    return bool(package) and not is_installed(package) and os.environ.get("CI") != "true"


def require(package: str) -> None:
    """Skip the module that calls this, if the package is missing."""
    if is_missing(package):
        pytest.skip(reason(package), allow_module_level=True)


def skip_without(package: str) -> pytest.MarkDecorator:
    """Skip one case, if the package is missing; for none where there is no package."""
    return pytest.mark.skipif(is_missing(package), reason=reason(package) if package else "")


# For formats of one source: which.
SOURCE = "joongang-2007"


def source_for(name: str) -> str | None:
    """The source that an export in this format is of; None for one of the whole graph."""
    return SOURCE if FORMATS[name].of_source else None


EVERY_FORMAT = [
    pytest.param(name, marks=skip_without(form.package)) for name, form in FORMATS.items()
]
