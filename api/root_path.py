"""Served under a path of a site: what stands before every path, in requests and in links."""

from __future__ import annotations

import re

from starlette.types import ASGIApp, Receive, Scope, Send

_PREFIX = re.compile(r"(/[A-Za-z0-9._~-]+)+")
FORWARDED = b"x-forwarded-prefix"


class RootPathMiddleware:
    """Takes the root path off a request's path, where the proxy has not, and keeps it for links.

    Args:
        app: The application, which knows its own paths alone.
        root_path: The path of the site under which the server is; empty for the site itself.
        forwarded: Whether a proxy is believed that names the path in `X-Forwarded-Prefix`.
    """

    def __init__(self, app: ASGIApp, root_path: str, *, forwarded: bool) -> None:
        self._app = app
        self._root_path = root_path
        self._forwarded = forwarded

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        root = self._root_path
        if self._forwarded:
            given = dict(scope["headers"]).get(FORWARDED, b"").decode("latin-1").rstrip("/")
            root = given if _PREFIX.fullmatch(given) else root
        scope.setdefault("state", {})["root_path"] = root
        path: str = scope["path"]
        if root and (path == root or path.startswith(f"{root}/")):
            scope = {**scope, "path": path[len(root) :] or "/"}
        await self._app(scope, receive, send)


def root_path(scope: Scope) -> str:
    """What stands before every path of the server in links; empty where nothing does."""
    return str(scope.get("state", {}).get("root_path", ""))
