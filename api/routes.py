"""The resources: each a query of the catalogue under a path."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import Path, Query
from fastapi.responses import PlainTextResponse, Response

from api.citations import cite_at
from api.errors import RESPONSES
from api.ids import (
    ClaimId,
    ConceptId,
    EventId,
    OrganizationId,
    PersonId,
    SourceId,
    ThingId,
    TierId,
)
from api.operations import operation_id
from api.pagination import PaginationDep
from api.reads import ReadDep, ReadRequest, TextReadDep
from api.schemas import (
    Envelope,
    chain_model,
    enum,
    graph_model,
    list_of,
    one_of,
    thing_model,
)
from api.task_router import TaskRouter
from api.things import thing
from graph.catalogue import Rows, catalogue, find
from graph.citations import STYLES
from graph.errors import BadParameterError, UnknownIdError
from graph.lens import NAMES
from graph.model import DisagreementKind
from graph.query_files import CatalogueQuery
from graph.version import graph_state

QUERY_COLUMNS = ("name", "summary", "parameters", "columns", "example", "cypher")

router = TaskRouter(prefix="/v1", responses=RESPONSES, generate_unique_id_function=operation_id)


def _describe(query: CatalogueQuery, lens: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "name": query.name,
        "summary": query.summary,
        "parameters": [vars(parameter) for parameter in query.parameters],
        "columns": list(query.columns),
        "example": query.example,
        "cypher": query.cypher(lens),
    }


@router.get("/queries", response_model=list_of("queries", QUERY_COLUMNS), tags=["catalogue"])
def list_queries(read: ReadDep, page: PaginationDep) -> Response:
    """Every query of the catalogue, with its parameters, columns and an example."""
    lens = read.lens.bind()
    rows = [_describe(query, lens) for query in catalogue().values()]
    return read.rows(Rows(QUERY_COLUMNS, rows), page)


@router.get("/queries/{name}", response_model=Envelope, tags=["catalogue"])
def run_query(
    read: ReadDep, page: PaginationDep, name: Annotated[str, Path(max_length=100)]
) -> Response:
    """Ask a query of the catalogue; its parameters are the URL's."""
    find(name)
    arguments = {
        key: value
        for key, value in read.request.query_params.items()
        if key not in {*NAMES, "format", "names", "next", "provenance", "limit"}
    }
    return read.page_of(name, page, **arguments)


@router.get("/tiers", response_model=list_of("tiers"), tags=["hierarchy"])
def list_tiers(read: ReadDep, page: PaginationDep) -> Response:
    """The levels of the party, from the top down."""
    return read.page_of("tiers", page)


@router.get("/tiers/{tier}", response_model=thing_model(), tags=["hierarchy"])
def get_tier(read: ReadDep, tier: TierId) -> Response:
    """A level of the party and everything said of it."""
    return thing(read, "Tier", tier)


@router.get("/tiers/{tier}/chain", response_model=list_of("tier_chain"), tags=["hierarchy"])
def get_tier_chain(read: ReadDep, page: PaginationDep, tier: TierId) -> Response:
    """The levels above a level, nearest first."""
    return read.page_of("tier_chain", page, tier=tier)


@router.get("/tiers/{tier}/duties", response_model=list_of("duties"), tags=["rules"])
def list_duties(read: ReadDep, page: PaginationDep, tier: TierId) -> Response:
    """What a level must do, in the order of the rules."""
    return read.page_of("duties", page, tier=tier)


@router.get("/tiers/{tier}/rules", response_model=list_of("rules"), tags=["rules"])
def list_rules(read: ReadDep, page: PaginationDep, tier: TierId) -> Response:
    """What the rules demand of a level."""
    return read.page_of("rules", page, tier=tier)


@router.get("/posts", response_model=list_of("posts"), tags=["hierarchy"])
def list_posts(
    read: ReadDep,
    page: PaginationDep,
    tier: Annotated[str | None, Query(description="Of this level.", max_length=200)] = None,
    organization: Annotated[str | None, Query(description="In this.", max_length=200)] = None,
) -> Response:
    """Roles that a level provides for, and posts in organisations, by their title then."""
    return read.page_of("posts", page, tier=tier, organization=organization)


@router.get("/organizations/{organization}", response_model=thing_model(), tags=["hierarchy"])
def get_organization(read: ReadDep, organization: OrganizationId) -> Response:
    """An organ or institution and everything said of it."""
    return thing(read, "Organization", organization)


