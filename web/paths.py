"""Where each thing's page is: one table from label to path, and the pages of the menu."""

from __future__ import annotations

from urllib.parse import quote

FOLDERS: dict[str, str] = {
    "Tier": "tiers",
    "Organization": "organizations",
    "Person": "people",
    "Role": "roles",
    "Post": "posts",
    "Duty": "duties",
    "Rule": "rules",
    "Event": "events",
    "Place": "places",
    "Concept": "concepts",
    "Practice": "practices",
    "Document": "documents",
    "Voice": "voices",
    "Source": "sources",
    "Claim": "claims",
}

# Of the analysis only where there is a run.
MENU: dict[str, str] = {
    "hierarchy": "/hierarchy",
    "network": "/network",
    "timeline": "/timeline",
    "numbers": "/numbers",
    "compare": "/compare",
    "contested": "/contested",
    "sources": "/sources",
    "analysis": "/analysis",
    "console": "/console",
    "api": "/docs",
}

# Pages about the pages, at the foot of each.
FOOT: dict[str, str] = {"about": "/about", "glossary": "/glossary", "downloads": "/downloads"}

# Paths for programs; everything else is pages.
FOR_PROGRAMS = ("/v1", "/db", "/openapi.json", "/healthz", "/readyz", "/mcp", "/static")


def thing_path(label: str, identifier: str) -> str:
    """The path of a thing's, source's or claim's page.

    Raises:
        KeyError: There is no such label.
    """
    return f"/{FOLDERS[label]}/{quote(identifier, safe='')}"


def is_for_programs(path: str) -> bool:
    """Whether errors at this path are problem documents, not pages."""
    return any(path == prefix or path.startswith(prefix + "/") for prefix in FOR_PROGRAMS)
