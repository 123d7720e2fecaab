"""Conditional requests and content negotiation, by the request's headers (RFC 9110)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from starlette.requests import Request
from starlette.responses import Response

from graph.errors import BadParameterError, NotAcceptableError

# Other names that clients have for a media type.
_ALIASES = {
    "application/x-ndjson": "application/jsonl",
    "application/ndjson": "application/jsonl",
    "application/x-jsonlines": "application/jsonl",
}
_ETAG = re.compile(r'(?:W/)?("[^"]*")')


class NotModified(Exception):  # noqa: N818  (an answer, not an error)
    """The client has this answer already: status 304.

    Args:
        headers: Those of the answer, its ETag among them.
    """

    def __init__(self, headers: Mapping[str, str]) -> None:
        super().__init__()
        self.headers = headers


def not_modified(request: Request, error: Exception) -> Response:
    """The answer to `NotModified`."""
    assert isinstance(error, NotModified)  # noqa: S101  (narrows for the type checker)
    return Response(status_code=304, headers=error.headers)


def matches(if_none_match: str, etag: str) -> bool:
    """Whether `If-None-Match` names an ETag: by `*` or in a list, compared weakly (RFC 9110)."""
    if if_none_match.strip() == "*":
        return True
    return etag.removeprefix("W/") in _ETAG.findall(if_none_match)


def require_modified(request: Request, headers: Mapping[str, str]) -> None:
    """Refuse to answer anew what the client has already.

    Args:
        request: Its `If-None-Match` says what the client has.
        headers: Those of the answer; without an ETag it is always new.

    Raises:
        NotModified: The client has the answer with this ETag.
    """
    etag = headers.get("ETag")
    if etag is not None and matches(request.headers.get("if-none-match", ""), etag):
        raise NotModified(headers)


def parse_qualities(header: str) -> dict[str, float]:
    """The items of an `Accept` or `Accept-Language` header, in order, with their qualities.

    Names are in lower case; parameters other than `q` are left out, and so are items whose `q` is
    no number.

    Example:
        >>> parse_qualities("text/csv;q=0.5, application/json")
        {'text/csv': 0.5, 'application/json': 1.0}
    """
    found: dict[str, float] = {}
    for item in header.split(","):
        name, *parameters = (part.strip().lower() for part in item.split(";"))
        quality = next((text[2:] for text in parameters if text.startswith("q=")), "1")
        try:
            found.setdefault(name, float(quality))
        except ValueError:
            continue
    found.pop("", None)
    return found


def negotiate(accept: str, available: Iterable[str]) -> str | None:
    """The best media type for an `Accept` header (RFC 9110).

    The most specific range that matches a type gives its quality. Of types of one quality the
    most specifically named goes first, then the one that the header names first, then the one that
    is available first.

    Args:
        accept: The header; an empty one accepts all.
        available: Media types, in lower case.

    Returns:
        One of `available`; None where none is accepted.
    """
    qualities = parse_qualities(accept) or {"*/*": 1.0}
    places = {name: place for place, name in enumerate(qualities)}
    best: tuple[float, int, int] = (0.0, 0, 0)
    chosen = None
    for media_type in available:
        ranges = (media_type, f"{media_type.partition('/')[0]}/*", "*/*")
        named = next((name for name in ranges if name in qualities), None)
        if named is None or qualities[named] <= 0:
            continue
        rank = (qualities[named], -ranges.index(named), -places[named])
        if chosen is None or rank > best:
            best, chosen = rank, media_type
    return chosen


def choose_format(name: str | None, accept: str, formats: Mapping[str, str]) -> str:
    """The format of a `format` parameter, else the best for the Accept header, else the first.

    Args:
        name: The parameter; None where there is none.
        accept: The header.
        formats: Media types by format.

    Raises:
        BadParameterError: There is no format of this name.
        NotAcceptableError: The header accepts none of the media types.
    """
    if name is None:
        by_media_type: dict[str, str] = {}
        for form, kind in formats.items():
            by_media_type.setdefault(kind, form)
        by_media_type |= {
            alias: by_media_type[media_type]
            for alias, media_type in _ALIASES.items()
            if media_type in by_media_type
        }
        media_type = negotiate(accept, by_media_type)
        if media_type is None:
            raise NotAcceptableError(
                f"Nothing here is {accept[:200]}.",
                hint=f"There are: {', '.join(formats.values())}.",
            )
        return by_media_type[media_type]
    if name not in formats:
        raise BadParameterError("format", f"format={name!r} is not one of {', '.join(formats)}.")
    return name