@router.get("/organizations/{organization}/chain", response_model=chain_model(), tags=["hierarchy"])
def get_chain(read: ReadDep, organization: OrganizationId) -> Response:
    """What stands above: the institution that holds it, and the party.

    Where no source names the party's unit at a level, the level is given and its unit is unknown.
    """
    answer = read.run("chain_of_command", organization=organization)
    rows = read.with_claims(answer.rows)
    parts: Mapping[str, list[dict[str, Any]]] = {
        part: [row for row in rows if row["part"] == part] for part in ("institution", "party")
    }
    return read.resource(parts, rows=answer)


@router.get(
    "/organizations/{organization}/units", response_model=list_of("units"), tags=["hierarchy"]
)
def list_units(read: ReadDep, page: PaginationDep, organization: OrganizationId) -> Response:
    """What stands directly under an organisation."""
    return read.page_of("units", page, organization=organization)


@router.get(
    "/organizations/{organization}/subtree", response_model=list_of("subtree"), tags=["hierarchy"]
)
def get_subtree(
    read: ReadDep,
    page: PaginationDep,
    organization: OrganizationId,
    depth: Annotated[int | None, Query(ge=1, le=12, description="Levels down.")] = None,
) -> Response:
    """Everything under an organisation, level by level."""
    return read.page_of("subtree", page, organization=organization, depth=depth)


@router.get(
    "/organizations/{organization}/members", response_model=list_of("members"), tags=["people"]
)
def list_members(read: ReadDep, page: PaginationDep, organization: OrganizationId) -> Response:
    """Who is said to belong to an organisation, or to hold a post in it."""
    return read.page_of("members", page, organization=organization)


@router.get("/people/{person}", response_model=thing_model(), tags=["people"])
def get_person(read: ReadDep, person: PersonId) -> Response:
    """A person and everything said of them."""
    return thing(read, "Person", person)


@router.get(
    "/people/{person}/affiliations", response_model=list_of("affiliations"), tags=["people"]
)
def list_affiliations(read: ReadDep, page: PaginationDep, person: PersonId) -> Response:
    """What a person belongs to, and which posts they hold."""
    return read.page_of("affiliations", page, person=person)


@router.get("/events", response_model=list_of("timeline"), tags=["events"])
def list_events(
    read: ReadDep,
    page: PaginationDep,
    start: Annotated[str | None, Query(description="EDTF.", max_length=100)] = None,
    end: Annotated[str | None, Query(description="EDTF.", max_length=100)] = None,
    kind: Annotated[str | None, Query(description="As letter.", max_length=100)] = None,
) -> Response:
    """What happened between two dates, in order."""
    return read.page_of("timeline", page, start=start, end=end, kind=kind)


@router.get("/events/{event}", response_model=thing_model(), tags=["events"])
def get_event(read: ReadDep, event: EventId) -> Response:
    """An event and everything said of it."""
    return thing(read, "Event", event)


@router.get("/concepts/{concept}", response_model=thing_model(), tags=["events"])
def get_concept(read: ReadDep, concept: ConceptId) -> Response:
    """An idea that the party promotes, and everything said of it."""
    return thing(read, "Concept", concept)


@router.get("/concepts/{concept}/origin", response_model=list_of("origin"), tags=["events"])
def get_origin(
    read: ReadDep,
    page: PaginationDep,
    concept: ConceptId,
) -> Response:
    """What gave rise to a concept, and by whom."""
    return read.page_of("origin", page, concept=concept)


@router.get("/neighborhood/{identifier}", response_model=list_of("neighborhood"), tags=["graph"])
def get_neighborhood(
    read: ReadDep,
    page: PaginationDep,
    identifier: ThingId,
    depth: Annotated[int | None, Query(ge=1, le=4, description="Steps away.")] = None,
) -> Response:
    """The edges within some steps of a thing, nearest first."""
    return read.page_of("neighborhood", page, id=identifier, depth=depth)


@router.get("/paths", response_model=list_of("path"), tags=["graph"])
def get_path(
    read: ReadDep,
    page: PaginationDep,
    start: Annotated[str, Query(description="The id of a thing.", max_length=200)],
    end: Annotated[str, Query(description="The id of another.", max_length=200)],
) -> Response:
    """A shortest way between two things, at most 12 steps."""
    return read.page_of("path", page, start=start, end=end)


