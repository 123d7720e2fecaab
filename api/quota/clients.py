"""The client of a request: an API key by its name, or an address."""

from __future__ import annotations

import base64
import hmac
from collections.abc import Mapping
from dataclasses import dataclass

from graph.errors import BadInputError, NotAuthorizedError


@dataclass(frozen=True)
class Client:
    """A client.

    Attributes:
        name: The key's name, or the address.
        keyed: Whether it has an API key.
    """

    name: str
    keyed: bool

    @property
    def key(self) -> str:
        """What tells it from every other client, also from a key that has an address for a name."""
        return f"{'key' if self.keyed else 'address'} {self.name}"


def read_keys(text: str) -> dict[str, bytes]:
    """`name=key,name=key` as keys by name.

    Raises:
        BadInputError: A part is no name and key, a name stands twice, or a key is too short.
    """
    keys: dict[str, bytes] = {}
    for part in filter(None, (part.strip() for part in text.split(","))):
        name, mark, key = part.partition("=")
        if not mark or not name or name in keys:
            raise BadInputError("PARTYCELL_API_KEYS is not name=key,name=key, with each name once.")
        if len(key) < 16:
            raise BadInputError(f"The API key of {name} is too short.", hint="16 letters at least.")
        keys[name] = key.encode()
    return keys


def identify(keys: Mapping[str, bytes], headers: Mapping[bytes, bytes], address: str) -> Client:
    """The client of a request, by `X-API-Key`, `Authorization: Bearer`, or the password of Basic.

    Neo4j's clients send a user name and password; a password that is no key is ignored, since
    there are no users here. A Bearer token or X-API-Key that is no key is an error.

    Args:
        keys: By name.
        headers: The request's, names in lower case.
        address: The client's.

    Raises:
        NotAuthorizedError: There is no such key.
    """
    scheme, _, token = headers.get(b"authorization", b"").partition(b" ")
    kind = scheme.lower()
    shown = headers.get(b"x-api-key") or (token.strip() if kind == b"bearer" else None)
    if shown is not None:
        name = _name_of(keys, shown)
        if name is None:
            raise NotAuthorizedError("There is no such API key.")
        return Client(name, keyed=True)
    if kind == b"basic":
        name = _name_of(keys, _password(token))
        if name is not None:
            return Client(name, keyed=True)
    return Client(address, keyed=False)


def _name_of(keys: Mapping[str, bytes], shown: bytes) -> str | None:
    """The name of a key; every key is compared, each in constant time."""
    found = None
    for name, key in keys.items():
        if hmac.compare_digest(key, shown):
            found = name
    return found


def _password(token: bytes) -> bytes:
    try:
        return base64.b64decode(token.strip(), validate=True).partition(b":")[2]
    except ValueError:
        return b""
