"""What is concluded from the claims: comparisons of two looks, and the party's rules as checks."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response

from api.errors import RESPONSES
from api.operations import operation_id
from api.pagination import PaginationDep
from api.reads import ReadDep
from api.schemas import enum, list_of
from graph.checks import COLUMNS as CHECK_COLUMNS
from graph.checks import FINDINGS, run_checks
from graph.compare import CHANGES, PARTS, PREFIX, compare, second_look
from graph.compare import COLUMNS as COMPARE_COLUMNS
from graph.lens import CERTAINTIES, NAMES
from graph.proposals import COLUMNS as PROPOSAL_COLUMNS
from graph.proposals import proposals

router = APIRouter(prefix="/v1", responses=RESPONSES, generate_unique_id_function=operation_id)


@router.get("/compare", response_model=list_of("compare", COMPARE_COLUMNS), tags=["claims"])
def get_comparison(
    read: ReadDep,
    page: PaginationDep,
    to_as_of: Annotated[
        str | None,
        Query(description="EDTF or `today`: the other date.", max_length=100, examples=["2021"]),
    ] = None,
    to_known_at: Annotated[
        str | None, Query(description="As known_at, of the second look.", max_length=100)
    ] = None,
    to_recorded_at: Annotated[
        str | None, Query(description="As recorded_at, of the second look.", max_length=100)
    ] = None,
    to_certainty: Annotated[
        str | None,
        Query(description="As certainty, of the second look.", json_schema_extra=enum(CERTAINTIES)),
    ] = None,
    to_sources: Annotated[
        str | None, Query(description="As sources, of the second look.", max_length=10_000)
    ] = None,
    to_carry: Annotated[
        str | None, Query(description="As carry, of the second look.", max_length=4)
    ] = None,
    part: Annotated[
        str | None, Query(description="Only this part.", json_schema_extra=enum(PARTS))
    ] = None,
    change: Annotated[
        str | None, Query(description="Only what differs so.", json_schema_extra=enum(CHANGES))
    ] = None,
    thing: Annotated[
        str | None, Query(description="Only what is said of this.", max_length=200)
    ] = None,
) -> Response:
    """What differs between two dates, sets of sources or states of what was known."""
    texts = (to_as_of, to_known_at, to_recorded_at, to_certainty, to_sources, to_carry)
    given = {PREFIX + name: text for name, text in zip(NAMES, texts, strict=True)}
    second = second_look(read.lens, given)
    found = compare(read.database, read.lens, second, part=part, thing=thing, change=change)
    return read.rows(found, page)


@router.get("/checks", response_model=list_of("checks", CHECK_COLUMNS), tags=["rules"])
def list_checks(
    read: ReadDep,
    page: PaginationDep,
    check: Annotated[str | None, Query(description="Only this one.", max_length=100)] = None,
    finding: Annotated[
        str | None,
        Query(
            description="Only what is found so.",
            max_length=100,
            json_schema_extra=enum(FINDINGS),
        ),
    ] = None,
) -> Response:
    """The party's own rules as checks: what each finds, in what, under which sources."""
    names = [] if check is None else [check]
    found = run_checks(read.database, names, read.lens, finding=finding)
    return read.rows(found, page)


@router.get(
    "/checks/proposals", response_model=list_of("proposals", PROPOSAL_COLUMNS), tags=["rules"]
)
def list_proposals(read: ReadDep, page: PaginationDep) -> Response:
    """What the rules provide for cells that are too large or too small; plans only."""
    return read.rows(proposals(read.database, read.lens), page)
