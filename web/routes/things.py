"""A page for every thing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Query
from fastapi.responses import Response

from graph.model import Label
from graph.vocabulary import COUNTS
from web.descriptions import read_descriptions
from web.footnotes import Footnotes
from web.grouping import group_statements
from web.linked_data import thing_data
from web.page import CachedPageDep, Page
from web.paths import FOLDERS, thing_path
from web.thing_pages import CONTEXTS

LABELS = {FOLDERS[label]: label for label in Label}
_MOST = 100
# What long lists can be narrowed by.
GROUPED_BY = {
    Label.PERSON: "nationality",
    Label.ORGANIZATION: "classification",
    Label.POST: "classification",
    Label.PLACE: "classification",
}

router = APIRouter(include_in_schema=False)


def thing(page: CachedPageDep, identifier: str) -> Response:
    """A thing; an address of another kind, or of an id that was merged, redirects to the right one.

    Raises:
        UnknownIdError: Nothing has this id.
    """
    known = page.thing(identifier)
    kept = known["merged_into"] or known["id"]
    right = thing_path(known["kind"], kept)
    if right != page.path:
        return page.redirect(right)
    return render_thing(page, known)


def render_thing(page: Page, known: dict[str, Any]) -> Response:
    """The page of a thing that is where it should be."""
    statements = page.query("describe", id=known["id"]).rows
    context = CONTEXTS[known["kind"]](page, known, statements)
    groups = group_statements(statements, context["skip"])
    name = page.phrases.name(known["kind"], known["id"], known["name"])
    others = sorted({name for name in (*known["names"], known["name"]) if name} - {name})
    return page.render(
        f"things/{known['kind'].lower()}.html",
        thing=known,
        names=others,
        linked=thing_data(known["kind"], name, others, page.links.canonical),
        groups=groups,
        counted=any(row["predicate"] in COUNTS for row in statements),
        footnotes=Footnotes(page, *_rows(context), *(group.rows for group in groups)),
        **context,
    )


def _rows(context: Mapping[str, Any]) -> Iterator[list[Mapping[str, Any]]]:
    """Whatever of a page's context is rows with claims."""
    for part in context.values():
        parts = part.values() if isinstance(part, dict) else [part]
        for rows in parts:
            if isinstance(rows, list) and rows and isinstance(rows[0], dict):
                yield [row for row in rows if "claims" in row]


@router.get("/{folder}")
def list_things(
    page: CachedPageDep,
    folder: str,
    skip: Annotated[int, Query(ge=0)] = 0,
    letter: Annotated[str, Query(max_length=1)] = "",
    value: Annotated[str, Query(max_length=1000)] = "",
) -> Response:
    """Every thing of a kind, by name, some at a time; levels by rank, events with their dates.

    Those of a nationality or a class can be chosen, or those whose name begins with a letter. What
    tells those of one name apart stands beside each.
    """
    label = LABELS.get(folder)
    if label is None:
        raise HTTPException(404, "Not Found")
    grouped_by = GROUPED_BY.get(label)
    chosen = {"kind": str(label), **({"letter": letter} if letter else {})}
    if value and grouped_by:
        chosen |= {"property": grouped_by, "value": value}
    answer = page.query("things", **chosen, skip=skip, limit=_MOST)
    rows = answer.rows
    letters = page.query("initials", kind=label).rows
    total = (
        page.count("things", answer, **chosen)
        if "value" in chosen
        else _total(page, label, letters, letter.upper())
    )
    is_long = total > _MOST or bool(letter or value)
    if label is Label.TIER:
        ranks = {row["id"]: row["rank"] for row in page.query("tiers").rows if row["rank"]}
        rows = sorted(rows, key=lambda row: ranks.get(row["id"], len(ranks) + 1))
    # A synthetic party has too many events to ask for all their dates.
    dated = label is Label.EVENT and not page.is_synthetic
    events = page.query("timeline").rows if dated else []
    return page.render(
        "things.html",
        label=label,
        rows=rows,
        dates={row["id"]: row["dates"] for row in events},
        descriptions=read_descriptions(page, [] if label is Label.EVENT else rows),
        skip=skip,
        most=_MOST,
        total=total,
        letter=letter,
        letters=letters if is_long else [],
        grouped_by=grouped_by,
        value=value,
        values=page.query("values", kind=label, property=grouped_by, limit=1000).rows
        if is_long and grouped_by
        else [],
        data_parameters=chosen,
    )


def _total(page: Page, label: str, letters: list[dict[str, Any]], letter: str) -> int:
    """How many things of a kind there are, whose name begins with a letter where one is chosen."""
    if page.is_synthetic:  # they have been counted when they were loaded, and have no letters
        counted = {row["name"]: row["count"] for row in page.query("counts").rows}
        return int(counted.get(label, 0))
    return sum(row["things"] for row in letters if letter in {"", row["letter"]})


router.get("/things/{identifier}")(thing)
for _label in Label:
    router.get(f"/{FOLDERS[_label]}/{{identifier}}", name=_label)(thing)
