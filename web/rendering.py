"""Templates: how a page's text is made, and a hash of all that shapes it."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from graph.addresses import web_address
from graph.lens import CERTAINTIES
from graph.sides import grouped_sides
from graph.visible import finalize
from web import assets
from web.glossary import word_of
from web.language import LANGUAGES, MESSAGES
from web.paths import FOOT
from web.sides import date_figure

TEMPLATES = Path(__file__).parent / "templates"


def render(template: str, **context: Any) -> str:
    """The text of a template; everything that it puts in is escaped."""
    return _environment().get_template(template).render(**context)


@lru_cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=finalize,
    )
    environment.globals |= {
        "static": assets.static,
        "script": assets.script,
        "web_address": web_address,
        "languages": LANGUAGES,
        "certainties": CERTAINTIES,
        "foot": FOOT,
        "word_of": word_of,
        "date_figure": date_figure,
        "grouped_sides": grouped_sides,
    }
    return environment


@lru_cache
def fingerprint() -> str:
    """A hash of all that shapes a page beside the graph: templates, messages, static files."""
    digest = hashlib.sha256()
    for folder in (TEMPLATES, MESSAGES):
        for file in sorted(folder.rglob("*.*")):
            digest.update(file.read_bytes())
    digest.update(assets.fingerprint().encode())
    return digest.hexdigest()
