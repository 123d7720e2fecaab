"""What the page of each kind of thing shows beside its statements: one function a kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from graph.checks import checks, run_checks
from graph.dates import LATEST
from graph.parameters import MAX_IDS
from web.figures.lanes import Figure, LaneData, Span, lanes
from web.grouping import MOST, select
from web.page import Page

Statements = Sequence[Mapping[str, Any]]
Context = dict[str, Any]


def claims_of(page: Page, rows: Sequence[Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    """The claims behind some rows, by id; so many at a time as one query takes."""
    ids = list(dict.fromkeys(claim for row in rows for claim in row["claims"]))
    found: dict[str, dict[str, Any]] = {}
    for first in range(0, len(ids), MAX_IDS):
        part = ids[first : first + MAX_IDS]
        found |= {row["id"]: row for row in page.query("claims", ids=part, limit=MAX_IDS).rows}
    return found


def when(row: Mapping[str, Any], claims: Mapping[str, Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The times that the claims of a row say, each once: a claim that says it, and all such ids."""
    found: dict[tuple[str | None, ...], dict[str, Any]] = {}
    for claim in (claims[item] for item in row["claims"] if item in claims):
        key = tuple(claim[name] for name in ("holds", "attested", "holds_from", "holds_until"))
        found.setdefault(key, {"claim": claim, "claims": []})["claims"].append(claim["id"])
    return sorted(found.values(), key=lambda item: str(item["claim"]["holds_from"]))


def claim_span(page: Page, claim: Mapping[str, Any]) -> Span:
    """When a claim holds, with what it says of that in words."""
    before, text = page.phrases.claim_time(claim)
    return Span.from_claim(claim, f"{before} {page.phrases.date(text) if text else ''}".strip())


def chart_rows(
    page: Page,
    rows: Sequence[Mapping[str, Any]],
    claims: Mapping[str, Mapping[str, Any]],
    name: Callable[[Mapping[str, Any]], tuple[str, str]],
) -> list[LaneData]:
    """Lanes: `name` gives the words and address of a row's. What is denied is not drawn."""
    found: dict[tuple[str, str], LaneData] = {}
    for row in rows:
        words, href = name(row)
        lane = found.setdefault((words, href), LaneData(words, href))
        lane.spans += [
            claim_span(page, claims[item])
            for item in row["claims"]
            if item in claims and claims[item]["polarity"] == "asserted"
        ]
    return list(found.values())


def chart(
    page: Page,
    rows: Sequence[Mapping[str, Any]],
    claims: Mapping[str, Mapping[str, Any]],
    name: Callable[[Mapping[str, Any]], tuple[str, str]],
) -> Figure | None:
    """The figure of such lanes."""
    return lanes(chart_rows(page, rows, claims, name))


def _linked(page: Page, key: str = "id") -> Callable[[Mapping[str, Any]], tuple[str, str]]:
    def name(row: Mapping[str, Any]) -> tuple[str, str]:
        words = row["name"] or row[key]
        if row.get("role"):
            words = f"{words} ({page.phrases.role(row['role'])})"
        return words, page.links.thing(row["kind"], row[key])

    return name


def person(page: Page, thing: Mapping[str, Any], statements: Statements) -> Context:
    """Posts and memberships in time, appearances, who appears with them."""
    tenures = page.query("affiliations", person=thing["id"]).rows
    seen = select(statements, "PARTICIPATED_IN")
    appearances = seen[:MOST]
    claims = claims_of(page, [*tenures, *appearances])
    for row in [*tenures, *appearances]:
        row["when"] = when(row, claims)
    appearances.sort(
        key=lambda row: str(row["when"][0]["claim"]["holds_from"]) if row["when"] else ""
    )
    companions = page.query("companions", person=thing["id"], limit=MOST)
    return {
        "tenures": tenures,
        "appearances": appearances,
        "appearances_total": len(seen),
        "companions": companions.rows,
        "companions_total": page.count("companions", companions, person=thing["id"]),
        "figure": _tenure(page, tenures, appearances, claims),
        "skip": [f"predicate.{name}" for name in _PERSON],
    }


