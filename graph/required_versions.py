"""Packages of which we use parts that have no public name, and so exactly one version."""

from __future__ import annotations

PINS = {"neo4j": "6.4.1", "openpyxl": "3.1.5"}


def require_version(package: str, version: str, module: str) -> None:
    """Refuse another version than the one that a module was written and tested for.

    Args:
        package: Its name, one of `PINS`.
        version: The one that is installed.
        module: The module that uses its private parts.

    Raises:
        ImportError: It is another one.
    """
    if version != PINS[package]:
        raise ImportError(
            f"{module} uses parts of {package} {PINS[package]} that have no public name, and "
            f"{package} {version} is installed. Install {package}=={PINS[package]}."
        )
