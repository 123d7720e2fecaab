"""A load's effect on disagreements: which questions it opens or settles, and their edges."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from typing import Any

from neo4j import ManagedTransaction

from graph.claims import Claim, Judgement, Question, questions
from graph.dates import Validity
from graph.lens import NEVER_RETIRED
from graph.statements import statement
from loaders.dataset.judgements import JudgementFile, as_properties, from_properties
from loaders.dataset.writing import Step, batches, step


@dataclass(frozen=True)
class Opened:
    """What a load does to disagreements, as pairs of question and kind."""

    opened: tuple[tuple[str, str], ...] = ()
    settled: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Disagreements:
    """The disagreements of the subjects that a load touches.

    Attributes:
        changed: Ids of judgements that are new, changed or withdrawn.
        fingerprints: Of those, for the graph's version.
        opened: What the load opens and settles.
        judgements: Judgements to write, as properties of their nodes.
        withdrawn: Ids of judgements to take back.
        subjects: Whose questions are computed anew.
        after: The questions as they are after the load.
    """

    changed: tuple[str, ...]
    fingerprints: list[str]
    opened: Opened
    judgements: list[dict[str, Any]]
    withdrawn: list[str]
    subjects: list[str]
    after: list[Question]

    @classmethod
    def plan(
        cls,
        tx: ManagedTransaction,
        files: Sequence[JudgementFile],
        *,
        subjects: Set[str],
        create: Sequence[Claim],
        retire: Set[str],
    ) -> Disagreements:
        """Work out what changes; nothing is written."""
        stored = {row["id"]: row.data()["properties"] for row in tx.run(statement("load/judged"))}
        wanted = {
            item["id"]: item
            for file in files
            for item in (
                as_properties(judgement, file.data.editors) for judgement in file.judgements
            )
        }
        editors = {file.data.editors for file in files}
        withdrawn = [
            key for key, old in stored.items() if old["editors"] in editors and key not in wanted
        ]
        written = [
            item
            for key, item in wanted.items()
            if key not in stored or stored[key]["fingerprint"] != item["fingerprint"]
        ]
        before = [from_properties(item) for item in stored.values()]
        after = [
            from_properties(item) for key, item in (stored | wanted).items() if key not in withdrawn
        ]
        changed = {*withdrawn, *(item["id"] for item in written)}
        touched = _touched(subjects, [*before, *after], changed)
        live = _live(tx, touched)
        now = [claim for claim in live if claim.id not in retire]
        now += [claim for claim in create if claim.about in touched]
        old = questions(live, before, _wider(tx, []))
        new = questions(now, after, _wider(tx, create))
        return cls(
            changed=tuple(sorted(changed)),
            fingerprints=[*sorted(item["fingerprint"] for item in written), *sorted(withdrawn)],
            opened=_difference(old, new),
            judgements=written,
            withdrawn=withdrawn,
            subjects=sorted(touched),
            after=new,
        )

    def steps(self) -> Iterator[Step]:
        """What is to be written, when the claims are there already."""
        if self.withdrawn:
            yield step("load/withdraw_judgements", ids=self.withdrawn)
        if self.judgements:
            yield step("load/judgements", judgements=self.judgements)
        for subjects in batches(self.subjects):
            yield step("load/clear_conflicts", subjects=subjects, never=NEVER_RETIRED)
        for questions_ in batches(self.after):
            yield step(
                "load/questions",
                questions=[
                    {
                        "id": question.id,
                        "judged": question.judgement is not None,
                        "answers": [
                            {"claim": claim.id, "side": question.side(claim)}
                            for claim in question.claims
                        ],
                    }
                    for question in questions_
                ],
            )
        conflicts = [
            {**vars(conflict), "kind": conflict.kind.value}
            for question in self.after
            for conflict in question.conflicts
        ]
        for part in batches(conflicts):
            yield step("load/conflicts", conflicts=part)
        for subjects in batches(self.subjects):
            yield step("load/newer", subjects=subjects)


def _touched(subjects: Set[str], judgements: Iterable[Judgement], changed: Set[str]) -> set[str]:
    """The subjects, and all others that a judgement ties to one of them."""
    ties = {judgement.id: judgement.subjects for judgement in judgements}
    found = set(subjects).union(*(ties.get(key, set()) for key in changed))
    grown = True
    while grown:
        joined = found.union(*(tied for tied in ties.values() if tied & found))
        grown = joined != found
        found = joined
    return found


def _difference(old: Sequence[Question], new: Sequence[Question]) -> Opened:
    before, after = _kinds(old), _kinds(new)
    return Opened(tuple(sorted(after - before)), tuple(sorted(before - after)))


def _kinds(found: Iterable[Question]) -> set[tuple[str, str]]:
    return {
        (question.id, conflict.kind.value) for question in found for conflict in question.conflicts
    }


def _live(tx: ManagedTransaction, subjects: Set[str]) -> list[Claim]:
    rows = tx.run(statement("load/claims_about"), subjects=sorted(subjects), never=NEVER_RETIRED)
    found = []
    for row in rows:
        values = row.data()
        days = [values.pop(name).to_native() for name in Validity.__dataclass_fields__]
        found.append(Claim(**values, validity=Validity(*days)))
    return found


def _wider(tx: ManagedTransaction, create: Iterable[Claim]) -> dict[str, set[str]]:
    """For each place those that it lies in, or is the same as, at any remove."""
    links = [
        (row["about"], row["predicate"], row["object"])
        for row in tx.run(statement("load/places"), never=NEVER_RETIRED)
    ]
    links += [
        (claim.about, claim.predicate, str(claim.object))
        for claim in create
        if claim.predicate in {"LOCATED_IN", "SAME_AS"}
    ]
    found: dict[str, set[str]] = {}
    for about, predicate, target in links:
        found.setdefault(about, set()).add(target)
        if predicate == "SAME_AS":
            found.setdefault(target, set()).add(about)
    grown = True
    while grown:
        grown = False
        for near in found.values():
            far = set().union(*(found.get(place, set()) for place in near)) - near
            grown = grown or bool(far)
            near.update(far)
    return found
