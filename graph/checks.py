"""The party's own rules as checks: one file a rule in `cypher/checks`.

A check's file gives evidence: one row for each observation of a unit and each bound that a source
sets. What follows is worked out here, the same for all of them:

- `violation`: by every bound in force, whoever states it, the unit is outside.
- `excepted-if-special`: so it is, but the rules allow it in special cases.
- `pass`: by every bound it is inside.
- `unknown`: nothing is observed, what is observed is too vague, sources differ on the bound, or new
  rules have been adopted since and it is not known whether they kept the bound or its exception.

What no source says is never taken for a violation.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Any

from graph.catalogue import Rows, bind
from graph.database import Database
from graph.errors import BadParameterError, UnknownIdError
from graph.json_values import to_json
from graph.lens import EVERYTHING, Lens
from graph.paths import CYPHER
from graph.query_files import CatalogueQuery, read
from graph.registry import Registry
from graph.version import pin

PASS, VIOLATION = "pass", "violation"
EXCEPTED, UNKNOWN = "excepted-if-special", "unknown"
EXCEPTION_NOT_KNOWN = "it is not known whether new rules kept the exception"
RULE_NOT_KNOWN = "it is not known whether new rules kept the bound"
FINDINGS = (VIOLATION, EXCEPTED, UNKNOWN, PASS)

COLUMNS = (
    "check",
    "finding",
    "unit",
    "name",
    "observed",
    "required",
    "since",
    "until",
    "disputed",
    "excepted_by",
    "note",
    "sources",
    "claims",
)


@dataclass(frozen=True)
class Check:
    """A check.

    Attributes:
        name: The file's stem.
        summary: What must be so.
        rule: The rule's id; `-` for a check of the data themselves.
        looks_at: Which claims it looks at.
        scope: To which units it applies, and when.
        query: The Cypher that gives the evidence.
    """

    name: str
    summary: str
    rule: str
    looks_at: str
    scope: str
    query: CatalogueQuery


@lru_cache
def checks() -> Registry[Check]:
    """Every check by name, in alphabetical order."""
    found = []
    for file in sorted((CYPHER / "checks").glob("*.cypher")):
        query = read(file)
        fields = query.fields
        found.append(
            Check(
                file.stem, query.summary, fields["rule"], fields["looks_at"], fields["scope"], query
            )
        )
    return Registry("check", found, UnknownIdError)


def run_checks(
    database: Database,
    names: Sequence[str] = (),
    lens: Lens = EVERYTHING,
    *,
    finding: str | None = None,
    unit: str | None = None,
) -> Rows:
    """Run checks.

    Args:
        database: Where.
        names: Which; none means all.
        lens: What is let through, and as of which snapshot.
        finding: Only rows with this finding. Of a synthetic party what passes is never listed.
        unit: Only what they find in the thing of this id.

    Returns:
        Rows with `COLUMNS`, violations first.

    Raises:
        UnknownIdError: There is no check of such a name.
        BadParameterError: The lens or the finding cannot be read.
    """
    known = checks()
    lens = pin(database, lens)
    synthetic = lens.snapshot.run is not None
    passes = finding == PASS or (finding is None and not synthetic)
    if finding == PASS and synthetic:
        raise BadParameterError(
            "finding",
            "What passes is not listed for a synthetic party: it is nearly all of it.",
            hint=f"Ask for {VIOLATION} or {UNKNOWN}.",
        )
    known.select(names)
    if finding is not None and finding not in FINDINGS:
        raise BadParameterError(
            "finding", f"finding={finding!r} is not one of {', '.join(FINDINGS)}."
        )
    began = time.perf_counter()
    rows: list[dict[str, Any]] = []
    for name in names or known:
        rows += summarise(name, read_observations(database, name, lens, unit, passes=passes))
    if finding is not None:
        rows = [row for row in rows if row["finding"] == finding]
    rows.sort(key=lambda row: FINDINGS.index(row["finding"]))
    return Rows(COLUMNS, rows, seconds=time.perf_counter() - began)


def read_observations(
    database: Database,
    name: str,
    lens: Lens = EVERYTHING,
    unit: str | None = None,
    *,
    passes: bool = True,
) -> list[dict[str, Any]]:
    """What a check's file gives: one row for each observation and bound, of one thing or of all.

    Args:
        database: Where.
        name: Of the check.
        lens: What is let through, and as of which snapshot.
        unit: Only of the thing of this id.
        passes: Whether what is surely inside all bounds is given too.
    """
    query = checks()[name].query
    bound = bind(query, {"unit": unit}, pin(database, lens))
    given = query.in_map({**bound, "all": passes})
    answer = database.run(query.cypher_with_map(bound["lens"]), given)
    return [dict(zip(answer.columns, map(to_json, row), strict=True)) for row in answer.records]


def summarise(check: str, rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """One row for each observation, from the evidence for all bounds."""

    def observation(row: Mapping[str, Any]) -> tuple[str, ...]:
        return (row["unit"], str(row["since"] or ""), *sorted(row["observed"] or ()))

    return [
        _judged(check, list(group))
        for _, group in groupby(sorted(rows, key=observation), observation)
    ]


def _judged(check: str, rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    first = rows[0]
    kept = [row for row in rows if row.get("kept", True)]
    verdicts = {_verdict(row) for row in kept or rows}
    verdict = verdicts.pop() if len(verdicts) == 1 else UNKNOWN
    disputed = bool(verdicts)
    note = _note(rows) if disputed else first["note"]
    excepted: list[str] = []
    if verdict == VIOLATION:
        excepted = sorted({rule for row in rows for rule in row["excepted_by"]})
        perhaps = any(row.get("perhaps_excepted_by") for row in rows)
        if excepted:
            verdict = EXCEPTED
        elif perhaps or not kept:
            verdict = UNKNOWN
            note = EXCEPTION_NOT_KNOWN if perhaps else RULE_NOT_KNOWN
    bounds = sorted({(row["op"], row["bound"]) for row in rows}, key=str)
    return {
        "check": check,
        "finding": verdict,
        "unit": first["unit"],
        "name": first["name"],
        "observed": _range(first["low"], first["high"]),
        "required": "; ".join(f"{op} {bound}" for op, bound in bounds),
        "since": first["since"],
        "until": first["until"],
        "disputed": disputed,
        "excepted_by": excepted,
        "note": note,
        "sources": sorted({row["source"] for row in rows}),
        "claims": sorted({*(first["observed"] or ()), *(row["claim"] for row in rows)}),
    }


def _verdict(row: Mapping[str, Any]) -> str:
    low, high, bound = row["low"], row["high"], row["bound"]
    if row["op"] == "<=":
        outside, inside = low is not None and low > bound, high is not None and high <= bound
    else:
        outside, inside = high is not None and high < bound, low is not None and low >= bound
    return VIOLATION if outside else PASS if inside else UNKNOWN


def _range(low: float | None, high: float | None) -> str | None:
    if low is None and high is None:
        return None
    if low == high:
        return f"{low:g}"
    return f">= {low:g}" if high is None else f"{low or 0:g} to {high:g}"


def _note(rows: Sequence[Mapping[str, Any]]) -> str:
    """Who would find what, where sources differ."""
    found: dict[tuple[str, str], set[str]] = {}
    for row in rows:
        bound = f"{row['op']} {row['bound']}"
        found.setdefault((_verdict(row), bound), set()).add(row["source"])
    return "; ".join(
        f"{verdict} by {bound} ({', '.join(sorted(sources))})"
        for (verdict, bound), sources in sorted(found.items())
    )
