"""Addresses of pages and of answers for programs, as one visitor sees them."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote, urlencode

from graph.lens import NAMES, Lens
from web.language import LANGUAGES
from web.paths import FOLDERS, thing_path

# What a visitor chooses beside the page itself.
_CHOSEN = frozenset([*NAMES, "lang", "choose", "embed"])


def address(path: str, parameters: Mapping[str, str | int | None]) -> str:
    """A path with its query; parameters that are None or empty are left out."""
    query = urlencode(
        [(key, value) for key, value in parameters.items() if value not in {None, ""}]
    )
    return f"{path}?{query}" if query else path


class Links:
    """The addresses that a page links to.

    Args:
        path: The page's own.
        parameters: Its query.
        lens: Its lens.
        lens_texts: The lens as the visitor wrote it, by name.
        site: Scheme and host by which the visitor knows the server.
        root: The path of the site under which the server is.
    """

    def __init__(
        self,
        path: str,
        parameters: Mapping[str, str],
        lens: Lens,
        lens_texts: Mapping[str, str],
        *,
        site: str = "",
        root: str = "",
    ) -> None:
        self._path = path
        self._parameters = parameters
        self._lens = lens
        self._site = site
        self.root = root
        language = parameters.get("lang")
        # What every link to another page carries on: the lens, and a language that was chosen.
        self.kept = {**lens_texts, **({"lang": language} if language in LANGUAGES else {})}

    def at(self, path: str, parameters: Mapping[str, str | int | None] | None = None) -> str:
        """The address of a path of ours, whatever the server is under."""
        return address(self.root + path, parameters or {})

    def whole(self, path: str, parameters: Mapping[str, str | int | None] | None = None) -> str:
        """The whole address of a path of ours, as others may link to it."""
        return self._site + self.at(path, parameters)

    def to(self, path: str, **changes: str | int | None) -> str:
        """The address of a page through the same lens; None takes a parameter away."""
        return self.at(path, {**self.kept, **changes})

    def thing(self, label: str, identifier: str) -> str:
        """The address of a thing's page."""
        return self.to(thing_path(label, identifier))

    def any_thing(self, identifier: str) -> str:
        """The address that leads to a thing's page, whatever its kind."""
        return self.to(f"/things/{quote(identifier, safe='')}")

    def things(self, label: str) -> str:
        """The address of the list of all things of a kind."""
        return self.to(f"/{FOLDERS[label]}")

    def here(self, **changes: str | int | None) -> str:
        """The address of this page with some parameters changed; None takes one away."""
        return self.at(self._path, {**self._parameters, **changes})

    def data(self, path: str, **changes: str | int | None) -> str:
        """The address of an answer for programs, through the same lens."""
        return self.at(path, {**self._lens.parameters(), **changes})

    @property
    def canonical(self) -> str:
        """This page's whole address in no chosen language and through no lens."""
        plain = {name: text for name, text in self._parameters.items() if name not in _CHOSEN}
        return self._site + self.at(quote(self._path), plain)

    def in_language(self, language: str) -> str:
        """This page's whole address in a language, through no lens."""
        plain = {name: text for name, text in self._parameters.items() if name not in _CHOSEN}
        return self._site + self.at(quote(self._path), {**plain, "lang": language})

    def embedded(self) -> str:
        """This page's whole address for a frame of another site, seen as it is seen now."""
        parameters = {**self._parameters, **self._lens.parameters(), "embed": "true"}
        return self._site + self.at(quote(self._path), parameters)

    def permalink(self, recorded_at: str) -> str:
        """This page's whole address, `today` resolved, of the record as it stands.

        Args:
            recorded_at: Of when the record is that the page shows.
        """
        own = {name: text for name, text in self._parameters.items() if name != "embed"}
        parameters = {"recorded_at": recorded_at, **own, **self._lens.parameters()}
        return self._site + self.at(quote(self._path), parameters)
