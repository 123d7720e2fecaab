"""What surrounds every request: its id, its line in the log, and who asks."""

from __future__ import annotations

import json
import logging
import secrets
import time
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.errors import NOT_AUTHORIZED, send_problem
from api.quota.clients import Client, identify
from graph.errors import NotAuthorizedError
from graph.settings import settings

log = logging.getLogger("partycell.requests")

_FREE = ("/healthz", "/readyz")
_LONGEST = 2000
_AUTHENTICATE = (b"www-authenticate", b'Bearer, Basic realm="partycell"')


class Surroundings:
    """A layer around all others, as plain ASGI for speed.

    Args:
        app: What answers.
        keys: API keys by name.
        keys_required: Whether a request without a key is refused.
    """

    def __init__(self, app: ASGIApp, keys: Mapping[str, bytes], *, keys_required: bool) -> None:
        self._app = app
        self._keys = keys
        self._keys_required = keys_required

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        state = scope.setdefault("state", {})
        state["id"] = secrets.token_hex(8)
        began = time.perf_counter()
        said = {"status": 500, "bytes": 0}

        async def send_on(message: Message) -> None:
            if message["type"] == "http.response.start":
                said["status"] = message["status"]
                MutableHeaders(scope=message)["X-Request-Id"] = state["id"]
            elif message["type"] == "http.response.body":
                said["bytes"] += len(message.get("body", b""))
            await send(message)

        try:
            # The server's own visits say who they are.
            if "client" not in state:
                state["client"] = self._client(scope)
        except NotAuthorizedError as error:
            await send_problem(scope, send_on, 401, NOT_AUTHORIZED, str(error), _AUTHENTICATE)
        else:
            await self._app(scope, receive, send_on)
        finally:
            _write(scope, said, time.perf_counter() - began)

    def _client(self, scope: Scope) -> Client:
        address = scope["client"][0] if scope.get("client") else "unknown"
        client = identify(self._keys, dict(scope["headers"]), address)
        if self._keys_required and not client.keyed and scope["path"] not in _FREE:
            raise NotAuthorizedError("An API key is wanted here.")
        return client


def _write(scope: Scope, said: Mapping[str, int], seconds: float) -> None:
    """One line of JSON for one request; values of parameters only where that is set."""
    if not log.isEnabledFor(logging.INFO):
        return
    state = scope["state"]
    client: Client | None = state.get("client")
    line: dict[str, Any] = {
        "id": state["id"],
        "client": client.name if client else None,
        "method": scope["method"],
        "path": scope["path"],
        "status": said["status"],
        "milliseconds": round(seconds * 1000, 1),
        "bytes": said["bytes"],
    }
    line |= {name: state[name] for name in ("rows", "truncated") if name in state}
    if "statement" in state:
        line["statement"] = state["statement"][:_LONGEST]
    given = state.get("parameters")
    if given is None:
        given = dict(parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True))
        given.pop("query", None)
    if given:
        values = settings().partycell_log_parameters
        line["parameters"] = given if values else sorted(given)
    text = json.dumps(line, ensure_ascii=False, default=str)
    # Half a character, as JSON may hold it, is no UTF-8: its number is written.
    log.info("%s", text.encode(errors="backslashreplace").decode())
