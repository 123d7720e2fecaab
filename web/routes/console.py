"""The Cypher console, and every query of the catalogue as a form with the same views."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query
from fastapi.responses import Response
from starlette.concurrency import run_in_threadpool

from api.background import request_id, run_cancellable
from api.host_check import is_cross_site
from graph.catalogue import catalogue, find
from graph.database import Database
from graph.errors import BadParameterError, PartycellError, UnknownIdError
from graph.lens import NAMES
from graph.model import Label
from graph.query_files import CatalogueQuery
from graph.statements import statement
from web.console_query import ROWS, run_statement
from web.error_words import explain
from web.legend import legend
from web.page import CachedPageDep, Page, PageDep

router = APIRouter(include_in_schema=False)

_PREFIX = "param."
# What a newcomer may want to begin with; the catalogue has the rest.
# Words of the network's drawing, for the graph of an answer.
_DRAWING = ("nearer", "farther", "fit", "download")
_EXAMPLES = ("levels", "who_with_whom", "disputed", "path")


@router.get("/console")
async def console(page: PageDep, query: Annotated[str, Query(max_length=100_000)] = "") -> Response:
    """A statement of the visitor's own; it is in the address, so that it can be sent."""
    run = bool(query.strip()) and _was_submitted(page)
    if not run:
        async with page.request.app.state.catalogue_queue.permit(page.request.state.client):
            return await run_in_threadpool(_console, page, query, run=False)
    page.request.state.statement = query
    return await run_cancellable(
        page.request, page.database, lambda: _console(page, query, run=True)
    )


def _console(page: Page, query: str, *, run: bool) -> Response:
    given = {
        name.removeprefix(_PREFIX): text
        for name, text in page.request.query_params.items()
        if name.startswith(_PREFIX)
    }
    ran = run_statement(page.database, query, given, run=run, request=request_id(page.request))
    return page.render(
        "console.html",
        status=ran.status,
        ran=ran,
        examples=[(name, statement(f"examples/{name}")) for name in _EXAMPLES],
        catalogue=list(catalogue().values()),
        scripts=["console"],
        data=_data(page, ran.result, None),
    )


def _was_submitted(page: Page) -> bool:
    """Whether a statement in the address was submitted from a page of this site.

    A link from elsewhere only shows it, since anybody may have written it, and crawlers follow
    links. Where the browser does not say where a request comes from, only the form's button counts.
    """
    headers = dict(page.request.scope["headers"])
    if is_cross_site(headers):
        return False
    site = headers.get(b"sec-fetch-site")
    return site == b"same-origin" if site else "run" in page.request.query_params


@router.get("/queries")
def queries(page: CachedPageDep) -> Response:
    """Every query of the catalogue."""
    return page.render("queries.html", catalogue=list(catalogue().values()))


@router.get("/queries/{name}")
def query(page: CachedPageDep, name: Annotated[str, Path(max_length=100)]) -> Response:
    """A query of the catalogue as a form, with its answer where all it needs is given."""
    chosen = find(name)
    own = {parameter.name: parameter for parameter in chosen.parameters}
    given = {
        key: text for key, text in page.request.query_params.items() if key in own and text != ""
    }
    lacks = any(parameter.required and key not in given for key, parameter in own.items())
    lacks = lacks or bool(chosen.needs and not given.keys() & set(chosen.needs))
    result, wrong = (None, {}) if lacks else _answer(page, chosen, given)
    return page.render(
        "query.html",
        status=422 if wrong else 200,
        query=chosen,
        given=given,
        result=result,
        wrong=wrong,
        scripts=["console"],
        data_address=page.links.data(f"/v1/queries/{name}", **given),
        data=_data(page, result, chosen),
    )


def _answer(
    page: Page, chosen: CatalogueQuery, given: dict[str, str]
) -> tuple[dict[str, Any] | None, dict[str, str]]:
    """The answer, or what is wrong with a parameter, by its name."""
    try:
        answer = page.query(chosen.name, **given)
    except BadParameterError as error:
        if error.name in NAMES:
            raise
        return None, {error.name: explain(error, page.language)}
    except UnknownIdError as error:
        return None, {"": explain(error, page.language)}
    return {
        "data": answer.rows[:ROWS],
        "columns": list(chosen.columns),
        "truncated": answer.truncated or len(answer.rows) > ROWS,
        "elapsed": answer.seconds,
    }, {}


def _data(
    page: Page, result: dict[str, Any] | None, chosen: CatalogueQuery | None
) -> dict[str, Any]:
    return {
        "words": {
            **{word: page.messages(f"network.{word}") for word in _DRAWING},
            **page.messages.starting("console."),
        },
        "legend": legend(page.messages),
        "schema": _schema(page.database) if chosen is None else None,
        "catalogue": chosen.name if chosen else None,
        "columns": list(chosen.columns) if chosen else [],
        "cypher": chosen.cypher(page.lens.bind()) if chosen else "",
        "result": result,
    }


def _schema(database: Database) -> dict[str, list[str]]:
    """Names for the editor's completion; the model's alone where the database is unreachable."""
    found: dict[str, list[str]] = {"label": [], "relationship": [], "property": []}
    try:
        rows = database.run(statement("admin/vocabulary")).records
    except PartycellError:
        rows = [["label", label.value] for label in Label]
    for kind, name in rows:
        found[kind.removesuffix(" type")].append(name)
    return found
