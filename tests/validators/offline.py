"""Puts RO-Crate's JSON-LD context into roc-validator's cache: run by the validators' own Python.

roc-validator reads it from the web; `--offline` takes it from its cache. It is the file that the
package rocrate brings.
"""

from __future__ import annotations

import io
import json
import sys
from importlib.resources import files
from typing import Any

import requests
from requests.adapters import BaseAdapter
from urllib3 import HTTPResponse

CONTEXT = files("rocrate").joinpath("data/ro-crate.jsonld").read_bytes()
ADDRESS = "https://w3id.org/ro/crate/1.1/context"
TYPE = {"Content-Type": "application/ld+json"}


class Package(BaseAdapter):
    """Answers every request with the context."""

    def send(self, request: requests.PreparedRequest, *_: Any, **__: Any) -> requests.Response:
        """The file as an answer."""
        answer = requests.Response()
        answer.status_code, answer.request, answer.url = 200, request, str(request.url)
        answer.headers.update(TYPE)
        answer.raw = HTTPResponse(
            io.BytesIO(CONTEXT), headers=TYPE, status=200, preload_content=False
        )
        return answer

    def close(self) -> None:
        """There is nothing to close."""


def main(cache: str) -> None:
    """Fill the cache that roc-validator reads."""
    from requests_cache import CachedSession

    assert json.loads(CONTEXT)["@id"] == ADDRESS
    session = CachedSession(cache_name=cache, backend="sqlite", expire_after=-1)
    session.mount("https://", Package())
    session.get(ADDRESS)


if __name__ == "__main__":
    main(sys.argv[1])
