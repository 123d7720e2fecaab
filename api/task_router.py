"""Routes whose functions wait for the database in a task of the event loop, and take no thread."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import partial, wraps
from typing import Any

from fastapi import APIRouter

from graph.tasks import run_in_task


class TaskRouter(APIRouter):
    """A router of functions that read and answer; what computes for long belongs in a thread."""

    def add_api_route(self, path: str, endpoint: Callable[..., Any], **options: Any) -> None:
        """Add a route; its function is no coroutine, and becomes one."""
        super().add_api_route(path, _as_coroutine(endpoint), **options)


def _as_coroutine(endpoint: Callable[..., Any]) -> Callable[..., Any]:
    if inspect.iscoroutinefunction(endpoint):
        return endpoint

    @wraps(endpoint)
    async def run(*arguments: Any, **named: Any) -> Any:
        return await run_in_task(partial(endpoint, *arguments, **named))

    return run
