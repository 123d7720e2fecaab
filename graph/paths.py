"""Where the project's own files are, in a checkout and in an installed package alike."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CYPHER = ROOT / "cypher"
DATA = ROOT / "data"
