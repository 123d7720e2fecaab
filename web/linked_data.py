"""What a page is about, for machines: schema.org terms as JSON-LD."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from graph.addresses import web_address
from web.glossary import Term

CONTEXT = "https://schema.org"
_TYPES = {
    "Person": "Person",
    "Organization": "Organization",
    "Event": "Event",
    "Place": "Place",
    "Role": "Occupation",
    "Post": "Role",
    "Document": "CreativeWork",
}


def thing_data(kind: str, name: str, names: Sequence[str], address: str) -> dict[str, Any]:
    """A thing, as schema.org's nearest type; what has none there is a defined term."""
    found = {
        "@context": CONTEXT,
        "@type": _TYPES.get(kind, "DefinedTerm"),
        "@id": address,
        "url": address,
        "name": name,
    }
    return found | ({"alternateName": list(names)} if names else {})


def source_data(source: Mapping[str, Any], address: str) -> dict[str, Any]:
    """A source, as a work that its publisher published."""
    known = {
        "name": source["title"],
        "publisher": source["publisher"] and {"@type": "Organization", "name": source["publisher"]},
        "datePublished": source["published"],
        "inLanguage": source["language"],
        "url": web_address(source["url"]),
    }
    return {
        "@context": CONTEXT,
        "@type": "CreativeWork",
        "@id": address,
        **{name: value for name, value in known.items() if value},
    }


def claim_data(text: str, source: Mapping[str, Any], address: str) -> dict[str, Any]:
    """A claim, and the work that it appears in."""
    work = {"@type": "CreativeWork", "name": source["title"] or source["id"]}
    if found := web_address(source["url"]):
        work["url"] = found
    return {
        "@context": CONTEXT,
        "@type": "Claim",
        "@id": address,
        "url": address,
        "text": text,
        "appearance": work,
    }


def glossary_data(terms: Sequence[Term], language: str, address: str) -> dict[str, Any]:
    """The glossary, as a set of defined terms."""
    return {
        "@context": CONTEXT,
        "@type": "DefinedTermSet",
        "@id": address,
        "url": address,
        "inLanguage": language,
        "hasDefinedTerm": [
            {
                "@type": "DefinedTerm",
                "@id": f"{address}#{term.key}",
                "name": term.words[language],
                "description": term.meanings[language].replace("`", ""),
            }
            for term in terms
        ],
    }


def dataset_data(name: str, description: str, version: str, address: str) -> dict[str, Any]:
    """The whole of it, as a dataset."""
    return {
        "@context": CONTEXT,
        "@type": "Dataset",
        "@id": address,
        "url": address,
        "name": name,
        "description": description,
        "version": version,
        "isAccessibleForFree": True,
    }
