"""What a machine lacks: in CI a failure, elsewhere a skip that is told at the end."""

from __future__ import annotations

import os
from typing import NoReturn

import pytest


def missing(what: str) -> NoReturn:
    """Fail where everything must be there, which CI=true says; else skip, with what to do."""
    if os.environ.get("CI") == "true":
        pytest.fail(what)
    pytest.skip(what)