def _tenure(
    page: Page,
    tenures: Statements,
    appearances: Statements,
    claims: Mapping[str, Mapping[str, Any]],
) -> Figure | None:
    """A lane for each post and membership, and one for all appearances."""
    rows = chart_rows(page, tenures, claims, _linked(page))
    seen = [
        claim_span(page, claims[item])
        for row in appearances
        for item in row["claims"]
        if item in claims and row["polarity"] == "asserted"
    ]
    lane = LaneData(
        page.messages("person.appearances"), spans=[span.without_open_ends for span in seen]
    )
    return lanes([*rows, lane] if seen else rows)


_PERSON = ("HOLDS", "MEMBER_OF", "AFFILIATED_WITH", "PARTICIPATED_IN")


def organization(page: Page, thing: Mapping[str, Any], statements: Statements) -> Context:
    """The chain above in its two parts, units below, members, posts, rules with their checks."""
    identifier = thing["id"]
    chain = page.query("chain_of_command", organization=identifier).rows
    tiers = [
        row["object"] for row in select(statements, "AT_TIER") if row["polarity"] == "asserted"
    ]
    rules = [row for tier in dict.fromkeys(tiers) for row in page.query("rules", tier=tier).rows]
    demanded = {row["id"] for row in rules}
    names = [name for name, check in checks().items() if check.rule in demanded]
    findings = (
        run_checks(page.database, names, page.pinned_lens, unit=identifier).rows if names else []
    )
    units, members, posts = (
        page.query(name, organization=identifier) for name in ("units", "members", "posts")
    )
    shown = members.rows[:MOST]
    claims = claims_of(page, shown)
    for row in shown:
        row["when"] = when(row, claims)
    shown.sort(key=_last_attested, reverse=True)
    return {
        "institution": [row for row in chain if row["part"] == "institution" and row["depth"]],
        "party": [row for row in chain if row["part"] == "party"],
        "units": units.rows[:MOST],
        "units_total": len(units.rows),
        "members": shown,
        "figure": chart(page, shown, claims, _member(page)),
        "members_total": len(members.rows),
        "posts": posts.rows[:MOST],
        "posts_total": len(posts.rows),
        "rules": rules,
        "findings": findings,
        "skip": [
            "predicate.UNIT_OF",
            "predicate.HOSTED_BY",
            *(f"inverse.{name}" for name in ("UNIT_OF", "HOSTED_BY", "MEMBER_OF", "POST_IN")),
        ],
    }


def _last_attested(row: Mapping[str, Any]) -> str:
    """The last day that any claim of a row vouches for; those without a day come last."""
    days = [
        min(claim["holds_until"], claim["attested"] or claim["holds_until"])
        for item in row["when"]
        if (claim := item["claim"])["holds_until"] < LATEST.isoformat()
    ]
    return max(days, default="")


def _member(page: Page) -> Callable[[Mapping[str, Any]], tuple[str, str]]:
    def name(row: Mapping[str, Any]) -> tuple[str, str]:
        words = row["name"] or row["id"]
        if row["role"]:
            words = f"{words} ({page.phrases.role(row['role'])})"
        return words, page.links.thing("Person", row["id"])

    return name


def tier(page: Page, thing: Mapping[str, Any], statements: Statements) -> Context:
    """The levels above, what it must do, what the rules demand of it, its posts by their titles."""
    identifier = thing["id"]
    # A synthetic party has posts in every unit of a level: more than a visitor waits for.
    posts = [] if page.is_synthetic else page.query("posts", tier=identifier).rows
    return {
        "above": page.query("tier_chain", tier=identifier).rows,
        "duties": page.query("duties", tier=identifier).rows,
        "rules": page.query("rules", tier=identifier).rows,
        "posts": posts[:MOST],
        "posts_total": len(posts),
        "skip": ["predicate.CHARGED_WITH", "inverse.APPLIES_TO"],
    }


def post(page: Page, thing: Mapping[str, Any], statements: Statements) -> Context:
    """Who holds it when."""
    holders = [*select(statements, "HOLDS", "in"), *synthetic_statements(page, thing, "HOLDS")[0]][
        :MOST
    ]
    claims = claims_of(page, holders)
    for row in holders:
        row["when"] = when(row, claims)
    return {
        "holders": holders,
        "figure": chart(page, holders, claims, _linked(page, "object")),
        "skip": ["inverse.HOLDS"],
    }


def _title(row: Mapping[str, Any]) -> tuple[str, str]:
    return str(row["value"]), ""


