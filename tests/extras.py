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


EVERY_FORMAT = [
    pytest.param(name, marks=skip_without(form.package)) for name, form in FORMATS.items()
]
