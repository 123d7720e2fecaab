"""Who can reach the server: by which names it is asked, and from whose pages.

A browser sends whatever any page tells it to, to this machine as well. So a request must name a
host that is ours, or a page whose own name was made to lead here could read everything; and what
runs a statement must not come from another site's page, which could keep the machine busy.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Collection, Mapping
from urllib.parse import urlsplit

from starlette.types import ASGIApp, Receive, Scope, Send

from api.errors import send_problem

LOOPBACK = frozenset(["localhost", "127.0.0.1", "[::1]"])
_STATEMENTS = ("/v1/cypher", "/db/")
_JSON = b"application/json"


class Reach:
    """Let in what names a host of ours and, to run a statement, comes from no other site's page.

    Args:
        app: What answers.
        hosts: Names, beside the server's own, by which it may be asked.
        origins: Whose pages may run statements, beside the server's own.
    """

    def __init__(self, app: ASGIApp, hosts: Collection[str], origins: Collection[str]) -> None:
        self._app = app
        self._hosts = frozenset(name.lower() for name in hosts)
        self._origins = frozenset(origins)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let one request in, or say why not."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        named = [value for name, value in scope["headers"] if name == b"host"]
        host = named[0].decode("latin-1").lower() if len(named) == 1 else ""
        if not host:
            await send_problem(scope, send, 400, "Bad request", "One Host header is wanted.")
        elif not self._is_ours(host, scope):
            await send_problem(
                scope,
                send,
                421,
                "Not a name of this server",
                f"This server is not known as {host[:200]}. PARTYCELL_HOSTS names what it is "
                "known as.",
            )
        elif scope["path"].startswith(_STATEMENTS):
            await self._statement(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    def _is_ours(self, host: str, scope: Scope) -> bool:
        """Whether the server may be asked by this name, at the address where it was reached."""
        name = _without_port(host)
        here = scope["server"][0].lower() if scope.get("server") else ""
        if name in LOOPBACK or name in self._hosts or name.strip("[]") == here:
            return True
        # Beyond this machine an address, or the machine's own name, is no name of anybody else's.
        reached = _address(here)
        if reached is None or reached.is_loopback:
            return False
        return _address(name.strip("[]")) is not None or name == socket.gethostname().lower()

    async def _statement(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = dict(scope["headers"])
        kind = headers.get(b"content-type", b"").partition(b";")[0].strip().lower()
        if is_foreign(headers, self._origins):
            await send_problem(
                scope,
                send,
                403,
                "Not from another site's page",
                "Another site's page sent this. Open the address itself, or let "
                "PARTYCELL_CORS_ORIGINS name that site.",
            )
        elif scope["method"] == "POST" and scope["path"] == "/v1/cypher" and kind != _JSON:
            await send_problem(
                scope,
                send,
                415,
                "Unsupported media type",
                "The body's Content-Type is to be application/json.",
            )
        else:
            await self._app(scope, receive, send)


def is_foreign(headers: Mapping[bytes, bytes], origins: Collection[str] = ()) -> bool:
    """Whether a page of another site sent a request, as far as its browser says so.

    Args:
        headers: The request's, names in lower case.
        origins: Whose pages count as ours.
    """
    origin = headers.get(b"origin")
    if origin is not None:
        theirs = origin.decode("latin-1").lower()
        host = headers.get(b"host", b"").decode("latin-1").lower()
        return theirs not in origins and urlsplit(theirs).netloc != host
    return headers.get(b"sec-fetch-site", b"none") not in {b"none", b"same-origin"}


def _without_port(host: str) -> str:
    """The name of a Host header, a port taken away."""
    name, mark, port = host.rpartition(":")
    return name if mark and port.isdecimal() else host


def _address(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        found = ipaddress.ip_address(text)
    except ValueError:
        return None
    return getattr(found, "ipv4_mapped", None) or found
