"""A load's effect on disagreements: which questions it opens or resolves, and their edges."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import chain
from typing import Any

from graph.claims import Claim, Judgement, Question, Wider, questions
from graph.dates import Validity
from graph.lens import NEVER_RETIRED
from graph.vocabulary import MEMBER_GRADES, MORTAL
from loaders.dataset.judgements import JudgementFile, as_properties, from_properties
from loaders.load.existing import Reader
from loaders.load.merges import MovedClaims
from loaders.load.staging import StagingStore, chunks
from loaders.load.write import SUBJECTS, Step, make_step

# What ends what is said of others, or says that something does.
ENDS = ("death_date", "dissolved", "adopted", "EDITION_OF", "seats", "HAS_ROLE")


@dataclass(frozen=True)
class DisagreementChanges:
    """What a load does to disagreements, as pairs of question and kind."""

    opened: tuple[tuple[str, str], ...] = ()
    resolved: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Disagreements:
    """The disagreements of the subjects that a load touches; its questions are in its store.

    Attributes:
        changed: Ids of judgements that are new, changed or withdrawn.
        fingerprints: Of those, for the graph's version.
        changes: What the load opens and resolves.
        judgements: Judgements to write, as properties of their nodes.
        withdrawn: Ids of judgements to take back.
        judged: Subjects that a judgement ties to one of the load's.
        store: What the load brings.
    """

    changed: tuple[str, ...]
    fingerprints: list[str]
    changes: DisagreementChanges
    judgements: list[dict[str, Any]]
    withdrawn: list[str]
    judged: Sequence[str]
    store: StagingStore

    @classmethod
    def plan(
        cls,
        read: Reader,
        files: Sequence[JudgementFile],
        store: StagingStore,
        works: dict[str, str],
        moved: MovedClaims,
    ) -> Disagreements:
        """Work out what changes, some subjects at a time; nothing is written.

        Args:
            read: Reads the graph.
            files: What editors judge.
            store: The load's claims, compared with the graph's.
            works: The work that each of the load's sources is a translation or reprint of.
            moved: What has been merged.
        """
        stored = {row["id"]: row["properties"] for row in read("load/judged")}
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
        before = [from_properties(item).with_kept_ids(moved.before) for item in stored.values()]
        after = [
            from_properties(item).with_kept_ids(moved.after)
            for key, item in (stored | wanted).items()
            if key not in withdrawn
        ]
        changed = {*withdrawn, *(item["id"] for item in written)}
        judged = _tied(store, [*before, *after], changed)
        links = [(row["about"], row["predicate"], row["object"]) for row in _places(read)]
        comparison = _Comparison(
            read,
            store,
            works,
            _wider(links),
            _wider([*links, *store.written_relations("LOCATED_IN", "SAME_AS")]),
        )
        found = [comparison.of(sorted(judged), before, after)]
        for new, subjects in (
            (True, store.ambiguous_subjects()),
            (False, store.subjects(new=False)),
        ):
            others = (subject for subject in subjects if subject not in judged)
            found += [comparison.of(part, new=new) for part in chunks(others)]
        return cls(
            changed=tuple(sorted(changed)),
            fingerprints=[*sorted(item["fingerprint"] for item in written), *sorted(withdrawn)],
            changes=DisagreementChanges(
                tuple(sorted(pair for one in found for pair in one.opened)),
                tuple(sorted(pair for one in found for pair in one.resolved)),
            ),
            judgements=written,
            withdrawn=withdrawn,
            judged=sorted(judged),
            store=store,
        )

    def steps(self) -> Iterator[Step]:
        """What is to be written, when the claims are there already."""
        if self.withdrawn:
            yield make_step("load/withdraw_judgements", ids=self.withdrawn)
        if self.judgements:
            yield make_step("load/judgements", judgements=self.judgements)
        for subjects in chunks(self._earlier(), SUBJECTS):
            yield make_step("load/clear_conflicts", subjects=subjects, never=NEVER_RETIRED)
        for questions_ in chunks(self.store.questions(), SUBJECTS):
            yield make_step("load/questions", questions=questions_)
        for questions_ in chunks(self.store.questions(), SUBJECTS):
            conflicts = [one for question in questions_ for one in question["conflicts"]]
            yield make_step("load/conflicts", "disagreements", len(conflicts), conflicts=conflicts)
        # Together, since Neo4j plans a statement anew for lists of another order of length.
        ending = chain(
            self._earlier(),
            self.store.ambiguous_subjects(),
            self.store.ending_subjects(ENDS, MORTAL),
        )
        for subjects in chunks(ending, SUBJECTS):
            yield make_step("load/seats", subjects=subjects)
            yield make_step("load/endings", subjects=subjects, mortal=MORTAL, grades=MEMBER_GRADES)
            yield make_step("load/beginnings", subjects=subjects)

    def _earlier(self) -> Iterator[str]:
        """Subjects that may have had questions before."""
        yield from self.judged
        seen = set(self.judged)
        yield from (item for item in self.store.subjects(new=False) if item not in seen)


@dataclass(frozen=True)
class _Comparison:
    """Claims before a load and after it."""

    read: Reader
    store: StagingStore
    works: dict[str, str]
    wider_before: Wider
    wider_after: Wider

    def of(
        self,
        subjects: Sequence[str],
        before: Sequence[Judgement] = (),
        after: Sequence[Judgement] = (),
        *,
        new: bool = False,
    ) -> DisagreementChanges:
        """Compare the claims about these, and add their questions to the store.

        Of new things nothing was said before.
        """
        live = [] if new else _live(self.read, subjects)
        retired = self.store.retired_claims(subjects)
        now = [claim for claim in live if claim.id not in retired]
        now += self.store.written_claims(subjects, self.works)
        found = questions(now, after, self.wider_after)
        self.store.add_questions(
            {
                "id": question.id,
                "judged": question.judgement is not None,
                "answers": [
                    {"claim": claim.id, "side": question.side(claim)} for claim in question.claims
                ],
                "conflicts": [
                    {**vars(conflict), "kind": conflict.kind.value}
                    for conflict in question.conflicts
                ],
            }
            for question in found
        )
        return _difference(questions(live, before, self.wider_before), found)


def _tied(store: StagingStore, judgements: Sequence[Judgement], changed: Set[str]) -> set[str]:
    """All subjects of judgements that change, or that are tied to a subject of the load."""
    ties: dict[str, set[str]] = {}
    for judgement in judgements:
        ties.setdefault(judgement.id, set()).update(judgement.subjects)
    found: set[str] = set()
    for key, tied in ties.items():
        if key in changed or any(store.read_value("has_subject", subject) for subject in tied):
            found |= tied
    grown = True
    while grown:
        joined = found.union(*(tied for tied in ties.values() if tied & found))
        grown = joined != found
        found = joined
    return found


def _difference(old: Sequence[Question], new: Sequence[Question]) -> DisagreementChanges:
    before, after = _kinds(old), _kinds(new)
    return DisagreementChanges(tuple(sorted(after - before)), tuple(sorted(before - after)))


def _kinds(found: Iterable[Question]) -> set[tuple[str, str]]:
    return {
        (question.id, conflict.kind.value) for question in found for conflict in question.conflicts
    }


def _live(read: Reader, subjects: Sequence[str]) -> list[Claim]:
    found = []
    for values in read("load/claims_about", subjects=list(subjects), never=NEVER_RETIRED):
        days = [values.pop(name).to_native() for name in Validity.__dataclass_fields__]
        found.append(Claim(**values, validity=Validity(*days)))
    return found


def _places(read: Reader) -> Iterable[dict[str, Any]]:
    return read("load/places", never=NEVER_RETIRED)


def _wider(links: Iterable[tuple[str, str, str]]) -> dict[str, set[str]]:
    """For each place those that it lies in, or is the same as, at any remove."""
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
