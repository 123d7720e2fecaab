"""Which addresses may be linked: those of the web, and no others."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

# A browser leaves tabs and line ends out before it reads an address, and so none may be there.
_ODD = re.compile(
    r"[\x00-\x20\x7f-\x9f<>\"\\^`{|}\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)


def web_address(text: str | None) -> str | None:
    """The address where it is one of the web (http or https, with a host); else None."""
    if not text or _ODD.search(text):
        return None
    try:
        parts = urlsplit(text)
        host = parts.hostname
    except ValueError:  # such as a host in brackets that are not closed
        return None
    return text if parts.scheme in {"http", "https"} and host else None
