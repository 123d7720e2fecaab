"""Functions that wait for the database in a task of an event loop, where they would block a thread.

`run_in_task` runs a function in a greenlet. Where it waits, by `wait_for`, its greenlet is left
until that is done, and the event loop goes on. So one function reads the database for a command, in
a thread, and for a request of a server that has no thread for it: as SQLAlchemy's asyncio does.
Such a function must not wait while it holds a lock of threads.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar, cast

from greenlet import getcurrent, greenlet

T = TypeVar("T")


class _Greenlet(greenlet):
    """A function of a task, in the task's own context.

    Args:
        function: What it runs.
        task: The greenlet of the event loop.
    """

    def __init__(self, function: Callable[..., Any], task: greenlet) -> None:
        super().__init__(function, task)
        self.gr_context = task.gr_context
        self.task = task


def is_in_task() -> bool:
    """Whether this runs by `run_in_task`."""
    return isinstance(getcurrent(), _Greenlet)


def wait_for(awaitable: Awaitable[T]) -> T:
    """What is awaited; only by a function that `run_in_task` runs."""
    current = getcurrent()
    assert isinstance(current, _Greenlet)  # noqa: S101  (narrows for the type checker)
    return cast(T, current.task.switch(awaitable))


def let_others_run() -> None:
    """Let the event loop do what else is ready; nothing elsewhere, where threads take turns."""
    if is_in_task():
        wait_for(asyncio.sleep(0))


async def run_in_task(function: Callable[..., T], *arguments: Any) -> T:
    """Run a function without a thread; what it raises is raised here.

    A task that is cancelled has CancelledError raised where the function waits.
    """
    running = _Greenlet(function, getcurrent())
    result = running.switch(*arguments)
    while not running.dead:
        try:
            value = await result
        except BaseException:  # whatever it is, the function that waits is to know
            result = running.throw(*sys.exc_info())
        else:
            result = running.switch(value)
    return cast(T, result)
