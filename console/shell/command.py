"""What a command of the console is, and how a method becomes one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar


@dataclass(frozen=True)
class Command:
    """A command.

    Attributes:
        name: Without its colon.
        takes: Its arguments, as help shows them.
        summary: What it does.
        example: A line to type.
        act: Does it, given the arguments.
    """

    name: str
    takes: str
    summary: str
    example: str
    act: Callable[[str], None]

    @property
    def usage(self) -> str:
        """What to type."""
        return f":{self.name} {self.takes}".rstrip()


# What methods register as commands: name, arguments, summary, example and method.
REGISTERED: list[tuple[str, str, str, str, str]] = []
_Method = TypeVar("_Method", bound=Callable[..., None])


def command(name: str, takes: str, summary: str, example: str) -> Callable[[_Method], _Method]:
    """Register a method as a command."""

    def register(method: _Method) -> _Method:
        REGISTERED.append((name, takes, summary, example, method.__name__))
        return method

    return register
