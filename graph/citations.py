"""How to cite a source, a claim, what is gathered on a thing, or the whole dataset.

BibTeX as in the LaTeX Companion's `@misc`; RIS as reference managers read it (type `ELEC`).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from graph.addresses import web_address
from graph.database import Database
from graph.dates import LATEST, bounds
from graph.errors import BadParameterError, UnknownIdError
from graph.fragments import expand
from graph.statements import statement
from graph.version import graph_version

DATASET = "dataset"
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
    """

    key: str
    title: str
    publisher: str
    published: str
    url: str
    note: str
    language: str

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
        return Citation(DATASET, TITLE, "Partycell", "", "", dataset, "en")
    answer = database.run(expand(statement("admin/cited")), {"id": identifier})
    if not answer.records:
        raise UnknownIdError(
            f"{identifier!r}: nothing has this id.", hint="`search` finds ids by name."
        )
    row = dict(zip(answer.columns, answer.records[0], strict=True))
    if row["what"] == "thing":
        title = f"{row['name']} ({row['kind']} {identifier})"
        return Citation(identifier, title, "Partycell", "", "", dataset, "en")
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
        ("LA", cited.language),
        ("N1", cited.note),
    ]
    lines = [f"{tag}  - {' '.join(value.split())}\n" for tag, value in fields if value]
    return "".join(lines) + "ER  - \n"


STYLES: dict[str, tuple[Callable[[Citation], str], str]] = {
    "bibtex": (bibtex, "application/x-bibtex"),
    "ris": (ris, "application/x-research-info-systems"),
}


def cite(
    database: Database, identifier: str, style: str, version: str | None = None
) -> tuple[str, str]:
    """The citation's text and its media type; `version` is the graph's, where it is known.

    Raises:
        BadParameterError: There is no such style.
        UnknownIdError: Nothing has this id.
    """
    if style not in STYLES:
        raise BadParameterError("style", f"style={style!r} is not one of {', '.join(STYLES)}.")
    write, media_type = STYLES[style]
    return write(citation(database, identifier, version)), media_type


def escape_bibtex(text: str) -> str:
    """Text with what BibTeX and LaTeX would read as markup made plain."""
    return re.sub(r"[\\~^{}%&$#_]", lambda match: _BIBTEX[match[0]], text)
