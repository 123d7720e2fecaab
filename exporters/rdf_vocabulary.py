"""The terms of our RDF as RDF Schema: what each means, of what, and what it is like elsewhere."""

from __future__ import annotations

from collections.abc import Iterator

from exporters.rdf import CLASSES, STANDARD, Block, Iri, Literal, Term, predicate_name
from exporters.rdf_syntaxes import turtle_lines
from graph.model import LABEL_MEANINGS, Kind
from graph.paths import ROOT
from graph.relations import RELATIONS
from graph.vocabulary import PROPERTIES

FILE = ROOT / "exporters" / "vocabulary.ttl"

_RANGES = {
    Kind.INTEGER: "xsd:integer",
    Kind.NUMBER: "xsd:double",
    Kind.BOOLEAN: "xsd:boolean",
}
_CLASSES: dict[str, tuple[str, str | None]] = {
    "Claim": ("what one voice says of one thing, in one source", "rdf:Statement"),
    "Source": ("a document that says something", "prov:Entity"),
    "Question": ("what sources answer differently", None),
    "Side": ("an answer to a question, with the claims that give it", None),
}
# Terms of claims and sources: what each means, whose it is, and what its values are.
_TERMS: dict[str, tuple[str, str, str]] = {
    "op": ("how the value is meant: =, >=, <= or ~", "Claim", "xsd:string"),
    "polarity": ("whether it is asserted or denied", "Claim", "xsd:string"),
    "basis": ("what it rests on: normative, attested, inferred, synthetic", "Claim", "xsd:string"),
    "modality": ("whether it is reported, announced or rumoured", "Claim", "xsd:string"),
    "standing": ("how it stands, from normative to denied", "Claim", "xsd:string"),
    "status": ("how its date stands to the time asked for", "Claim", "xsd:string"),
    "disputed": ("whether others contradict, and nothing settles it", "", "xsd:boolean"),
    "resolvedBy": ("what lets it stand, where it is not disputed", "", "xsd:string"),
    "flag": ("what is odd about it and kept", "Claim", "xsd:string"),
    "fact": ("which fact of its source it is part of", "Claim", "xsd:string"),
    "kind": (
        "whether its sides are contested, changed, different or wording",
        "Question",
        "xsd:string",
    ),
    "about": ("a thing that it is about", "Question", ""),
    "side": ("one of its answers", "Question", "pc:Side"),
    "answer": ("what it says, as the question's sides are told apart", "Side", "xsd:string"),
    "voices": ("how many independent voices say so", "Side", "xsd:integer"),
    "preferred": ("whether an editor prefers it, with a reason", "Side", "xsd:boolean"),
    "givenBy": ("a claim that gives it", "Side", "pc:Claim"),
    "rank": ("what an editor thinks of it: preferred, normal, deprecated", "Claim", "xsd:string"),
    "reason": ("why it has its rank", "Claim", "xsd:string"),
    "inRole": ("in what role, in the source's words", "Claim", "xsd:string"),
    "locator": ("where in its source it stands", "Claim", "xsd:string"),
    "original": ("the source's own words", "Claim", "rdfs:Literal"),
    "holds": ("when it holds, as the source has it", "Claim", "rdfs:Literal"),
    "attested": ("when it was so, without a start or an end", "Claim", "rdfs:Literal"),
    "confidence": ("`low` where it decides nothing", "Claim", "xsd:string"),
    "unreadTime": ("its source's words for a time that cannot be read", "Claim", "xsd:string"),
    "holdsFrom": ("the first day on which it may hold", "Claim", "xsd:date"),
    "holdsUntil": ("the last day on which it may hold", "Claim", "xsd:date"),
    "startsAfter": ("it began after this day", "Claim", "xsd:date"),
    "endsBy": ("it had ended by this day", "Claim", "xsd:date"),
    "qualifiedBy": ("a thing that it is bound to", "Claim", ""),
    "qualification": ("how it is bound to a thing", "Claim", "xsd:string"),
    "conflictsWith": ("a claim that answers the same question otherwise", "Claim", "pc:Claim"),
    "notBefore": ("it was not published before", "Source", "rdfs:Literal"),
    "read": ("how much of it was read: whole, or its beginning", "Source", "xsd:string"),
    "work": ("what it is an edition of", "Source", "xsd:string"),
}


def vocabulary() -> Iterator[str]:
    """The vocabulary as Turtle, piece by piece."""
    return turtle_lines(_blocks())


def _blocks() -> Iterator[Block]:
    for label, meaning in LABEL_MEANINGS.items():
        wider = CLASSES.get(label.value)
        yield _class(label.value, meaning, wider)
    for name, (meaning, wider) in _CLASSES.items():
        yield _class(name, meaning, wider)
    for name, relation in RELATIONS.items():
        if name not in STANDARD:
            ends = [label.value for label in relation.ends]
            said: list[tuple[str, Term]] = [("rdf:type", Iri("owl:ObjectProperty"))]
            if len(ends) == 1:
                said.append(("rdfs:range", Iri(f"pc:{ends[0]}")))
            starts = [label.value for label in relation.starts]
            yield _property(predicate_name(name), relation.meaning, starts, said)
    own = {predicate_name(name) for name in (*PROPERTIES, *RELATIONS)}
    for name, item in PROPERTIES.items():
        if name not in STANDARD:
            range_of = Iri(_RANGES.get(item.kind, "rdfs:Literal"))
            starts = [label.value for label in item.labels]
            said = [("rdf:type", Iri("owl:DatatypeProperty")), ("rdfs:range", range_of)]
            yield _property(predicate_name(name), item.meaning, starts, said)
    for name, (meaning, whose, values) in _TERMS.items():
        if f"pc:{name}" not in own:
            kind = (
                "owl:DatatypeProperty" if values[:4] in {"xsd:", "rdfs"} else "owl:ObjectProperty"
            )
            said = [("rdf:type", Iri(kind))]
            if values:
                said.append(("rdfs:range", Iri(values)))
            yield _property(f"pc:{name}", meaning, [whose] if whose else [], said)


def _class(name: str, meaning: str, wider: str | None) -> Block:
    said: list[tuple[str, Term]] = [
        ("rdf:type", Iri("owl:Class")),
        ("rdfs:label", Literal(name, language="en")),
        ("rdfs:comment", Literal(meaning, language="en")),
    ]
    if wider:
        said.append(("rdfs:subClassOf", Iri(wider)))
    return Block(f"pc:{name}", said)


def _property(name: str, meaning: str, domains: list[str], said: list[tuple[str, Term]]) -> Block:
    more: list[tuple[str, Term]] = [
        ("rdfs:label", Literal(name.removeprefix("pc:"), language="en")),
        ("rdfs:comment", Literal(meaning, language="en")),
    ]
    # Several domains would mean all of them at once.
    if len(domains) == 1:
        more.append(("rdfs:domain", Iri(f"pc:{domains[0]}")))
    return Block(name, [*said, *more])


def main() -> None:
    """`make tables`: write the file, with the base that is set."""
    FILE.write_text("".join(vocabulary()), encoding="utf-8")


if __name__ == "__main__":
    main()
