"""Static files, each served under a name that changes with what is in it, and so kept for a year.

Scripts are built by `make install` into `web/built`, with a manifest from a page's script to its
file. All others are in `web/static`, and get their hash here.
"""

from __future__ import annotations

import hashlib
import json
import mimetypes
from functools import lru_cache
from pathlib import Path

from fastapi import APIRouter, HTTPException
from fastapi.responses import FileResponse, Response

WEB = Path(__file__).parent
STATIC = WEB / "static"
BUILT = WEB / "built"
PREFIX = "/static"
_KEEP = "public, max-age=31536000, immutable"

router = APIRouter(include_in_schema=False)


def script(name: str) -> str | None:
    """The address of a page's script; None where the scripts have not been built."""
    file = _manifest().get(name)
    return f"{PREFIX}/{file}" if file else None


def static(name: str) -> str:
    """The address of a file in `web/static`.

    Raises:
        KeyError: There is none.
    """
    return f"{PREFIX}/{_hashed()[name]}"


def fingerprint() -> str:
    """What changes whenever a static file does: all their served names."""
    return " ".join(sorted(_files()))


@router.get(PREFIX + "/{name}")
@router.head(PREFIX + "/{name}")
def serve_file(name: str) -> Response:
    """A static file, by the name that has its hash."""
    file = _files().get(name)
    if file is None:
        raise HTTPException(404, f"There is no static file {name!r}")
    kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    return FileResponse(file, media_type=kind, headers={"Cache-Control": _KEEP})


def has_scripts() -> bool:
    """Whether the pages' scripts have been built."""
    return bool(_manifest())


@lru_cache
def _manifest() -> dict[str, str]:
    file = BUILT / "manifest.json"
    if not file.exists():
        return {}
    found: dict[str, str] = json.loads(file.read_text(encoding="utf-8"))
    return found


@lru_cache
def _hashed() -> dict[str, str]:
    return {
        file.name: f"{file.stem}-{hashlib.sha256(file.read_bytes()).hexdigest()[:10]}{file.suffix}"
        for file in sorted(STATIC.iterdir())
        if file.is_file()
    }


@lru_cache
def _files() -> dict[str, Path]:
    found = {hashed: STATIC / name for name, hashed in _hashed().items()}
    if BUILT.is_dir():
        found |= {file.name: file for file in BUILT.iterdir() if file.suffix in {".js", ".txt"}}
    return found
