"""The context of every request: its id, its client, and its line in the request log."""

from __future__ import annotations

import json
import logging
import secrets
import time
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qsl

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.errors import NOT_AUTHORIZED, send_problem
from api.host_check import STATEMENTS
from api.query_api.discovery import is_discovery
from api.quota.clients import Client, identify
from api.quota.statements import StatementQuota
from graph.errors import NotAuthorizedError
from graph.settings import settings

log = logging.getLogger("partycell.requests")

_WITHOUT_KEY = ("/healthz", "/readyz")
_MOST_CHARACTERS = 2000
_AUTHENTICATE = (b"www-authenticate", b'Bearer, Basic realm="partycell"')


class RequestContextMiddleware:
    """Sets a request's id, and logs it; plain ASGI for speed."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        state = scope.setdefault("state", {})
        state["id"] = secrets.token_hex(8)
        began = time.perf_counter()
        status: int | None = None
        size = 0

        async def send_and_count(message: Message) -> None:
            nonlocal status, size
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)["X-Request-Id"] = state["id"]
            elif message["type"] == "http.response.body":
                size += len(message.get("body", b""))
            await send(message)

        try:
            await self._app(scope, receive, send_and_count)
        except Exception:
            status = status or HTTPStatus.INTERNAL_SERVER_ERROR
            raise
        finally:
            _log(scope, status, size, time.perf_counter() - began)


class ClientMiddleware:
    """Sets the client of a request, and tells it what is left of its quota of statements.

    Args:
        app: The application.
        keys: API keys by name.
        keys_required: Whether a request without a key is refused.
        quota: The quotas of statements.
    """

    def __init__(
        self,
        app: ASGIApp,
        keys: Mapping[str, bytes],
        *,
        keys_required: bool,
        quota: StatementQuota,
    ) -> None:
        self._app = app
        self._keys = keys
        self._keys_required = keys_required
        self._quota = quota

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        state = scope["state"]
        try:
            # The warm-up's requests bring their client.
            if "client" not in state:
                state["client"] = self._client(scope)
        except NotAuthorizedError as error:
            await send_problem(scope, send, 401, NOT_AUTHORIZED, str(error), _AUTHENTICATE)
            return
        if not scope["path"].startswith(STATEMENTS):
            await self._app(scope, receive, send)
            return

        async def send_with_quota(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(self._quota.headers(state["client"]))
            await send(message)

        await self._app(scope, receive, send_with_quota)

    def _client(self, scope: Scope) -> Client:
        address = scope["client"][0] if scope.get("client") else "unknown"
        client = identify(self._keys, dict(scope["headers"]), address)
        open_to_all = scope["path"] in _WITHOUT_KEY or is_discovery(scope)
        if self._keys_required and not client.keyed and not open_to_all:
            raise NotAuthorizedError("An API key is required.")
        return client


def _log(scope: Scope, status: int | None, size: int, seconds: float) -> None:
    """One line of JSON for one request; values of parameters only where that is set.

    There is no status where nobody waited for an answer any longer.
    """
    if not log.isEnabledFor(logging.INFO):
        return
    state = scope["state"]
    client: Client | None = state.get("client")
    line: dict[str, Any] = {
        "id": state["id"],
        "client": client.name if client else None,
        "method": scope["method"],
        "path": scope["path"],
        "status": status,
        "milliseconds": round(seconds * 1000, 1),
        "bytes": size,
    }
    line |= {name: state[name] for name in ("rows", "truncated") if name in state}
    if "statement" in state:
        line["statement"] = state["statement"][:_MOST_CHARACTERS]
    parameters = state.get("parameters")
    if parameters is None:
        parameters = dict(
            parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
        )
        parameters.pop("query", None)
    if parameters:
        values = settings().partycell_log_parameters
        line["parameters"] = parameters if values else sorted(parameters)
    text = json.dumps(line, ensure_ascii=False, default=str)
    # A lone surrogate, which JSON may have, is not valid UTF-8: it is escaped.
    log.info("%s", text.encode(errors="backslashreplace").decode())
