"""A dataset file to fill in, for a source that is new."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

from graph.errors import BadInputError
from loaders.file_check import write_new_file

_TEMPLATE = """\
# One source. Fill in what is empty, write its facts, then try:
#   partycell load {file} --dry-run
source:
  id: {id}            # lower-case letters, digits, hyphens; never changed later
  title: ""           # as published; in English, with (Korean) after it where it is translated
  publisher: ""       # who published it
  language: en        # of the source: en, ko, ja, zh ...
  url: {url}
  published: XXXX     # EDTF: 1994-03-26, 1994-03, 1994; XXXX where it is not known
  # not_before: 2013-01-23      # for an undated source: it speaks of something of that day
  # work: same-work             # shared by editions of one article: they are one voice
  # translation_of: the-other   # the source that this one translates
  kind: press         # press, agency, rules, study, thesis, commentary
  trust: ""           # one line: primary or secondary, and why it is or is not to be trusted

# What is new here; what another file has is used by its id (partycell query search text=...).
# Labels: Tier, Organization, Person, Role, Post, Duty, Rule, Event, Place, Concept, Practice.
things:
  # - {{id: a-person, label: Person}}

# One fact after the other, in your own words; each with the claims that record it.
# Predicates are in docs/model.md. A claim may carry:
#   holds: 2013/2017            # EDTF, when it is so, if the source says
#   attested: 2013-01-28        # a moment when it is so; before and after are left open
#   attributed_to: some-report  # who said it first, where the source repeats somebody
#   modality: announced         # or rumoured; reported unless given
#   polarity: denied            # where the source says that it is not so
#   op: '>='                    # '<=' and '~' (about) too
#   basis: normative            # rules; attested unless given; inferred where it is concluded
#   original: at most eight words of the source
facts:
  # - id: 1
  #   locator: paragraph 1
  #   gist: What it says, in your own words.
  #   claims:
  #     - {{about: a-person, predicate: name, value: Their Name, language: ko-Latn-KP}}
  #     - {{about: a-person, predicate: PARTICIPATED_IN, object: an-event, role: spoke}}
"""

_NOISE = {"www", "com", "net", "org", "co", "kr", "jp", "html", "htm", "php"}


def source_id(url: str) -> str:
    """An id for a source, from its address.

    Raises:
        BadInputError: It is no http or https address.
    """
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise BadInputError(
            f"{url!r} is no web address.", hint="As in https://example.org/an-article."
        )
    words = re.findall(r"[a-z0-9]+", f"{parts.hostname} {unquote(parts.path)}".lower())
    kept = [word for word in words if word not in _NOISE] or words
    return "-".join(kept)[:60].strip("-")


def write_template(url: str, output: Path | None = None, identifier: str | None = None) -> Path:
    """Write a file to fill in, and say where.

    Args:
        url: The source's address; nothing is fetched from it.
        output: The file; `ID.yaml` in the current folder unless given.
        identifier: The source's id; from the address unless given.

    Raises:
        BadInputError: The address is none, or the file is there already or cannot be written.
    """
    chosen = identifier or source_id(url)
    file = output or Path(f"{chosen}.yaml")
    write_new_file(file, _TEMPLATE.format(id=chosen, url=url, file=file))
    return file
