"""Ids in paths, each with an example of its kind."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Path


def _id(example: str) -> Any:
    return Path(description="The id of a thing.", max_length=200, examples=[example])


TierId = Annotated[str, _id("party-cell")]
OrganizationId = Annotated[str, _id("kcna")]
PersonId = Annotated[str, _id("kim-jong-un")]
EventId = Annotated[str, _id("loyalty-letter-1990")]
ConceptId = Annotated[str, _id("party-cell-of-loyalty")]
ClaimId = Annotated[str, _id("c-0ea02ead15a17ddd")]
SourceId = Annotated[str, _id("kcna-2013-01-28")]
ThingId = Annotated[str, _id("kcna")]