def role(page: Page, thing: Mapping[str, Any], statements: Statements) -> Context:
    """What whoever holds it is called, and when."""
    titles = select(statements, "title")
    claims = claims_of(page, titles)
    for row in titles:
        row["when"] = when(row, claims)
    return {
        "titles": titles,
        "figure": chart(page, titles, claims, _title),
        "skip": ["predicate.title"],
    }


def rule(page: Page, thing: Mapping[str, Any], statements: Statements) -> Context:
    """Its bounds in time, and what the check of it finds."""
    bounds = [
        dict(row)
        for row in statements
        if row["direction"] == "out" and row["object"] is None and row["predicate"] != "name"
    ]
    claims = claims_of(page, bounds)
    for row in bounds:
        row["when"] = when(row, claims)

    def words(row: Mapping[str, Any]) -> tuple[str, str]:
        return f"{page.phrases.predicate(row['predicate'])} {page.phrases.value(row)}", ""

    names = [name for name, check in checks().items() if check.rule == thing["id"]]
    ask = names and not page.is_synthetic
    findings = run_checks(page.database, names, page.pinned_lens).rows if ask else []
    numbers = [row for row in bounds if not isinstance(row["value"], str)]
    return {
        "bounds": bounds,
        "figure": chart(page, numbers, claims, words),
        "checks": [checks()[name] for name in names],
        "findings": findings[:MOST],
        "findings_total": len(findings),
        "skip": [f"predicate.{row['predicate']}" for row in bounds],
    }


def synthetic_statements(
    page: Page, thing: Mapping[str, Any], relation: str
) -> tuple[list[dict[str, Any]], int]:
    """Some edges of a synthetic party that lead to a thing, as statements; and how many there are.

    They have no claims of their own, so that `describe` gives them for the things that they start
    from alone.
    """
    if not page.is_synthetic:
        return [], 0
    rows = page.query("neighborhood", id=thing["id"], limit=MAX_IDS).rows
    counted = page.query("connections", ids=[thing["id"]]).rows
    parts = [text.rpartition(" ") for row in counted for text in row["types"]]
    total = sum(int(number) for name, _, number in parts if name == f"<-{relation}")
    statements = [
        {
            **row,
            "object": row["start"],
            "name": row["start_name"],
            "kind": row["start_kind"],
            "polarity": "asserted",
            "modality": "reported",
        }
        for row in rows
        if row["end"] == thing["id"] and row["type"] == relation
    ]
    return statements, total


def event(page: Page, thing: Mapping[str, Any], statements: Statements) -> Context:
    """The dates that sources give, and who took part in which role."""
    dates = [row for row in select(statements, "date") if row["polarity"] == "asserted"]
    rows = [
        LaneData(words, spans=[Span.from_date(row["value"], words)])
        for row in dates
        for words in [page.phrases.date(row["value"])]
    ]
    drawn, more = synthetic_statements(page, thing, "PARTICIPATED_IN")
    said = select(statements, "PARTICIPATED_IN", "in")
    present = [*said, *drawn][:MOST]
    participants: dict[str, list[dict[str, Any]]] = {}
    for row in present:
        participants.setdefault(row["role"] or "", []).append(row)
    return {
        "dates": dates,
        "figure": lanes(rows) if len(dates) > 1 else None,
        "participants": participants,
        "participants_shown": len(present),
        "participants_total": len(said) + more,
        "skip": ["inverse.PARTICIPATED_IN"],
    }


def concept(page: Page, thing: Mapping[str, Any], statements: Statements) -> Context:
    """What gave rise to it, and by whom."""
    return {"origin": page.query("origin", concept=thing["id"]).rows, "skip": []}


def place(page: Page, thing: Mapping[str, Any], statements: Statements) -> Context:
    """Where it lies, what it lies in, and who is responsible for it."""
    found = page.query("places", place=thing["id"]).rows
    points = [*select(statements, "latitude"), *select(statements, "longitude")]
    return {"place": found[0] if found else None, "points": points, "skip": []}


def no_context(page: Page, thing: Mapping[str, Any], statements: Statements) -> Context:
    """Nothing but what is said."""
    return {"skip": []}


CONTEXTS: dict[str, Callable[[Page, Mapping[str, Any], Statements], Context]] = {
    "Person": person,
    "Organization": organization,
    "Tier": tier,
    "Post": post,
    "Role": role,
    "Rule": rule,
    "Event": event,
    "Concept": concept,
    "Duty": no_context,
    "Place": place,
    "Practice": no_context,
    "Document": no_context,
    "Voice": no_context,
}
