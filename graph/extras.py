"""Libraries that come only when they are asked for: which extra brings each, and what it needs."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

from graph.errors import MissingExtraError


@dataclass(frozen=True)
class Extra:
    """An extra of the package `partycell`.

    Attributes:
        name: As in `partycell[name]`.
        purpose: What wants it.
        needs: What the system must have before it can be installed; empty for nothing.
    """

    name: str
    purpose: str
    needs: str = ""


EXTRAS = {
    "followthemoney": Extra(
        "ftm",
        "Reading and writing FollowTheMoney",
        "a C++ compiler, pkg-config and ICU's headers (on Debian: g++ pkg-config libicu-dev)",
    ),
    "igraph": Extra("igraph", "This measure"),
    "pandas": Extra("pandas", "A pandas DataFrame"),
}


def is_installed(package: str) -> bool:
    """Whether an optional package is there; nothing is imported."""
    return find_spec(package) is not None


def import_extra(module: str) -> ModuleType:
    """Import a module of an optional package, such as `igraph` or `followthemoney.schema`.

    Raises:
        MissingExtraError: It is not installed; the message says how to get it.
    """
    package = module.partition(".")[0]
    extra = EXTRAS[package]
    if not is_installed(package):
        first = f"With {extra.needs} on the system" if extra.needs else "With the network at hand"
        raise MissingExtraError(
            f"{extra.purpose} needs the package {package}, which is not installed.",
            hint=f"{first}, install `partycell[{extra.name}]`.",
        )
    return import_module(module)
