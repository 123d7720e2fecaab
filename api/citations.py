"""A citation over HTTP: with the address under which it is read, and the day."""

from __future__ import annotations

import hashlib
import re
from datetime import UTC, datetime
from urllib.parse import quote

from fastapi.responses import Response

from api.file_names import content_disposition
from api.reads import ReadRequest
from graph.citations import DATASET, STYLES, cite

_CLAIM = re.compile("c-[0-9a-f]{16}")


def cite_at(read: ReadRequest, identifier: str, style: str) -> Response:
    """The citation of a source, a claim, a thing or `dataset`, as a file but for plain text.

    Raises:
        BadParameterError: There is no such style.
        UnknownIdError: Nothing has this id.
    """
    scope = read.request.scope
    site = f"{scope['scheme']}://{read.request.headers.get('host', '')}{read.root_path}"
    folder = "claims" if _CLAIM.fullmatch(identifier) else "things"
    path = "/" if identifier == DATASET else f"/{folder}/{quote(identifier, safe='')}"
    text = cite(
        read.database,
        identifier,
        style,
        version=read.version,
        address=site + path,
        accessed=datetime.now(UTC).date().isoformat(),
    )
    form = STYLES[style]
    answer = read.text(text, form.media_type)
    # It has the day and the address of its reader, which the tag of an answer has not.
    digest = hashlib.sha256(f"{answer.headers['ETag']} {text}".encode()).hexdigest()
    answer.headers["ETag"] = f'W/"{digest[:24]}"'
    if form.suffix != ".txt":
        answer.headers["Content-Disposition"] = content_disposition(identifier + form.suffix)
    return answer
