"""Files checked against each other, against the graph, and against themselves."""

from __future__ import annotations

import dataclasses
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from graph.claims import Claim, disagreement
from graph.model import EDITORS, Basis, DisagreementKind, Label, Rank
from graph.names import name_key
from graph.relations import MERGED_INTO, RELATIONS
from graph.vocabulary import PROPERTIES
from loaders.dataset.name_systems import find_names_without_system
from loaders.dataset.reader import Dataset, DatasetFile
from loaders.dataset.records import records_with_places
from loaders.dataset.schema import ClaimShape
from loaders.problems import FileProblem, Place


@dataclass(frozen=True)
class GraphSnapshot:
    """What a graph has already, in memory, for files that refer to it.

    Attributes:
        labels: Label by id of every thing.
        sources: Ids of every source.
        people: Ids of people by each of their names, folded.
        named_by: Who names each person: ids of sources.
        merged: For each id that has been merged, the one that is kept.
    """

    labels: Mapping[str, Label]
    sources: frozenset[str]
    people: Mapping[str, frozenset[str]] = dataclasses.field(default_factory=dict)
    named_by: Mapping[str, frozenset[str]] = dataclasses.field(default_factory=dict)
    merged: Mapping[str, str] = dataclasses.field(default_factory=dict)

    def things(self, ids: Iterable[str], _: int) -> Iterator[tuple[str, Label]]:
        """The label of each of these things that is there."""
        return ((key, self.labels[key]) for key in ids if key in self.labels)

    def names_of_people(self) -> Iterator[tuple[str, str]]:
        """Each name of each person, folded, with the person's id."""
        return ((name, person) for name, ids in self.people.items() for person in ids)


EMPTY_GRAPH = GraphSnapshot({}, frozenset())


def find_problems(
    dataset: Dataset, graph: GraphSnapshot = EMPTY_GRAPH, *, strict: bool = True
) -> list[FileProblem]:
    """Everything wrong with files that each have the right shape.

    Args:
        dataset: The files.
        graph: What the graph has.
        strict: Whether people who share a name, names without a system, and claims of one voice
            that cannot both hold, are wrong: in files written by hand they are, in tables and
            other people's data they occur.
    """
    files = dataset.files
    found = list(_between(files, graph))
    labels = {
        **graph.labels,
        **{thing.id: thing.label for file in files for thing in file.data.things},
    }
    sources = graph.sources | {file.data.source.id for file in files}
    for judged in dataset.judgements:
        found += judged.find_problems(labels, sources)
    if strict and not found:
        found += _find_unnamed_voices(files, {*labels, *sources})
        found += _find_groundless(files)
        found += find_names_without_system(files, labels)
        found += find_namesakes(files, graph)
        found += _find_undecided(files, graph)
        for file in files:
            found += _against_itself(file)
    return found


def _between(files: Sequence[DatasetFile], graph: GraphSnapshot) -> Iterable[FileProblem]:
    labels = dict(graph.labels)
    named: dict[str, str] = {}
    sources: dict[str, str] = {}
    for file in files:
        source = file.data.source.id
        if source in sources:
            yield file.problem(("source", "id"), f"{source!r} is in {sources[source]} too.")
        if source in labels:
            yield file.problem(("source", "id"), f"{source!r} is the id of a thing.")
        sources[source] = file.shown
        for index, thing in enumerate(file.data.things):
            place = ("things", index, "id")
            if thing.id in named:
                yield file.problem(place, f"{thing.id!r} is declared in {named[thing.id]} too.")
            elif labels.get(thing.id, thing.label) is not thing.label:
                message = f"{thing.id!r} is a {labels[thing.id].value} in the graph already."
                yield file.problem(place, message)
            if thing.id in graph.sources or thing.id in sources:
                yield file.problem(place, f"{thing.id!r} is the id of a source.")
            named[thing.id] = file.shown
            labels[thing.id] = thing.label
    everyone = graph.sources | sources.keys()
    called = {
        thing
        for file in files
        for fact in file.data.facts
        for claim in fact.claims
        for thing in (claim.about, claim.object, claim.edition, *claim.voices)
        if thing is not None
    }
    for file in files:
        yield from _inside(file, labels, everyone, called | graph.labels.keys())


