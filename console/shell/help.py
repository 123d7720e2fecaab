"""Help on a query of the catalogue, a function and a procedure."""

from __future__ import annotations

from console.shell.schema import Schema
from graph.catalogue import catalogue
from graph.errors import UnknownIdError
from graph.lens import NAMES as LENS
from graph.query_files import CatalogueQuery
from graph.visible import escape_controls


def help_text(name: str, schema: Schema) -> str:
    """Help on what has this name.

    Raises:
        UnknownIdError: Nothing has.
    """
    if name in catalogue():
        return query_help(catalogue()[name])
    found = {**schema.functions, **schema.procedures}.get(name)
    if found is None:
        raise UnknownIdError(
            f"Nothing is called {name!r}.", hint=":help lists commands, :queries the catalogue."
        )
    return escape_controls(f"{found.signature}\n  {found.description}\n")


def query_help(query: CatalogueQuery) -> str:
    """What a query of the catalogue takes and gives."""
    lines = [query.summary]
    for parameter in query.parameters:
        bounds = f" {parameter.minimum} to {parameter.maximum}" if parameter.minimum else ""
        given = "needed" if parameter.required else f"{parameter.default!r} unless given"
        lines.append(f"  {parameter.name}: {parameter.type}{bounds}, {given}")
    lines += [
        f"  {', '.join(LENS)}: how the graph is looked at",
        f"  Gives: {', '.join(query.columns)}",
        f"  Example: :run {query.name} "
        + " ".join(f"{name}={value}" for name, value in query.example.items()),
    ]
    return "\n".join(lines) + "\n"


def signature(query: CatalogueQuery) -> str:
    """A query's parameters in one line, those that may be left out in brackets."""
    return " ".join(
        f"{parameter.name}=" if parameter.required else f"[{parameter.name}=]"
        for parameter in query.parameters
    )
