"""RDF as N-Quads, Turtle and JSON-LD 1.1; each claim's own in the graph named after it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import orjson

from exporters.base import MARKS, RETIRED, Format
from exporters.content import Content, Record
from exporters.rdf import Block, Iri, Term, blocks, prefixes
from exporters.text import encode_chunks, header_lines, join_chunks

_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r"})


def write_nquads(content: Content) -> Iterator[bytes]:
    """The file, piece by piece."""
    return encode_chunks(_nquads_lines(content))


def _nquads_lines(content: Content) -> Iterator[str]:
    if content.record is None:
        return
    for line in header_lines(content.about, ()):
        yield f"# {line}\n"
    known = prefixes()
    for block in blocks(content.record):
        subject = _iri(known, block.subject)
        graph = f" {_iri(known, block.graph)}" if block.graph else ""
        for predicate, value in block.said:
            yield f"{subject} {_iri(known, predicate)} {_nquads_term(known, value)}{graph} .\n"


def _iri(known: Mapping[str, str], name: str) -> str:
    prefix, _, local = name.partition(":")
    return f"<{known[prefix]}{local}>"


def _nquads_term(known: Mapping[str, str], term: Term) -> str:
    if isinstance(term, Iri):
        return _iri(known, term.name)
    if term.language:
        return f"{quote_literal(term.text)}@{term.language}"
    return quote_literal(term.text) + (f"^^{_iri(known, term.datatype)}" if term.datatype else "")


def quote_literal(text: str) -> str:
    """A text as N-Triples and Turtle write it."""
    return f'"{text.translate(_ESCAPES)}"'


def write_turtle(content: Content) -> Iterator[bytes]:
    """The file, piece by piece."""
    return encode_chunks(_turtle_lines(content))


def _turtle_lines(content: Content) -> Iterator[str]:
    if content.record is None:
        return
    for line in header_lines(content.about, TURTLE.loses):
        yield f"# {line}\n"
    yield from turtle_lines(blocks(content.record))


def turtle_lines(found: Iterable[Block]) -> Iterator[str]:
    """Blocks as Turtle, with all prefixes."""
    for prefix, iri in prefixes().items():
        yield f"@prefix {prefix}: <{iri}> .\n"
    for block in found:
        said = " ;\n  ".join(f"{name} {_turtle_term(value)}" for name, value in block.said)
        yield f"{block.subject}\n  {said} .\n"


def _turtle_term(term: Term) -> str:
    if isinstance(term, Iri):
        return term.name
    if term.language:
        return f"{quote_literal(term.text)}@{term.language}"
    return quote_literal(term.text) + (f"^^{term.datatype}" if term.datatype else "")


def write_jsonld(content: Content) -> Iterator[bytes]:
    """The file, piece by piece."""
    return join_chunks(_jsonld_lines(content.record) if content.record is not None else ())


def _jsonld_lines(record: Record) -> Iterator[bytes]:
    yield b'{"@context":' + orjson.dumps(prefixes()) + b',\n"@graph":['
    first = True
    for block in blocks(record):
        node: dict[str, Any] = _node(block)
        if block.graph is not None:
            node = {"@id": block.graph, "@graph": [node]}
        yield orjson.dumps(node) if first else b",\n" + orjson.dumps(node)
        first = False
    yield b"]}\n"


def _node(block: Block) -> dict[str, Any]:
    node: dict[str, Any] = {"@id": block.subject}
    for name, value in block.said:
        if name == "rdf:type":
            node.setdefault("@type", []).append(value[0])
            continue
        found: Any = {"@id": value.name} if isinstance(value, Iri) else value.text
        if not isinstance(value, Iri) and value.datatype:
            found = {"@value": value.text, "@type": value.datatype}
        elif not isinstance(value, Iri) and value.language:
            found = {"@value": value.text, "@language": value.language}
        node.setdefault(name, []).append(found)
    return node


TURTLE = Format(
    "turtle",
    "RDF, Turtle",
    ".ttl",
    "text/turtle",
    "things, sources, questions, every claim as a statement with source and voice, what they say",
    ("which claim says which plain statement (the claims themselves say it)", RETIRED),
    "rdflib, Jena, GraphDB, Protege; checked by shapes.ttl (SHACL)",
    write_turtle,
    purpose="databases",
    header=True,
    of_claims=True,
    marks=MARKS,
)


JSON_LD = Format(
    "jsonld",
    "RDF, JSON-LD",
    ".jsonld",
    "application/ld+json",
    "things, sources, questions, every claim, what it says in a graph named after it",
    (RETIRED,),
    "rdflib, Jena, any JSON-LD processor",
    write_jsonld,
    purpose="databases",
    of_claims=True,
    marks=MARKS,
)


N_QUADS = Format(
    "nquads",
    "RDF, N-Quads",
    ".nq",
    "application/n-quads",
    "things, sources, questions, every claim, what it says in a graph named after it",
    (RETIRED,),
    "rdflib, Jena, Oxigraph, any quad store",
    write_nquads,
    purpose="databases",
    of_claims=True,
    marks=MARKS,
)
