"""The latest run of `partycell analyse`: its figures and tables, from its folder."""

from __future__ import annotations

from fastapi import APIRouter, HTTPException
from fastapi.responses import FileResponse, Response

from graph.settings import settings
from web.analysis_runs import MEDIA_TYPES, files_of, latest_run
from web.page import PageDep, page_headers

router = APIRouter(include_in_schema=False)

# A run's files are shown, never run: no script, nothing from elsewhere.
_POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; sandbox"


@router.get("/analysis")
def analysis(page: PageDep) -> Response:
    """The latest run, or which command makes one."""
    return page.render("analysis.html", run=latest_run(settings().analysis_folder))


@router.get("/analysis/files/{name:path}")
def serve_file(name: str) -> Response:
    """A file of the latest run."""
    folder = settings().analysis_folder
    known = {path.relative_to(folder).as_posix(): path for path in files_of(folder)}
    if name not in known:
        raise HTTPException(404, "Not Found")
    file = known[name]
    headers = {**page_headers(), "Content-Security-Policy": _POLICY}
    return FileResponse(file, media_type=MEDIA_TYPES[file.suffix], headers=headers)
