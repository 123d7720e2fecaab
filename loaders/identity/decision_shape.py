"""The shape of a file of decisions."""

from __future__ import annotations

from typing import Self

from pydantic import Field, model_validator

from loaders.dataset.schema import Id, Line, Past, Shape


class DecisionShape(Shape):
    """One decision, or a pair that is still open."""

    merged: Id = Field(description="The id that leads to the other from now on, or does not.")
    into: Id = Field(description="The id that is kept.")
    same: bool | None = Field(
        None, description="Whether the two are one; empty where that is open."
    )
    reason: Line | None = None
    despite: list[Id] = Field(
        default=[], description="Sources that tell the two apart, and are not followed in this."
    )

    @model_validator(mode="after")
    def _has_a_reason(self) -> Self:
        if self.same is not None and not self.reason:
            raise ValueError("a decision must have a reason.")
        return self


class DecisionsShape(Shape):
    """A file of decisions; loading it replaces those that it held before."""

    editors: Id
    decided: Past = Field(description="EDTF: when.")
    decisions: list[DecisionShape]
