"""Things of one kind by name: formats, measures, projections, readers, checks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol, TypeVar

from graph.errors import BadInputError, PartycellError


class Named(Protocol):
    """What has a name that people ask for it by."""

    @property
    def name(self) -> str:
        """The name."""
        ...


T = TypeVar("T", bound=Named)


class Registry(Mapping[str, T]):
    """Things of one kind, by name and in order.

    Args:
        kind: What one of them is called in messages, such as `format`.
        items: In the order in which they are listed.
        error: What is raised where there is none of a name.
    """

    def __init__(
        self, kind: str, items: Iterable[T], error: type[PartycellError] = BadInputError
    ) -> None:
        self.kind = kind
        self._error = error
        self._items = {item.name: item for item in items}

    def __getitem__(self, name: str) -> T:
        return self._items[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    def find(self, name: str) -> T:
        """The one of this name.

        Raises:
            PartycellError: There is none, of the class given; the message lists those there are.
        """
        try:
            return self._items[name]
        except KeyError:
            raise self._error(
                f"There is no {self.kind} {name!r}.", hint=f"There are: {', '.join(self)}."
            ) from None

    def select(self, names: Sequence[str]) -> list[T]:
        """Those of these names, each once, in the order of the names.

        Raises:
            PartycellError: There is none of such a name.
        """
        return [self.find(name) for name in dict.fromkeys(names)]
