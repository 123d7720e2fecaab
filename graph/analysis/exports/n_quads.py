"""RDF as N-Quads, a statement a line, each claim's own in the graph named after it."""

from __future__ import annotations

from collections.abc import Iterator

from graph.analysis.exports.content import Content
from graph.analysis.exports.rdf import PREFIXES, Iri, Term, blocks
from graph.analysis.exports.text import comment, gathered

_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r"})


def chunks(content: Content) -> Iterator[bytes]:
    """The file, piece by piece."""
    return gathered(_pieces(content))


def _pieces(content: Content) -> Iterator[str]:
    if content.record is None:
        return
    for line in comment(content.about, ()):
        yield f"# {line}\n"
    for block in blocks(content.record):
        subject = _iri(block.subject)
        graph = f" {_iri(block.graph)}" if block.graph else ""
        for predicate, value in block.said:
            yield f"{subject} {_iri(predicate)} {_term(value)}{graph} .\n"


def _iri(name: str) -> str:
    prefix, _, local = name.partition(":")
    return f"<{PREFIXES[prefix]}{local}>"


def _term(term: Term) -> str:
    if isinstance(term, Iri):
        return _iri(term.name)
    return quoted(term.text) + (f"^^{_iri(term.datatype)}" if term.datatype else "")


def quoted(text: str) -> str:
    """A text as N-Triples and Turtle write it."""
    return f'"{text.translate(_ESCAPES)}"'
