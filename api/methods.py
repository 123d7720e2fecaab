"""Which methods a path takes: told to OPTIONS, and to whoever sends another."""

from __future__ import annotations

from starlette.routing import BaseRoute, Match
from starlette.types import ASGIApp, Receive, Scope, Send


class OptionsMiddleware:
    """Answers OPTIONS with the methods of the path; preflights are answered before."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] == "http" and scope["method"] == "OPTIONS":
            methods = allowed_methods(scope)
            if methods:
                allow = (b"allow", ", ".join(methods).encode())
                await send({"type": "http.response.start", "status": 204, "headers": [allow]})
                await send({"type": "http.response.body", "body": b""})
                return
        await self._app(scope, receive, send)


def allowed_methods(scope: Scope) -> list[str]:
    """The methods that some route takes at a path; empty where there is no such path."""
    found: set[str] = set()
    routes: list[BaseRoute] = scope["app"].routes
    for route in routes:
        methods = getattr(route, "methods", None) or set()
        # A route may look at other things of a request, but for its method.
        for method in methods:
            if route.matches({**scope, "method": method})[0] is Match.FULL:
                found.add(method)
    if "GET" in found:
        found.add("HEAD")
    return [*sorted(found), "OPTIONS"] if found else []