@router.get("/search", response_model=list_of("search"), tags=["graph"])
def search(
    read: ReadDep,
    page: PaginationDep,
    text: Annotated[
        str | None, Query(description="A name, in any script.", max_length=1000)
    ] = None,
    q: Annotated[str | None, Query(description="The same as text.", max_length=1000)] = None,
    kind: Annotated[str | None, Query(description="As Person.", max_length=100)] = None,
) -> Response:
    """Things by name, in any script and romanisation, in part, by sound or nearly so."""
    if text is not None and q is not None:
        raise BadParameterError("q", "q and text are the same: give one of them.")
    return read.page_of("search", page, text=q if text is None else text, kind=kind)


@router.get("/claims", response_model=list_of("claims"), tags=["claims"])
def list_claims(
    read: ReadDep,
    page: PaginationDep,
    subject: Annotated[str | None, Query(description="About this.", max_length=200)] = None,
    object: Annotated[  # noqa: A002  (the model's name)
        str | None, Query(description="Relating to this.", max_length=200)
    ] = None,
    predicate: Annotated[str | None, Query(description="As date.", max_length=100)] = None,
    source: Annotated[str | None, Query(description="By this source.", max_length=200)] = None,
    ids: Annotated[str | None, Query(description="These, commas between.")] = None,
) -> Response:
    """What is said, claim by claim."""
    return read.page_of(
        "claims",
        page,
        subject=subject,
        object=object,
        predicate=predicate,
        source=source,
        ids=ids,
    )


@router.get("/claims/{claim}", response_model=one_of("claim"), tags=["claims"])
def get_claim(read: ReadDep, claim: ClaimId) -> Response:
    """One claim."""
    return _single(read, "claim", claim)


@router.get("/contested", response_model=list_of("contested"), tags=["claims"])
def list_contested(
    read: ReadDep,
    page: PaginationDep,
    kind: Annotated[
        DisagreementKind | None, Query(description="contested, changed, different or wording.")
    ] = None,
    about: Annotated[str | None, Query(description="About this.", max_length=200)] = None,
    question: Annotated[str | None, Query(description="Only this one.", max_length=300)] = None,
) -> Response:
    """Questions that sources answer differently, each side with who says it."""
    return read.page_of("contested", page, kind=kind and kind.value, about=about, question=question)


@router.get("/sources", response_model=list_of("sources"), tags=["claims"])
def list_sources(read: ReadDep, page: PaginationDep) -> Response:
    """Who says all this."""
    return read.page_of("sources", page)


@router.get("/sources/{source}", response_model=one_of("source"), tags=["claims"])
def get_source(read: ReadDep, source: SourceId) -> Response:
    """One source."""
    return _single(read, "source", source)


@router.get("/sources/{source}/facts", response_model=list_of("facts"), tags=["claims"])
def list_facts(read: ReadDep, page: PaginationDep, source: SourceId) -> Response:
    """The facts of a source, each with the claims that record it."""
    return read.page_of("facts", page, source=source)


@router.get("/graph", response_model=graph_model(), tags=["graph"])
def get_graph(read: ReadDep) -> Response:
    """Counts, version and last load."""
    state = graph_state(read.database)
    read.read_as_of(state.snapshot)
    counts = read.run("counts")
    data = {
        "version": state.version,
        "loaded": state.loaded,
        **state.counts,
        "counts": counts.rows,
    }
    return read.resource(data, rows=counts)


@router.get(
    "/citations/{identifier}",
    tags=["claims"],
    response_class=PlainTextResponse,
    responses={200: {"content": {style.media_type: {} for style in STYLES.values()}}},
)
def get_citation(
    read: TextReadDep,
    identifier: ThingId,
    style: Annotated[
        str, Query(description="The form.", max_length=20, json_schema_extra=enum(STYLES))
    ] = "bibtex",
) -> Response:
    """How to cite a source, a claim, what is gathered on a thing, or `dataset`."""
    return cite_at(read, identifier, style)


def _single(read: ReadRequest, name: str, identifier: str) -> Response:
    answer = read.run(name, **{name: identifier})
    if not answer.rows:
        raise UnknownIdError(f"{name}={identifier!r}: nothing of that kind can be seen this way.")
    return read.resource(answer.rows[0], rows=answer)