def _inside(
    file: DatasetFile, labels: Mapping[str, Label], sources: Iterable[str], called: Container[str]
) -> Iterable[FileProblem]:
    original = file.data.source.translation_of
    if original is not None and original not in sources:
        yield file.problem(
            ("source", "translation_of"),
            f"no source {original!r} is known; load it with this file or before.",
        )
    seen: set[int] = set()
    for index, fact in enumerate(file.data.facts):
        if fact.id in seen:
            yield file.problem(("facts", index, "id"), f"fact {fact.id} stands twice.")
        seen.add(fact.id)
        for number, claim in enumerate(fact.claims):
            yield from _claim(file, ("facts", index, "claims", number), claim, labels)
    for index, thing in enumerate(file.data.things):
        if thing.id not in called:
            message = f"{thing.id!r} has no name, and no claim speaks of it."
            yield file.problem(("things", index, "id"), message)


def _claim(
    file: DatasetFile,
    path: tuple[str | int, ...],
    claim: ClaimShape,
    labels: Mapping[str, Label],
) -> Iterable[FileProblem]:
    ids = [("about", claim.about)]
    if claim.object is not None:
        ids.append(("object", claim.object))
    unknown = False
    for field, identifier in ids:
        if identifier not in labels:
            unknown = True
            message = f"nothing has the id {identifier!r}; declare it under things."
            yield file.problem((*path, field), message)
    for index, qualifier in enumerate(claim.qualified_by):
        if qualifier.thing is not None and qualifier.thing not in labels:
            message = f"nothing has the id {qualifier.thing!r}; declare it under things."
            yield file.problem((*path, "qualified_by", index, "thing"), message)
    for edition in filter(None, [claim.edition, claim.until_edition]):
        if labels.get(edition) is not Label.DOCUMENT:
            message = f"{edition!r} is no Document; declare the edition under things."
            yield file.problem((*path, "edition"), message)
    if unknown:
        return
    yield from _labels(file, path, claim, labels)


def _labels(
    file: DatasetFile,
    path: tuple[str | int, ...],
    claim: ClaimShape,
    labels: Mapping[str, Label],
) -> Iterable[FileProblem]:
    relation = RELATIONS.get(claim.predicate)
    starts = relation.starts if relation else PROPERTIES[claim.predicate].labels
    sides = [("about", claim.about, starts)]
    if relation is not None and claim.object is not None:
        sides.append(("object", claim.object, relation.ends))
    for field, identifier, allowed in sides:
        if allowed and labels[identifier] not in allowed:
            message = _wrong(identifier, labels[identifier], allowed, claim.predicate)
            yield file.problem((*path, field), message)


def _wrong(identifier: str, label: Label, allowed: Sequence[Label], predicate: str) -> str:
    wanted = " or ".join(item.value for item in allowed)
    return f"{identifier!r} is a {label.value}; {predicate} wants {wanted} here."


def _find_undecided(files: Sequence[DatasetFile], graph: GraphSnapshot) -> Iterator[FileProblem]:
    """People brought in as new under the id of somebody whom other sources name already."""
    loaded = {file.data.source.id for file in files}
    for file in files:
        for index, thing in enumerate(file.data.things):
            others = graph.named_by.get(thing.id, frozenset())
            if others and not others & loaded:
                shown = ", ".join(sorted(others)[:3])
                yield file.problem(
                    ("things", index, "id"),
                    f"{thing.id!r} is a person of {shown} already. If they are one, leave this "
                    "line out; if not, choose another id.",
                )


