"""What editors judge of disagreements: which claims answer one question, how they differ, why.

A file of judgements stands beside the files of sources, since it is about several of them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal, Self

from pydantic import Field, model_validator

from graph.claims import Judgement, Selector
from graph.model import DisagreementKind, Label, Op
from loaders.dataset.schema import Id, Line, Predicate, Shape
from loaders.problems import FileProblem, Places, line_of


class SelectorShape(Shape):
    """Claims about a thing, with a predicate, and what else is given."""

    about: Id
    predicate: Predicate
    op: Op | None = Field(None, strict=False)
    value: str | int | float | bool | None = None
    object: Id | None = None
    source: Id | None = None


class JudgementShape(Shape):
    """One question that sources answer differently."""

    id: Id
    asks: Line = Field(description="The question, in plain words.")
    asks_ko: Line | None = Field(None, description="The question in Korean.")
    kind: DisagreementKind = Field(strict=False)
    explanation: Line = Field(description="Why the editors see it so; never empty.")
    claims: list[SelectorShape] = Field(min_length=1)
    sides: Literal["answer", "source"] = Field(
        "answer", description="Whether a side is one answer, or all that one source says."
    )


class JudgementsShape(Shape):
    """A file of judgements; loading it replaces those that it held before."""

    editors: Id
    disagreements: list[JudgementShape]

    @model_validator(mode="after")
    def _ids_stand_once(self) -> Self:
        seen: set[str] = set()
        for item in self.disagreements:
            if item.id in seen:
                raise ValueError(f"{item.id!r} stands twice.")
            seen.add(item.id)
        return self


@dataclass(frozen=True)
class JudgementFile:
    """A file of the right shape: its name in messages, what it says, the line of each place."""

    shown: str
    data: JudgementsShape
    places: Places

    @property
    def judgements(self) -> list[Judgement]:
        """What it says."""
        return [_judgement(item) for item in self.data.disagreements]

    def find_problems(
        self, labels: Mapping[str, Label], sources: Iterable[str]
    ) -> Iterable[FileProblem]:
        """Selectors of things or sources that do not exist."""
        for number, item in enumerate(self.data.disagreements):
            for index, selector in enumerate(item.claims):
                path = ("disagreements", number, "claims", index)
                for field, known in (("about", labels), ("object", labels), ("source", sources)):
                    identifier = getattr(selector, field)
                    if identifier is not None and identifier not in known:
                        yield FileProblem(
                            self.shown,
                            line_of(self.places, (*path, field)),
                            ".".join(map(str, (*path, field))),
                            f"nothing has the id {identifier!r}; load it with this file or before.",
                        )


def _judgement(item: JudgementShape) -> Judgement:
    return Judgement(
        id=item.id,
        asks=item.asks,
        kind=item.kind,
        explanation=item.explanation,
        selectors=tuple(Selector(**_selected(selector)) for selector in item.claims),
        by_source=item.sides == "source",
        asks_ko=item.asks_ko,
    )


def _selected(selector: SelectorShape) -> dict[str, Any]:
    chosen = selector.model_dump()
    return chosen | {"op": selector.op.value if selector.op else None}


def as_properties(judgement: Judgement, editors: str) -> dict[str, Any]:
    """A judgement as a node's properties; `from_properties` reads it back."""
    properties = {
        "id": judgement.id,
        "asks": judgement.asks,
        "kind": judgement.kind.value,
        "explanation": judgement.explanation,
        "by_source": judgement.by_source,
        "selectors": [json.dumps(asdict(item), sort_keys=True) for item in judgement.selectors],
        "editors": editors,
    }
    if judgement.asks_ko is not None:
        properties["asks_ko"] = judgement.asks_ko
    text = json.dumps(properties, sort_keys=True)
    return properties | {"fingerprint": hashlib.sha256(text.encode()).hexdigest()[:16]}


def from_properties(properties: Mapping[str, Any]) -> Judgement:
    """A judgement from its node."""
    return Judgement(
        id=properties["id"],
        asks=properties["asks"],
        kind=DisagreementKind(properties["kind"]),
        explanation=properties["explanation"],
        selectors=tuple(Selector(**json.loads(text)) for text in properties["selectors"]),
        by_source=properties["by_source"],
        asks_ko=properties.get("asks_ko"),
    )
