"""Five questions by the client that openapi-generator makes: `python FILE ADDRESS`."""

# ruff: noqa: T201  (it tells what it found)

from __future__ import annotations

import json
import sys

from made import ApiClient, Configuration, DisagreementKind
from made.api import ClaimsApi, EventsApi, HierarchyApi
from made.exceptions import NotFoundException

client = ApiClient(Configuration(host=sys.argv[1]))
hierarchy = HierarchyApi(client)
tiers = hierarchy.list_tiers()
chain = hierarchy.get_chain("kcna-no5-bureau-no2-cell")
events = EventsApi(client).list_events(as_of="2007", certainty="possible")
contested = ClaimsApi(client).list_contested(kind=DisagreementKind.CONTESTED)
try:
    hierarchy.get_tier("nope")
    wrong = []
except NotFoundException as error:
    wrong = [error.status, "nope" in error.data.detail]
print(
    json.dumps(
        {
            "tiers": [len(tiers.data), tiers.data[0].id],
            "chain": [row.id for row in chain.data.institution],
            "events": any(row.earliest.startswith("2007") for row in events.data),
            "contested": all(len(row.sides) > 1 for row in contested.data),
            "wrong": wrong,
        }
    )
)
