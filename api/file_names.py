"""Names of files that answers are saved under, by `Content-Disposition` (RFC 6266)."""

from __future__ import annotations

import re
from urllib.parse import quote

from graph.lens import Lens

_ODD = re.compile(r"[^\w.+~-]+")
_LONGEST = 150


def file_name(what: str, version: str, lens: Lens, suffix: str) -> str:
    """A name that says what is in a file, of which version of the graph, and through which lens.

    Example:
        >>> file_name("claims", "3f2a", Lens(as_of="2007-10-27/2007-10-28"), ".csv")
        'partycell-claims-3f2a-as_of-2007-10-27_2007-10-28.csv'
    """
    parts = ["partycell", what, version]
    parts += [f"{name}-{text}" for name, text in lens.parameters().items()]
    return _ODD.sub("_", "-".join(part for part in parts if part))[:_LONGEST] + suffix


def content_disposition(name: str) -> str:
    r"""The header for a file to be saved under a name; other letters than ASCII's are encoded.

    Example:
        >>> content_disposition("당세포.csv")
        'attachment; filename="___.csv"; filename*=UTF-8\'\'%EB%8B%B9%EC%84%B8%ED%8F%AC.csv'
    """
    plain = "".join(letter if letter.isascii() else "_" for letter in name)
    encoded = "" if plain == name else f"; filename*=UTF-8''{quote(name)}"
    return f'attachment; filename="{plain}"{encoded}'
