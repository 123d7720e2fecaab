"""Checks of Host and Origin, against DNS rebinding and requests from other sites' pages.

A browser sends requests for any page, to this machine as well. So the Host header must be a name of
this server, or a page whose own name resolves to this machine could read everything; and a request
that runs a statement must not come from another site's page, which could keep the machine busy.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Collection, Mapping
from urllib.parse import urlsplit

from starlette.types import ASGIApp, Receive, Scope, Send

from api.errors import send_problem

LOOPBACK = frozenset(["localhost", "127.0.0.1", "[::1]"])
# Paths below which statements are run.
STATEMENTS = ("/v1/cypher", "/db/")
_JSON = b"application/json"


class HostCheckMiddleware:
    """Refuses unknown Host headers, and statements sent by other sites' pages.

    Args:
        app: The application.
        hosts: Names of this server, beside its own address.
        origins: Sites whose pages may run statements, beside this server's own.
    """

    def __init__(self, app: ASGIApp, hosts: Collection[str], origins: Collection[str]) -> None:
        self._app = app
        self._hosts = frozenset(name.lower() for name in hosts)
        self._origins = frozenset(origins)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass one request on, or say why not."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        named = [value for name, value in scope["headers"] if name == b"host"]
        host = named[0].decode("latin-1").lower() if len(named) == 1 else ""
        if not host:
            await send_problem(
                scope, send, 400, "Bad request", "Exactly one Host header is required."
            )
        elif not self._is_known(host, scope):
            await send_problem(
                scope,
                send,
                421,
                "Unknown host",
                f"This server is not known as {host[:200]}. PARTYCELL_HOSTS names what it is "
                "known as.",
            )
        elif scope["path"].startswith(STATEMENTS):
            await self._check_statement(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    def _is_known(self, host: str, scope: Scope) -> bool:
        """Whether this is a name of the server at the address where the request arrived."""
        name = _without_port(host)
        here = scope["server"][0].lower() if scope.get("server") else ""
        if name in LOOPBACK or name in self._hosts or name.strip("[]") == here:
            return True
        # Beyond loopback, nobody else can own an address, or the machine's own name.
        address = _address(here)
        if address is None or address.is_loopback:
            return False
        return _address(name.strip("[]")) is not None or name == socket.gethostname().lower()

    async def _check_statement(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = dict(scope["headers"])
        kind = headers.get(b"content-type", b"").partition(b";")[0].strip().lower()
        if is_cross_site(headers, self._origins):
            await send_problem(
                scope,
                send,
                403,
                "Cross-site request",
                "Another site's page sent this. Open the address itself, or add that site to "
                "PARTYCELL_CORS_ORIGINS.",
            )
        elif scope["method"] == "POST" and scope["path"] == "/v1/cypher" and kind != _JSON:
            await send_problem(
                scope,
                send,
                415,
                "Unsupported media type",
                "The body's Content-Type must be application/json.",
            )
        else:
            await self._app(scope, receive, send)


def is_cross_site(headers: Mapping[bytes, bytes], origins: Collection[str] = ()) -> bool:
    """Whether a page of another site sent a request, as far as the browser says so.

    Args:
        headers: The request's, names in lower case.
        origins: Other sites that are allowed.
    """
    origin = headers.get(b"origin")
    if origin is not None:
        theirs = origin.decode("latin-1").lower()
        host = headers.get(b"host", b"").decode("latin-1").lower()
        return theirs not in origins and urlsplit(theirs).netloc != host
    return headers.get(b"sec-fetch-site", b"none") not in {b"none", b"same-origin"}


def _without_port(host: str) -> str:
    """The name of a Host header, without the port."""
    name, mark, port = host.rpartition(":")
    return name if mark and port.isdecimal() else host


def _address(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        found = ipaddress.ip_address(text)
    except ValueError:
        return None
    return getattr(found, "ipv4_mapped", None) or found
