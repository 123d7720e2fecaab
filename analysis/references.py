"""The works and programs that methods are cited by: `references.bib`, read by Pybtex."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pybtex.database import BibliographyData

FILE = Path(__file__).with_name("references.bib")
# Where a work appeared, by BibTeX's names of fields, in the order of a reference list.
_WHERE = ("journal", "booktitle", "editor", "volume", "number", "pages", "publisher", "address")


@lru_cache
def references() -> BibliographyData:
    """All works, by their keys."""
    from pybtex.database import parse_file  # noqa: PLC0415  (needed for reports alone)

    return parse_file(str(FILE), "bibtex")


def reference_text(key: str) -> str:
    """A work as a reference list has it."""
    from pybtex.richtext import Text  # noqa: PLC0415  (as above)

    work = references().entries[key]
    names = "; ".join(str(person) for person in work.persons["author"])
    fields = {name: str(Text.from_latex(value)) for name, value in work.fields.items()}
    fields["editor"] = "; ".join(str(person) for person in work.persons.get("editor", []))
    where = ", ".join(fields[name] for name in _WHERE if fields.get(name))
    return f"{names} ({fields['year']}). {fields['title']}. {where}."


def reference_name(key: str) -> str:
    """A work as a text names it: `Borgatti and others 2006`."""
    work = references().entries[key]
    names = [" ".join(person.last_names) for person in work.persons["author"]]
    others = names[1:] if len(names) < 3 else ["others"]
    return f"{' and '.join([names[0], *others])} {work.fields['year']}"


def reference_doi(key: str) -> str:
    """A work's DOI, without the resolver's address; empty where it has none."""
    return str(references().entries[key].fields.get("doi", ""))


def bibliography(keys: Iterable[str]) -> str:
    """BibTeX entries for these keys, in alphabetical order."""
    from pybtex.database import BibliographyData  # noqa: PLC0415  (as above)

    works = references().entries
    return str(BibliographyData({key: works[key] for key in sorted(set(keys))}).to_string("bibtex"))
