"""Five questions by the client that openapi-python-client makes: `python questions.py ADDRESS`."""

# ruff: noqa: T201  (it tells what it found)

from __future__ import annotations

import json
import sys

from made import Client
from made.api.claims import list_contested
from made.api.events import list_events
from made.api.hierarchy import get_chain, get_tier, list_tiers
from made.models import DisagreementKind, ListEventsCertainty

client = Client(base_url=sys.argv[1])
tiers = list_tiers.sync(client=client)
chain = get_chain.sync("kcna-no5-bureau-no2-cell", client=client)
events = list_events.sync(client=client, as_of="2007", certainty=ListEventsCertainty.POSSIBLE)
contested = list_contested.sync(client=client, kind=DisagreementKind.CONTESTED)
wrong = get_tier.sync_detailed("nope", client=client)
print(
    json.dumps(
        {
            "tiers": [len(tiers.data), tiers.data[0].id],
            "chain": [row.id for row in chain.data.institution],
            "events": any(row.earliest.startswith("2007") for row in events.data),
            "contested": all(len(row.sides) > 1 for row in contested.data),
            "wrong": [int(wrong.status_code), "nope" in wrong.parsed.detail],
        }
    )
)
