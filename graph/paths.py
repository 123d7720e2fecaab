"""Where the project's own files are, in a checkout and in an installed package alike."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# A wheel keeps them inside `partycell`, since names as general as these are not ours alone there.
_FILES = ROOT if (ROOT / "cypher").is_dir() else ROOT / "partycell"
CYPHER = _FILES / "cypher"
DATA = _FILES / "data"
CITATION = _FILES / "CITATION.cff"
