"""How to cite a source, a claim, what is gathered on a thing, or the whole dataset.

BibTeX as in the LaTeX Companion's `@misc`; RIS as reference managers read it (type `ELEC`);
CSL-JSON as Zotero and pandoc read it; and a line of text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from graph.addresses import web_address
from graph.database import Database
from graph.dates import LATEST, bounds
from graph.errors import BadParameterError, UnknownIdError
from graph.fragments import expand
from graph.statements import statement
from graph.version import graph_version

DATASET = "dataset"
PUBLISHER = "Partycell"
TITLE = "Partycell: a sourced, dated graph of how a ruling party is organised"

_BIBTEX = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "{}%&$#_"},
}


@dataclass(frozen=True)
class Citation:
    """What a reference says.

    Attributes:
        key: The id that is cited.
        title: Of what is cited.
        publisher: Who published it.
        published: EDTF; empty where it is not known.
        url: Where it is; empty where there is none.
        note: Where in it, and which version of this dataset.
        language: BCP 47 tag; empty where it has none.
        accessed: The day on which it was looked up, ISO 8601; empty where nobody says.
    """

    key: str
    title: str
    publisher: str
    published: str
    url: str
    note: str
    language: str
    accessed: str = ""

    @property
    def year(self) -> str:
        """The year, where it is known."""
        if not self.published:
            return ""
        found = bounds(self.published)
        return str(found.earliest.year) if found.latest < LATEST else ""


def citation(database: Database, identifier: str, version: str | None = None) -> Citation:
    """What to cite for the id of a source, a claim or a thing, or for `dataset`.

    `version` is the graph's, where it is known already.

    Raises:
        UnknownIdError: Nothing has this id.
    """
    dataset = f"Partycell dataset, version {version or graph_version(database)}"
    if identifier == DATASET:
        return Citation(DATASET, TITLE, PUBLISHER, "", "", dataset, "en")
    answer = database.run(expand(statement("admin/cited")), {"id": identifier})
    if not answer.records:
        raise UnknownIdError(
            f"{identifier!r}: nothing has this id.", hint="`search` finds ids by name."
        )
    row = dict(zip(answer.columns, answer.records[0], strict=True))
    if row["what"] == "thing":
        title = f"{row['name']} ({row['kind']} {identifier})"
        return Citation(identifier, title, PUBLISHER, "", "", dataset, "en")
    note = f"{row['place']}; as claim {row['claim']} in {dataset}" if row["claim"] else dataset
    return Citation(
        key=identifier,
        title=row["title"],
        publisher=row["publisher"],
        published=row["published"],
        url=web_address(row["url"]) or "",
        note=note,
        language=row["language"],
    )


def bibtex(cited: Citation) -> str:
    """A BibTeX entry, with its line end."""
    fields = {
        "title": f"{{{escape_bibtex(cited.title)}}}",
        "author": f"{{{escape_bibtex(cited.publisher)}}}",
        "year": cited.year,
        "date": cited.published if cited.year else "",
        "url": cited.url.replace("%", r"\%").replace("#", r"\#"),
        "urldate": cited.accessed if cited.url else "",
        "langid": cited.language,
        "note": escape_bibtex(cited.note),
    }
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    return f"@misc{{{cited.key},\n" + ",\n".join(lines) + "\n}\n"


def ris(cited: Citation) -> str:
    """A RIS record, with its line ends."""
    fields = [
        ("TY", "ELEC"),
        ("ID", cited.key),
        ("TI", cited.title),
        ("AU", cited.publisher),
        ("PB", cited.publisher),
        ("PY", cited.year),
        ("UR", cited.url),
        ("Y2", cited.accessed.replace("-", "/") if cited.url else ""),
        ("LA", cited.language),
        ("N1", cited.note),
    ]
    lines = [f"{tag}  - {' '.join(value.split())}\n" for tag, value in fields if value]
    return "".join(lines) + "ER  - \n"


def csl(cited: Citation) -> str:
    """A list of one item of CSL-JSON, with its line end."""
    fields: dict[str, Any] = {
        "id": cited.key,
        "type": "dataset" if cited.key == DATASET else "webpage",
        "title": cited.title,
        "author": [{"literal": cited.publisher}] if cited.publisher else [],
        "issued": {"date-parts": [[int(cited.year)]]} if cited.year else {},
        "URL": cited.url,
        "accessed": _date_parts(cited.accessed) if cited.url else {},
        "language": cited.language,
        "note": cited.note,
    }
    known = {name: value for name, value in fields.items() if value}
    return json.dumps([known], ensure_ascii=False, indent=2) + "\n"


def plain_text(cited: Citation) -> str:
    """A line as in a list of references: who, when, what, where, with its line end."""
    parts = [cited.publisher, f"({cited.year or 'n.d.'})", f"\u201c{cited.title}\u201d", cited.note]
    if cited.url:
        seen = f" (accessed {cited.accessed})" if cited.accessed else ""
        parts.append(cited.url + seen)
    return ". ".join(" ".join(part.split()) for part in parts if part) + ".\n"


def _date_parts(day: str) -> dict[str, list[list[int]]]:
    return {"date-parts": [[int(part) for part in day.split("-")]]} if day else {}


@dataclass(frozen=True)
class Style:
    """A form that citations are written in.

    Attributes:
        write: Writes one.
        media_type: Of what it writes.
        suffix: Of a file of it.
    """

    write: Callable[[Citation], str]
    media_type: str
    suffix: str


STYLES: dict[str, Style] = {
    "bibtex": Style(bibtex, "application/x-bibtex", ".bib"),
    "ris": Style(ris, "application/x-research-info-systems", ".ris"),
    "csl": Style(csl, "application/vnd.citationstyles.csl+json", ".json"),
    "text": Style(plain_text, "text/plain", ".txt"),
}


def cite(
    database: Database,
    identifier: str,
    style: str,
    version: str | None = None,
    *,
    address: str = "",
    accessed: str = "",
) -> str:
    """The citation's text.

    Args:
        database: The graph.
        identifier: Of a source, a claim or a thing, or `dataset`.
        style: A key of `STYLES`.
        version: The graph's, where it is known.
        address: Where what is ours can be read; of a source its own address is cited.
        accessed: The day of the look-up, ISO 8601; empty leaves it out.

    Raises:
        BadParameterError: There is no such style.
        UnknownIdError: Nothing has this id.
    """
    if style not in STYLES:
        raise BadParameterError("style", f"style={style!r} is not one of {', '.join(STYLES)}.")
    found = citation(database, identifier, version)
    return STYLES[style].write(
        replace(
            found,
            url=found.url or address,
            accessed=accessed,
            # What is ours is of the day on which it is looked up, as its version is.
            published=found.published or (accessed if found.publisher == PUBLISHER else ""),
        )
    )


def escape_bibtex(text: str) -> str:
    """Text with what BibTeX and LaTeX would read as markup made plain."""
    return re.sub(r"[\\~^{}%&$#_]", lambda match: _BIBTEX[match[0]], text)
