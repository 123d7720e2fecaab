"""Which records of a foreign file are accepted: those whose references lead somewhere.

A record that is refused takes what only it brought in with it, so that records that refer to
that are refused too, and so on.
"""

from __future__ import annotations

from collections.abc import Iterable

from graph.relations import RELATIONS
from graph.vocabulary import PROPERTIES
from loaders.dataset.schema import SourceShape
from loaders.load.existing import ExistingGraph
from loaders.load.staging import StagingStore
from loaders.problems import DatasetError, FileProblem


def resolve_references(
    store: StagingStore, existing: ExistingGraph, sources: dict[str, SourceShape]
) -> None:
    """Refuse the records with wrong references; the store then has the claims of the others alone.

    Args:
        store: The file's claims and records.
        existing: What the graph has.
        sources: The file's sources.

    Raises:
        DatasetError: A source's id is that of a thing, or what it translates is not known.
    """
    store.run("index_declarations")
    store.run_each("add_source", ((key,) for key in existing.sources | sources.keys()))
    store.run_each("add_allowed_label", _allowed_labels())
    count = store.read_value("count_referenced_things")
    things = existing.things(store.read_column("referenced_ids"), count)
    store.run_each("add_existing_thing", ((key, label.value) for key, label in things))
    _check_sources(store, existing, sources)
    store.run("refuse_declarations")
    store.run("resolve_things")
    store.run("refuse_references")
    store.run("refuse_labels")
    store.run("refuse_unnamed_things")
    if store.count("refusal"):
        store.run("index_references")
        while store.run("take_new_refusals").rowcount:
            store.run("follow_new_refusals")
        store.run("delete_refused_claims")
    store.run("accept_declarations")


def _allowed_labels() -> Iterable[tuple[str, str, str]]:
    for item in PROPERTIES.values():
        yield from ((item.name, "about", label.value) for label in item.labels)
    for relation in RELATIONS.values():
        yield from ((relation.name, "about", label.value) for label in relation.starts)
        yield from ((relation.name, "object", label.value) for label in relation.ends)


def _check_sources(
    store: StagingStore, existing: ExistingGraph, sources: dict[str, SourceShape]
) -> None:
    problems = []
    for key, source in sources.items():
        if store.read_value("has_existing_thing", key):
            problems.append(FileProblem(key, 1, "source.id", f"{key!r} is the id of a thing."))
        original = source.translation_of
        if original is not None and original not in existing.sources | sources.keys():
            message = f"no source {original!r} is known; load it with this file or before."
            problems.append(FileProblem(key, 1, "source.translation_of", message))
    if problems:
        raise DatasetError(problems)
