"""Which edition of the dataset it is: its version and day, and how it is cited."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ruamel.yaml import YAML

from graph.errors import BadInputError
from graph.paths import CITATION, DATA

CHANGELOG = DATA / "CHANGELOG.md"
_HEADING = re.compile(r"## \[(?P<version>[^\]]+)\](?: - (?P<day>\S+))?\s*")
_VERSION = re.compile(r"(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)")
_UNRELEASED = "Unreleased"


@dataclass(frozen=True)
class Edition:
    """An edition of the dataset.

    Attributes:
        version: Semantic version, by the rule in docs/data.md.
        published: Its day.
        title: Of the dataset.
        authors: Their names.
        license: SPDX identifier.
        citation: The text of its CITATION.cff, with version and day.
    """

    version: str
    published: date
    title: str
    authors: tuple[str, ...]
    license: str
    citation: str


def read_edition(changelog: Path = CHANGELOG, citation: Path = CITATION) -> Edition:
    """The edition that the data are now.

    Args:
        changelog: As in Keep a Changelog; its first version is the edition's.
        citation: As in the Citation File Format.

    Raises:
        BadInputError: The changelog has no version, or changes that are in none.
    """
    version, published = _find_version(changelog.read_text(encoding="utf-8"), changelog.name)
    text = citation.read_text(encoding="utf-8")
    cited = YAML(typ="safe", pure=True).load(text)
    return Edition(
        version,
        published,
        cited["title"],
        tuple(_author(author) for author in cited["authors"]),
        cited["license"],
        f'{text.rstrip()}\nversion: "{version}"\ndate-released: {published}\n',
    )


def _find_version(text: str, shown: str) -> tuple[str, date]:
    """The first version of a changelog, and its day."""
    unreleased = False
    for number, line in enumerate(text.splitlines(), start=1):
        heading = _HEADING.fullmatch(line)
        if heading is None:
            if unreleased and line.strip() and not line.startswith("#"):
                raise BadInputError(
                    f"data/{shown}:{number}: this change is in no version.",
                    hint="Give what is under Unreleased a version and a day first.",
                )
            continue
        unreleased = heading["version"] == _UNRELEASED
        if unreleased:
            continue
        try:
            day = date.fromisoformat(heading["day"] or "")
        except ValueError:
            day = None
        if day is None or not _VERSION.fullmatch(heading["version"]):
            raise BadInputError(
                f"data/{shown}:{number}: {line!r} is no version with its day.",
                hint="As in ## [1.2.0] - 2026-11-27.",
            )
        return heading["version"], day
    raise BadInputError(f"data/{shown} has no version.", hint="As in ## [1.2.0] - 2026-11-27.")


def _author(author: dict[str, str]) -> str:
    """An author's name, of a person or an organisation."""
    given = " ".join(filter(None, [author.get("given-names"), author.get("family-names")]))
    return author.get("name") or given
