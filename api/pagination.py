"""Pages of a list: how many rows one has, and the token that the next one begins at."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from typing import Annotated

import orjson
from fastapi import Depends, Query

from graph.errors import BadParameterError
from graph.settings import settings

_MAX_PAGE = 1000


@dataclass(frozen=True)
class Place:
    """Where a page begins: how many rows come before it, and the id of the last of them."""

    start: int = 0
    after: str = ""


class Pagination:
    """Which rows of a list: a page size, and where the page begins by a token.

    A token belongs to the question that it was given for, and to its version of the graph.
    """

    def __init__(self, size: int, token: str | None) -> None:
        self.size = size
        self._next = token

    def token(self, version: str, question: str, place: Place) -> str:
        """What stands for the page at a place of a question's answer in a version of the graph."""
        parts = [version, question, place.start, place.after]
        return base64.urlsafe_b64encode(orjson.dumps(parts)).decode().rstrip("=")

    def place(self, version: str, question: str) -> Place:
        """Where this page begins.

        Raises:
            BadParameterError: The token is malformed, of another question, or the graph has changed
                since.
        """
        if self._next is None:
            return Place()
        try:
            padded = self._next + "=" * (-len(self._next) % 4)
            parts = orjson.loads(base64.urlsafe_b64decode(padded.encode()))
            of_version, of_question, start, after = parts
            found = Place(int(start), str(after))
        except (ValueError, TypeError) as error:
            raise BadParameterError("next", "next is not a token of a page.") from error
        if of_question != question:
            raise BadParameterError(
                "next",
                "next belongs to another path, or to other parameters.",
                hint="Give it with just the address that it came from.",
            )
        if of_version != version or found.start < 0:
            raise BadParameterError(
                "next", "The graph has changed since that page.", hint="Start again without next."
            )
        return found


async def paginate(
    limit: Annotated[int | None, Query(ge=1, le=_MAX_PAGE, description="Rows on a page.")] = None,
    next: Annotated[  # noqa: A002  (the interface's name)
        str | None, Query(description="From the answer before; opaque.")
    ] = None,
) -> Pagination:
    """The page that a request asks for."""
    return Pagination(limit or settings().partycell_page_size, next)


PaginationDep = Annotated[Pagination, Depends(paginate)]
