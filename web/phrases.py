"""What a page says in the visitor's language: dates, values, names, predicates, notes of checks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from graph.dates import EARLIEST, LATEST
from graph.model import Kind, Label, Op, Polarity, Standing, Time
from graph.sides import is_about_dates
from graph.status import DateStatus, attested_on, kind_of_status
from graph.vocabulary import PROPERTIES, predicate
from web.dates import format_date
from web.language import Messages, load_export_words, load_role_words

_OPS = {op: f"value.{op.name.lower()}" for op in Op}
# Standings that need no mark.
PLAIN = (Standing.ATTESTED, Standing.NORMATIVE, Standing.REPORTED, Standing.SYNTHETIC)
# What may follow a standing, as `claim-standing.cypher` has it.
_MARKS = {
    "and denied by the same source": "standing.self-denied",
    "of low confidence": "confidence.low",
}
_HANGUL = re.compile("[\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]")
_LATIN = re.compile("(?=.*[A-Za-z])[\x20-\u024f\u2018-\u201d]+")
_NUMBER = re.compile(r"\d+")
_BY = re.compile(r"([a-z-]+) by (\S+ \S+) \((.+)\)")


class Phrases:
    """Phrases in one language.

    Args:
        messages: The interface's messages in it.
    """

    def __init__(self, messages: Messages) -> None:
        self._messages = messages

    @staticmethod
    def file_title(name: str) -> str:
        """A file's name as a heading: without folder, ending and underscores."""
        return Path(name).stem.replace("_", " ").replace("-", " ")

    def other_language(self, text: str | None) -> str:
        """The language of a text by its letters, where it is not the page's; empty where it is.

        Hangul is Korean; on a Korean page, letters of Latin alone are English or are read as such.
        """
        if self._messages.language == "ko":
            return "en" if text and _LATIN.fullmatch(text) else ""
        return "ko" if text and _HANGUL.search(text) else ""

    def date(self, text: str | None) -> str:
        """An EDTF date in words; empty for none."""
        return "" if text is None else format_date(text, self._messages.language)

    def predicate(self, name: str, way: str = "predicate") -> str:
        """A predicate in words; with `inverse`, as its object sees it."""
        return self._messages.known(f"{way}.{name}", name)

    def name(self, label: str, identifier: str, name: str | None) -> str:
        """A thing's name; the party's levels are of the model, and have translated names."""
        found = name or identifier
        if label != Label.TIER:
            return found
        return self._messages.known(f"level.{identifier}", found)

    def roles(self) -> dict[str, str]:
        """Roles in the page's language by their English words; those of the data are English."""
        return load_role_words() if self._messages.language == "ko" else {}

    def role(self, text: str) -> str:
        """A role in the page's language where there are words for it; else as it is said."""
        return self.roles().get(text, text)

    def export_words(self, text: str) -> str:
        """What the registry of formats says, where there are words for it; else as it is."""
        return load_export_words().get(text, text) if self._messages.language == "ko" else text

    def check_note(self, text: str | None) -> str:
        """A check's note in words; empty for none, and as it is where there are no words for it."""
        return "" if text is None else check_note(text, self._messages)

    def value(self, row: Mapping[str, Any]) -> str:
        """A statement's value in words: its bound, its date, yes or no."""
        value = row["value"]
        if isinstance(value, bool):
            return self._messages("value.yes" if value else "value.no")
        known = PROPERTIES.get(row["predicate"])
        if isinstance(value, str) and known is not None and known.kind is Kind.EDTF:
            return self.date(value)
        text = f"{value:,}" if isinstance(value, int) else str(value)
        return self._messages(_OPS[row["op"]], value=text)

    def asks(self, question: Mapping[str, Any]) -> str:
        """A question in the page's language, or as editors word it; empty where they have not."""
        korean = question["asks_ko"] if self._messages.language == "ko" else None
        return korean or question["asks"] or ""

    def compared(self, row: Mapping[str, Any], side: str) -> str:
        """What one side of a row of `compare` says, where that is no thing, in words."""
        said = row[side]
        op, _, value = said.partition(" ") if isinstance(said, str) else ("", "", "")
        if not value or op not in _OPS:
            return self.value({"predicate": row["predicate"], "op": Op.EQUAL, "value": said})
        number = int(value) if value.isdecimal() else value
        return self.value({"predicate": row["predicate"], "op": Op(op), "value": number})

    def coordinates(self, latitude: float, longitude: float) -> str:
        """A point in decimal degrees, with the directions that they are of."""
        return self._messages(
            "place.point",
            latitude=f"{abs(latitude):g}° {'S' if latitude < 0 else 'N'}",
            longitude=f"{abs(longitude):g}° {'W' if longitude < 0 else 'E'}",
        )

    @staticmethod
    def status_kind(text: str) -> str:
        """The kind of a status, as a class of style sheets: `last-attested`."""
        return kind_of_status(text).name.lower().replace("_", "-")

    def statuses(self) -> dict[str, str]:
        """The words for each kind of status, with `{date}`, by what such a status begins with."""
        words = self._messages.starting("status.")
        return {kind.value: words[self.status_kind(kind.value)] for kind in DateStatus}

    def status(self, text: str) -> str:
        """How a row's dates stand to the time asked for, in words, with the date carried from."""
        return self._messages(
            f"status.{self.status_kind(text)}", date=self.date(attested_on(text) or "")
        )

    def standing(self, row: Mapping[str, Any]) -> str:
        """How a row's claim stands, in words; empty where it is plainly attested or a rule."""
        kind, *marks = str(row.get("standing") or "").split(", ")
        keys = [] if kind in {"", *PLAIN} else [f"standing.{kind}"]
        keys += [_MARKS[mark] for mark in marks]
        return "; ".join(self._messages(key) for key in keys)

    def side(self, question: Mapping[str, Any], side: Mapping[str, Any]) -> str:
        """A side of a question in words: the names of things, or a value."""
        if side["objects"]:
            names = ", ".join(
                self.name(thing["kind"], thing["id"], thing["name"]) for thing in side["objects"]
            )
            denied = side["polarities"] == [Polarity.DENIED.value]
            return f"{self._messages('value.not')} {names}" if denied else names
        text: str = side["side"]
        if text in side["sources"]:  # each source is a side of its own, and says this
            return "; ".join(side["answers"])
        if text in {"true", "false"}:
            return self._messages("value.yes" if text == "true" else "value.no")
        dated = is_about_dates(question)
        op, _, number = text.rpartition(" ")
        if number.isdecimal() and op in {"", *_OPS} and not dated:
            return self._messages(_OPS[Op(op or "=")], value=f"{int(number):,}")
        return self.date(text) if dated else text

    def claim_time(self, claim: Mapping[str, Any]) -> tuple[str, str | None]:
        """What a claim says of its time: words before it, and an EDTF date or None."""
        if claim["holds"]:
            return "", claim["holds"]
        if claim["attested"]:
            return self._messages("when.attested"), claim["attested"]
        if claim["unread_time"]:
            return f"{self._messages('when.unread')} {claim['unread_time']}", None
        time = predicate(claim["predicate"]).time
        low, high = sorted((claim["holds_from"], claim["holds_until"]))
        if time is Time.ALWAYS or low <= EARLIEST.isoformat() or high >= LATEST.isoformat():
            return self._messages("when.unsaid"), None
        before = "" if time is Time.EVENT else self._messages("when.by_source")
        return before, low if low == high else f"{low}/{high}"


def check_note(text: str, messages: Messages) -> str:
    """A check's note; one that there is no message for stays as it is.

    A text's key is the text itself, its first number left open; `violation by <= 30 (a, b)` says
    who would find what. What follows a colon is the source's own words.
    """
    parts = [_BY.fullmatch(part) for part in text.split("; ")]
    if all(parts):
        return "; ".join(
            messages(
                "note_by.who",
                finding=messages(f"finding.{part[1]}"),
                bound=part[2],
                sources=part[3],
            )
            for part in parts
            if part
        )
    head, colon, words = text.partition(": ")
    if colon and (known := messages.known(f"note.{head}:", "")):
        return f"{known} {words}"
    number = _NUMBER.search(text)
    known = messages.known(f"note.{_NUMBER.sub('#', text, count=1)}", "")
    return known.replace("#", number[0]) if known and number else known or text
