"""`ro-crate-metadata.json`: a release as an RO-Crate 1.1."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from exporters.release.edition import Edition
from exporters.release.package import ABOUT, WrittenFile, license_address

CRATE = "ro-crate-metadata.json"
_PROFILE = "https://w3id.org/ro/crate/1.1"
# RO-Crate's own terms lack it.
_TERMS = {"sha256": "https://schema.org/sha256"}


def describe_crate(
    edition: Edition, graph_version: str, files: Sequence[WrittenFile]
) -> dict[str, Any]:
    """The crate's description.

    Args:
        edition: Of the dataset.
        graph_version: Of the graph that it was read from.
        files: Those in the folder, but for the description itself.
    """
    address = license_address(edition)
    authors = {f"#author-{number}": name for number, name in enumerate(edition.authors, start=1)}
    return {
        "@context": [f"{_PROFILE}/context", _TERMS],
        "@graph": [
            {
                "@id": CRATE,
                "@type": "CreativeWork",
                "about": {"@id": "./"},
                "conformsTo": {"@id": _PROFILE},
            },
            {
                "@id": "./",
                "@type": "Dataset",
                "name": edition.title,
                "description": ABOUT,
                "version": edition.version,
                "identifier": f"partycell {edition.version}, graph {graph_version}",
                "datePublished": str(edition.published),
                "license": {"@id": address},
                "author": _references(authors),
                "publisher": _references(authors),
                "hasPart": _references(file.name for file in files),
            },
            *({"@id": key, "@type": "Organization", "name": name} for key, name in authors.items()),
            {
                "@id": address,
                "@type": "CreativeWork",
                "name": edition.license,
                "description": f"The licence {edition.license}, by its SPDX identifier.",
                "url": address,
            },
            *(_describe(file) for file in files),
        ],
    }


def _references(ids: Iterable[str]) -> dict[str, str] | list[dict[str, str]]:
    """References to entities; one alone stands by itself, as RO-Crate has it."""
    found = [{"@id": key} for key in ids]
    return found[0] if len(found) == 1 else found


def _describe(file: WrittenFile) -> dict[str, Any]:
    return {
        "@id": file.name,
        "@type": "File",
        "name": file.name,
        "description": file.meaning,
        "encodingFormat": file.media_type,
        "contentSize": str(file.size),
        "sha256": file.sha256,
    }
