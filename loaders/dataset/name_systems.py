"""Names that do not say how they are written: refused in files that are written by hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from graph.model import Label
from graph.name_languages import find_missing_system
from loaders.dataset.reader import DatasetFile
from loaders.problems import FileProblem

# Whose names have systems. What else there is, is named in the words of a language.
_NAMED = frozenset({Label.PERSON, Label.ORGANIZATION, Label.TIER})


def find_names_without_system(
    files: Sequence[DatasetFile], labels: Mapping[str, Label]
) -> Iterator[FileProblem]:
    """Names of people, organisations and levels that do not say how they are written.

    Args:
        files: Those that are loaded.
        labels: The label of everything that they may speak of.
    """
    for file in files:
        language = file.data.source.language
        for index, fact in enumerate(file.data.facts):
            for number, claim in enumerate(fact.claims):
                label = labels.get(claim.about)
                if claim.predicate != "name" or label not in _NAMED:
                    continue
                wrong = find_missing_system(
                    str(claim.value),
                    claim.language or language,
                    is_told=claim.language is not None or label is not Label.PERSON,
                )
                if wrong is not None:
                    place = ("facts", index, "claims", number, "language")
                    yield file.problem(place, f"the name {claim.value!r} {wrong}")
