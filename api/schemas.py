"""The schemas of answers: a model of each row, and of the envelope that it comes in."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, create_model

from api.row_types import COLUMNS, EXCEPTIONS, ColumnType
from graph.catalogue import find, names


class Envelope(BaseModel):
    """Every answer in JSON."""

    data: Any = Field(description="The rows, or the resource.")
    next: str | None = Field(description="Give it as `next` to get the next page.")
    truncated: bool = Field(
        description="Whether rows were left out that no `next` leads to: a resource's, too many."
    )
    graph_version: str = Field(description="Changes whenever the graph does.")
    undated_left_out: int = Field(
        description="Sources that known_at leaves out, since their date is unknown."
    )
    as_of: str | None = Field(description="The date asked for, `today` resolved.")
    carry: str | None = Field(
        description="How far `best` has carried forward what was attested; null without `as_of`."
    )
    note: str | None = Field(
        description="Why there is nothing, where the date is before all that is known."
    )


def _title(name: str) -> str:
    return "".join(word.capitalize() for word in name.split("_"))


def column_type(query: str, column: str) -> ColumnType:
    """What a column of a query holds.

    Raises:
        KeyError: Nobody has said; `api/row_types.py` is where to.
    """
    return EXCEPTIONS.get((query, column)) or COLUMNS[column]


@cache
def row_model(name: str, columns: tuple[str, ...] | None = None) -> type[BaseModel]:
    """A row of a query of the catalogue, or of a list with these columns."""
    if name == "claim":
        return row_model("claims")
    fields: dict[str, Any] = {}
    for column in columns or find(name).columns:
        item = column_type(name, column)
        examples = None if item.example is None else [item.example]
        fields[column] = (item.type, Field(description=item.meaning, examples=examples))
    title = "Claim" if name == "claims" else f"{_title(name)}Row"
    made: type[BaseModel] = create_model(
        title, __config__=ConfigDict(), __doc__=_doc(name), **fields
    )
    if name != "claims":
        made.model_rebuild(_types_namespace={"Claim": row_model("claims")})
    return made


def _doc(name: str) -> str:
    return find(name).summary if name in names() else f"A row of {name}."


def _rows(name: str, columns: tuple[str, ...] | None = None) -> Any:
    """A list of rows, as a type."""
    return list[row_model(name, columns)]  # type: ignore[misc]


@cache
def list_of(name: str, columns: tuple[str, ...] | None = None) -> type[Envelope]:
    """The envelope of a list of rows."""
    return _envelope(f"{_title(name)}List", _rows(name, columns), "The rows.")


@cache
def one_of(name: str) -> type[Envelope]:
    """The envelope of one row."""
    return _envelope(f"One{_title(name)}", row_model(name), "It.")


def _envelope(title: str, data: Any, meaning: str) -> type[Envelope]:
    made: type[Envelope] = create_model(
        title, __base__=Envelope, __doc__=None, data=(data, Field(description=meaning))
    )
    return made


@cache
def thing_model() -> type[Envelope]:
    """A thing of any kind with all that is said of it."""
    known = row_model("thing")
    thing = create_model(
        "Thing",
        __base__=known,
        __doc__="A thing, and everything said of it.",
        disputed=(bool, Field(description="Whether anything said of it is disputed.")),
        resolved_by=(
            dict[str, str | None],
            Field(description="How each predicate is resolved that sources do not agree about."),
        ),
        statements=(
            _rows("describe"),
            Field(description="What is said of it."),
        ),
    )
    return _envelope("OneThing", thing, "It.")


@cache
def chain_model() -> type[Envelope]:
    """The two parts of what stands above an organisation."""
    rows = _rows("chain_of_command")
    parts = create_model(
        "Chain",
        __doc__="What stands above an organisation.",
        institution=(rows, Field(description="The institution that holds it, attested.")),
        party=(rows, Field(description="The party's levels above a cell, by its rules.")),
    )
    return _envelope("OneChain", parts, "It.")


@cache
def graph_model() -> type[Envelope]:
    """The whole graph in numbers."""
    graph = create_model(
        "GraphState",
        __doc__="The graph in numbers.",
        version=(str, Field(description="Changes whenever the graph does.")),
        loaded=(str | None, Field(description="ISO 8601: when the last load ended.")),
        nodes=(int, Field(description="Nodes.")),
        relationships=(int, Field(description="Relationships.")),
        counts=(
            _rows("counts"),
            Field(description="By label and relation."),
        ),
    )
    return _envelope("OneGraphState", graph, "It.")


def enum(values: Iterable[str]) -> dict[str, Any]:
    """What a parameter's schema says of the values that it may have."""
    return {"enum": list(values)}
