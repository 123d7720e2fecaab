"""What a generated folder holds: how it was made, how much of each kind, what breaks the rules."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

from graph.errors import BadInputError

FORMAT = 1
MANIFEST = "manifest.json"


@dataclass(frozen=True)
class Manifest:
    """A generated party.

    Attributes:
        run: The run's id: a hash of how the party was made.
        members: Members in all, candidates not counted.
        seed: Of all random numbers.
        violation_rate: Of the units that a rule is about, which share breaks it.
        nodes: How many nodes of each file, in the order of import.
        relationships: How many relationships of each type.
        violations: Pairs of check and unit: all that break a rule, and nothing else does.
        bytes: Size of all import files.
        format: Of the folder; one that is not ours is refused.
    """

    run: str
    members: int
    seed: int
    violation_rate: float
    nodes: dict[str, int] = field(default_factory=dict)
    relationships: dict[str, int] = field(default_factory=dict)
    violations: list[tuple[str, str]] = field(default_factory=list)
    bytes: int = 0
    format: int = FORMAT

    def write(self, folder: Path) -> None:
        """Last of all files: a folder without it is unfinished."""
        text = json.dumps(asdict(self), indent=1)
        (folder / MANIFEST).write_text(text + "\n", encoding="utf-8")


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a folder.

    Raises:
        BadInputError: It is not there, or not of this version.
    """
    file = folder / MANIFEST
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
        found["violations"] = [tuple(pair) for pair in found["violations"]]
        manifest = Manifest(**found)
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise BadInputError(
            f"{folder} holds no generated party: {file.name} is missing or cannot be read.",
            hint="Make one with `partycell generate`.",
        ) from error
    if manifest.format != FORMAT:
        raise BadInputError(
            f"{file} is of format {manifest.format}; this code reads {FORMAT}.",
            hint="Generate it again.",
        )
    return manifest
