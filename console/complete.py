"""What a shell may complete a word of a command to.

Ids are queried from the Neo4j that runs; none is started for it, and where none answers within a
second there are none. No error is printed on the line that is being typed.
"""

from __future__ import annotations

from collections.abc import MutableMapping

import typer

_Proposals = list[tuple[str, str]]

_SECONDS = 1.0
# Labels of things; others have no parameter of their name.
_LABELS = {
    "tier": "Tier",
    "organization": "Organization",
    "person": "Person",
    "event": "Event",
    "concept": "Concept",
    "source": "Source",
    "sources": "Source",
}


def queries(incomplete: str) -> _Proposals:
    """Names of queries, with their summaries."""
    from graph.catalogue import find, names  # noqa: PLC0415  (slow to import)

    return [(name, find(name).summary) for name in names() if name.startswith(incomplete)]


def checks(context: typer.Context, incomplete: str) -> _Proposals:
    """Names of checks, and the lens."""
    from graph import checks as known  # noqa: PLC0415  (slow to import)

    named = [(name, check.summary) for name, check in known.checks().items()]
    return named + _pairs(context.params.get("names"), {}, incomplete)


def cited(incomplete: str) -> _Proposals:
    """Ids, and the dataset's own word."""
    return [("dataset", "The dataset."), *_ids(incomplete, None)]


def lens(context: typer.Context, incomplete: str) -> _Proposals:
    """The lens as `key=value`."""
    return _pairs(context.params.get("arguments"), {}, incomplete)


def comparison(context: typer.Context, incomplete: str) -> _Proposals:
    """Both looks, and what is compared, as `key=value`."""
    from graph.compare import PREFIX  # noqa: PLC0415  (slow to import)
    from graph.lens import NAMES  # noqa: PLC0415  (slow to import)

    known = {**dict.fromkeys((PREFIX + name for name in NAMES), ""), "part": "", "change": ""}
    return _pairs(context.params.get("arguments"), {**known, "thing": "id"}, incomplete)


def parameters(context: typer.Context, incomplete: str) -> _Proposals:
    """The parameters of the query that is named, and the lens, as `key=value`."""
    from graph.catalogue import find, names  # noqa: PLC0415  (slow to import)

    name = context.params.get("name")
    known = {item.name: item.type for item in find(name).parameters} if name in names() else {}
    return _pairs(context.params.get("arguments"), known, incomplete)


def split_word_at_equals(environment: MutableMapping[str, str]) -> None:
    """Complete what comes after `=`, which bash takes for a word of its own."""
    words = environment.get("COMP_WORDS", "").split("\n")
    place = int(environment.get("COMP_CWORD") or 0)
    if place < len(words) and words[place] == "=":
        environment["COMP_CWORD"] = str(place + 1)


def _pairs(given: list[str] | None, known: dict[str, str], incomplete: str) -> _Proposals:
    """Names with `=`; values where a name stands already, or no other begins so.

    Args:
        given: The words before, in which bash has `=` as a word of its own.
        known: Types of parameters by name, without the lens.
        incomplete: The word that is completed.
    """
    from graph.lens import NAMES  # noqa: PLC0415  (slow to import)

    types = {**known, **dict.fromkeys(NAMES, "")}
    before = given or []
    if before[-1:] == ["="] and len(before) > 1:
        return _values(before[-2], types, incomplete)
    name, equals, start = incomplete.partition("=")
    if equals:
        return [(f"{name}={value}", about) for value, about in _values(name, types, start)]
    done = {word.partition("=")[0] for word in before}
    left = [item for item in types if item.startswith(name) and item not in done]
    if len(left) == 1 and (values := _values(left[0], types, "")):
        # A shell puts a space after the only word that fits, which here is not the end.
        return [(f"{left[0]}={value}", about) for value, about in values]
    return [(f"{item}=", types[item]) for item in left]


def _values(name: str, types: dict[str, str], start: str) -> _Proposals:
    from graph.lens import CERTAINTIES  # noqa: PLC0415  (slow to import)

    if name == "certainty":
        return [(word, "") for word in CERTAINTIES if word.startswith(start)]
    if types.get(name) == "boolean":
        return [(word, "") for word in ("true", "false") if word.startswith(start)]
    if name == "sources" or types.get(name) in {"id", "ids"}:
        before, comma, last = start.rpartition(",")
        return [
            (f"{before}{comma}{found}", about) for found, about in _ids(last, _LABELS.get(name))
        ]
    return []


def _ids(start: str, label: str | None) -> _Proposals:
    """Some ids that begin so, with names, from the Neo4j that runs."""
    from graph.database import Database  # noqa: PLC0415  (slow to import)
    from graph.statements import statement  # noqa: PLC0415

    try:
        with Database.connect_if_running(wait=_SECONDS) as database:
            prefix = {"start": start, "label": label}
            answer = database.run(statement("admin/complete_ids"), prefix)
    except Exception:  # whatever it is, a completion is no place for it
        return []
    return [(identifier, name) for identifier, name in answer.records]
