"""Parameters of the catalogue's queries: their types, and values from what a person wrote."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from graph.dates import BadDateError, bounds
from graph.errors import BadParameterError
from graph.model import DisagreementKind, Label
from graph.names import fold_words
from graph.near_names import ask_whether_meant, near_names
from graph.relations import RELATIONS
from graph.vocabulary import COUNTS, PROPERTIES

# Types whose values are a list of words: what is none of them would be answered with nothing.
CHOICES: dict[str, tuple[str, ...]] = {
    "label": tuple(Label),
    "predicate": (*PROPERTIES, *RELATIONS),
    "disagreement": tuple(DisagreementKind),
    "quantity": COUNTS,
}
# Which ids and types of events there are, the graph knows.
TYPES = ("id", "event_type", "ids", "text", "search", "integer", "boolean", "edtf", *CHOICES)
MAX_TEXT = 1000
MAX_IDS = 1000


@dataclass(frozen=True)
class Parameter:
    """One parameter of a query.

    Attributes:
        name: As in `$name`.
        type: One of `TYPES`.
        required: Whether there is no default.
        default: The default's value; None where it is null or the parameter is required.
        minimum: Least value of an integer, both ends included; None where there is none.
        maximum: Greatest value of an integer.
    """

    name: str
    type: str
    required: bool
    default: Any = None
    minimum: int | None = None
    maximum: int | None = None


def value(parameter: Parameter, given: Any) -> Any:
    """A parameter's value from what a person wrote.

    Raises:
        BadParameterError: It is not of the parameter's type, or out of its bounds.
    """
    name = parameter.name
    if parameter.type == "integer":
        return _integer(parameter, given)
    if parameter.type == "boolean":
        if isinstance(given, bool):
            return given
        if str(given).lower() in {"true", "false"}:
            return str(given).lower() == "true"
        raise BadParameterError(name, f"{name}={given!r} is neither true nor false.")
    if parameter.type == "ids":
        return _ids(name, given)
    if not isinstance(given, str):
        raise BadParameterError(name, f"{name} must be text, not {type(given).__name__}.")
    if len(given) > MAX_TEXT:
        raise BadParameterError(name, f"{name} is longer than {MAX_TEXT} characters.")
    if "\x00" in given:
        raise BadParameterError(name, f"{name} holds a NUL character.")
    if parameter.type == "search" and not fold_words(given):
        raise BadParameterError(name, f"{name}={given!r} has neither letters nor digits.")
    if parameter.type == "edtf":
        try:
            bounds(given)
        except BadDateError as error:
            raise BadParameterError(name, f"{name}: {error.message}", hint=error.hint) from error
    if parameter.type in CHOICES:
        require_choice(name, parameter.type, given, CHOICES[parameter.type])
    return given


def require_choice(name: str, kind: str, given: str, choices: Sequence[str]) -> None:
    """Refuse a word that is none of a list.

    Raises:
        BadParameterError: It is none; those like it are named, or all.
    """
    if given in choices:
        return
    meant = ask_whether_meant(near_names(given, choices))
    raise BadParameterError(
        name,
        f"{name}={given!r}: there is no such {kind.replace('_', ' ')}.",
        hint=meant or f"There are: {', '.join(choices)}.",
    )


def _ids(name: str, given: Any) -> list[str]:
    parts = given.split(",") if isinstance(given, str) else list(given)
    found = [str(part).strip() for part in parts if str(part).strip()]
    if len(found) > MAX_IDS or any(len(part) > MAX_TEXT for part in found):
        raise BadParameterError(name, f"{name} is more than {MAX_IDS} ids.")
    return found


def _integer(parameter: Parameter, given: Any) -> int:
    name = parameter.name
    if isinstance(given, bool) or not re.fullmatch(r"[+-]?\d{1,18}", str(given).strip()):
        raise BadParameterError(name, f"{name}={given!r} is not a whole number.")
    number = int(given)
    low, high = parameter.minimum, parameter.maximum
    if (low is not None and number < low) or (high is not None and number > high):
        raise BadParameterError(name, f"{name}={number} is not between {low} and {high}.")
    return number