def _find_unnamed_voices(
    files: Sequence[DatasetFile], known: Container[str]
) -> Iterator[FileProblem]:
    """Voices of which nobody can find out who they are."""
    for file in files:
        for index, fact in enumerate(file.data.facts):
            for number, claim in enumerate(fact.claims):
                for voice in claim.voices:
                    if voice not in known:
                        yield file.problem(
                            ("facts", index, "claims", number, "attributed_to"),
                            f"nothing has the id {voice!r}; declare it under things, as a Voice, a "
                            "Person, an Organization or a Document, and name it.",
                        )


def _find_groundless(files: Sequence[DatasetFile]) -> Iterator[FileProblem]:
    """Conclusions in the voice of a source, or without premises and method."""
    facts = {f"{file.data.source.id}#{fact.id}" for file in files for fact in file.data.facts}
    loaded = {file.data.source.id for file in files}
    for file in files:
        editors = file.data.source.kind == EDITORS
        for index, fact in enumerate(file.data.facts):
            for number, claim in enumerate(fact.claims):
                place = ("facts", index, "claims", number)
                # What is one follows from the two that are compared.
                premises = claim.premises or claim.predicate in {"SAME_AS", MERGED_INTO}
                if claim.basis is Basis.INFERRED and not (premises and claim.method):
                    yield file.problem(place, "what is inferred has premises and a method.")
                if claim.basis is Basis.INFERRED and not (editors or claim.voices):
                    yield file.problem(
                        place,
                        "a source says what it says: put what is concluded from it into a file of "
                        f"kind {EDITORS}, or name the scholar who concludes it (attributed_to).",
                    )
                for premise in claim.premises:
                    if premise.partition("#")[0] in loaded and premise not in facts:
                        yield file.problem((*place, "premises"), f"there is no fact {premise!r}.")


def find_namesakes(files: Sequence[DatasetFile], graph: GraphSnapshot) -> Iterator[FileProblem]:
    """New people who have the name of somebody else: one person, or two, must be said."""
    people_named = {name: set(ids) for name, ids in graph.people.items()}
    people = {
        thing.id: (file, ("things", index, "id"), thing.distinct_from)
        for file in files
        for index, thing in enumerate(file.data.things)
        if thing.label is Label.PERSON
    }
    names: dict[str, set[str]] = {}
    for file in files:
        for fact in file.data.facts:
            for claim in fact.claims:
                if claim.predicate == "name" and isinstance(claim.value, str):
                    names.setdefault(claim.about, set()).add(claim.value)
    for identifier, (file, place, distinct) in people.items():
        for name in sorted(names.get(identifier, ())):
            others = people_named.setdefault(name_key(name), set()) - {identifier, *distinct}
            for other in sorted(others):
                is_one = _kept(graph, other) == _kept(graph, identifier)
                if not is_one and identifier not in (people[other][2] if other in people else []):
                    yield file.problem(
                        place,
                        f"{name!r} is the name of {other!r} too. If they are one, use that id; "
                        f"if not, write distinct_from: [{other}].",
                    )
            people_named[name_key(name)].add(identifier)


def _kept(graph: GraphSnapshot, identifier: str) -> str:
    return graph.merged.get(identifier, identifier)


def _against_itself(file: DatasetFile) -> Iterator[FileProblem]:
    """Claims of one voice in one file that cannot both hold."""
    matters: dict[str, list[tuple[Place, Claim]]] = {}
    for place, record in records_with_places(file):
        claim = record.as_claim(file.work)
        matters.setdefault(claim.comparison_key, []).append((place, claim))
    for group in matters.values():
        for (first, mine), (second, theirs) in combinations(group, 2):
            if (
                mine.voice == theirs.voice
                and mine.rank == theirs.rank == Rank.NORMAL
                and disagreement(mine, theirs) is DisagreementKind.CONTESTED
            ):
                yield file.problem(
                    second,
                    f"{mine.about} {mine.predicate} {theirs.side!r} cannot hold together with "
                    f"{mine.side!r} (line {file.line(first)}), which the same voice says. Give "
                    "each its time (holds) or its voice (attributed_to), or prefer one (rank).",
                )
