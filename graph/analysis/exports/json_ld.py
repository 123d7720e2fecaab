"""RDF as JSON-LD 1.1: one node object a resource, each claim's own in the graph named after it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import orjson

from graph.analysis.exports.content import Content, Record
from graph.analysis.exports.rdf import PREFIXES, Block, Iri, blocks
from graph.analysis.exports.text import gathered_bytes


def chunks(content: Content) -> Iterator[bytes]:
    """The file, piece by piece."""
    return gathered_bytes(_pieces(content.record) if content.record is not None else ())


def _pieces(record: Record) -> Iterator[bytes]:
    yield b'{"@context":' + orjson.dumps(PREFIXES) + b',\n"@graph":['
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
        node.setdefault(name, []).append(found)
    return node
