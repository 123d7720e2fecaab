"""`README.md` of a release: what it is, what is in it, how it is cited."""

from __future__ import annotations

from collections.abc import Sequence

from exporters.release.edition import Edition
from exporters.release.fields import TableFields
from exporters.release.package import ABOUT, CELLS, WrittenFile, license_address


def write_readme(
    edition: Edition, graph_version: str, tables: Sequence[tuple[TableFields, WrittenFile]]
) -> str:
    """The text, as Markdown.

    Args:
        edition: Of the dataset.
        graph_version: Of the graph that it was read from.
        tables: Each with its file.
    """
    authors = ", ".join(edition.authors)
    rows = "\n".join(
        f"| `{file.name}` | {file.rows:,} | {table.meaning} |" for table, file in tables
    )
    return f"""# {edition.title}

Version {edition.version} of {edition.published}, from graph {graph_version}.

{ABOUT}

| file | rows | a row is |
|---|---|---|
{rows}

`datapackage.json` says what each column holds, which columns are keys, and to what they refer
(Frictionless Data Package 1 with Table Schemas); `ro-crate-metadata.json` has the files with their
checksums (RO-Crate 1.1).

{CELLS}

A question that sources answer differently is in `disagreements.csv`, its sides in `sides.csv`, and
which claim is on which side in `answers.csv`. No side is left out.

Cite it as: {authors} ({edition.published.year}). {edition.title}. Version {edition.version}.
`CITATION.cff` says the same to programs.

Licence: [{edition.license}]({license_address(edition)}). Points of places are facts from GeoNames
(CC BY 4.0) and the Countries States Cities Database (ODbL 1.0), which are named in `sources.csv`:
give them their due where you pass these on.

```console
$ frictionless validate datapackage.json
$ rocrate-validator validate .
```
"""
