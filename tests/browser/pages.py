"""One page of each kind, on the curated data."""

from __future__ import annotations

PAGES = [
    "/",
    "/search?text=kim",
    "/tiers/party-cell",
    "/organizations/kcna-no5-bureau-no2-cell",
    "/people/kim-jong-un",
    "/roles/party-cell-head",
    "/posts/post-vice-chairman-social-organisations",
    "/duties/cell-duty-dues",
    "/rules/rule-cell-size",
    "/places/april-25-cultural-hall",
    "/practices/practice-meetings",
    "/people",
    "/events/secretaries-competition-2007",
    "/concepts/party-cell-of-loyalty",
    "/sources/dailynk-en-party-cell",
    "/claims/c-f7cfa28d25918393",
    "/hierarchy",
    "/network",
    "/network?id=kim-jong-un",
    "/timeline",
    "/contested",
    "/console",
    "/console?query=MATCH (t:Tier) RETURN t.name AS name, t.rank AS rank",
    "/queries",
    "/queries/describe?id=party-cell",
    "/sources",
    "/analysis",
    "/nothing",
]
