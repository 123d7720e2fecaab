"""RDF as Turtle, a resource a paragraph; what claims say stands among all the rest."""

from __future__ import annotations

from collections.abc import Iterator

from graph.analysis.exports.content import Content
from graph.analysis.exports.formats import export_format
from graph.analysis.exports.n_quads import quoted
from graph.analysis.exports.rdf import PREFIXES, Iri, Term, blocks
from graph.analysis.exports.text import comment, gathered


def chunks(content: Content) -> Iterator[bytes]:
    """The file, piece by piece."""
    return gathered(_pieces(content))


def _pieces(content: Content) -> Iterator[str]:
    if content.record is None:
        return
    for line in comment(content.about, export_format("turtle").loses):
        yield f"# {line}\n"
    for prefix, iri in PREFIXES.items():
        yield f"@prefix {prefix}: <{iri}> .\n"
    for block in blocks(content.record):
        said = " ;\n  ".join(f"{name} {_term(value)}" for name, value in block.said)
        yield f"{block.subject}\n  {said} .\n"


def _term(term: Term) -> str:
    if isinstance(term, Iri):
        return term.name
    return quoted(term.text) + (f"^^{term.datatype}" if term.datatype else "")
