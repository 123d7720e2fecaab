"""Which records of a foreign file can stand: what they lean on is there, and is of the right kind.

A record that is refused takes what only it brought in with it, and so others may fall; this goes on
until no more do.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from graph.vocabulary import PROPERTIES, RELATIONS
from loaders.dataset.schema import SourceShape
from loaders.load.existing import Holdings
from loaders.load.staging import Spool
from loaders.problems import DatasetError, Problem

# Everything that a file names.
_MENTIONED = """
SELECT about AS id FROM claim UNION SELECT object FROM claim WHERE object IS NOT NULL
UNION SELECT thing FROM leans UNION SELECT thing FROM declares
"""
# A record that is refused already keeps its first reason. `{...}` below is what each check finds.
_REFUSE = "INSERT OR IGNORE INTO refused SELECT number, field, message, 0 FROM ({found})"
_DECLARATIONS = (
    "SELECT number, 'id' AS field, printf('''%s'' is a %s in the graph already.', thing, "
    "held.label) AS message FROM declares JOIN held ON id = thing "
    "WHERE held.label <> declares.label",
    "SELECT number, 'id' AS field, printf('''%s'' is the id of a source.', thing) AS message "
    "FROM declares WHERE thing IN (SELECT id FROM source)",
    "SELECT declares.number AS number, 'id' AS field, printf('''%s'' is a %s in %s already.', "
    "declares.thing, first.label, place) AS message FROM declares "
    "JOIN (SELECT thing, label, min(number) AS number FROM declares GROUP BY thing "
    "      HAVING count(DISTINCT label) > 1) first USING (thing) "
    "JOIN record ON record.number = first.number WHERE first.label <> declares.label",
)
_KNOWN = (
    "INSERT OR IGNORE INTO known SELECT thing, label FROM declares "
    "WHERE number NOT IN (SELECT number FROM refused) ORDER BY number",
    "INSERT OR IGNORE INTO known SELECT id, label FROM held",
)
_NOTHING = "printf('nothing has the id ''%s'': neither this file nor the graph.', {thing})"
_LEANS = (
    ("about", "SELECT record AS number, about AS thing FROM claim"),
    ("object", "SELECT record AS number, object AS thing FROM claim WHERE object IS NOT NULL"),
    ("qualified_by", "SELECT number, thing FROM leans"),
)
_LABELS = """
SELECT record AS number, '{side}' AS field, printf('''%s'' is a %s; %s wants %s here.', {side},
  known.label, predicate,
  (SELECT group_concat(label, ' or ') FROM wants w WHERE w.predicate = claim.predicate
     AND w.side = '{side}')) AS message
FROM claim JOIN known ON known.id = {side}
WHERE predicate IN (SELECT predicate FROM wants WHERE side = '{side}')
  AND NOT EXISTS (SELECT 1 FROM wants w WHERE w.predicate = claim.predicate AND w.side = '{side}'
                    AND w.label = known.label)
"""
_UNNAMED = """
SELECT number, 'name' AS field,
       printf('''%s'' has no name: no claim of this file has predicate name.', thing) AS message
FROM declares
WHERE {which} NOT EXISTS (SELECT 1 FROM named n WHERE n.thing = declares.thing
                            AND n.number NOT IN (SELECT number FROM refused))
  AND thing NOT IN (SELECT id FROM held)
"""
_FALLEN = "thing IN (SELECT thing FROM {table} WHERE number IN (SELECT number FROM fell))"
_FALLEN_DECLARED = _FALLEN.format(table="declares")
_DEAD = (
    "DELETE FROM dead",
    f"INSERT INTO dead SELECT DISTINCT thing FROM declares d WHERE {_FALLEN_DECLARED} "  # noqa: S608
    "AND thing NOT IN (SELECT id FROM held) AND NOT EXISTS (SELECT 1 FROM declares other "
    "WHERE other.thing = d.thing AND other.number NOT IN (SELECT number FROM refused))",
    "DELETE FROM known WHERE id IN (SELECT thing FROM dead)",
)
_INDEXES = (
    "CREATE INDEX claim_record ON claim (record)",
    "CREATE INDEX claim_object ON claim (object)",
    "CREATE INDEX claim_subject ON claim (about)",
    "CREATE INDEX leans_thing ON leans (thing)",
)
_FIRST = (
    "CREATE TABLE source (id TEXT PRIMARY KEY)",
    "CREATE TABLE wants (predicate TEXT, side TEXT, label TEXT)",
    "CREATE TABLE fell (number INTEGER PRIMARY KEY)",
    "CREATE TABLE dead (thing TEXT PRIMARY KEY)",
    "CREATE INDEX declares_thing ON declares (thing)",
    "CREATE INDEX declares_number ON declares (number)",
    "CREATE INDEX named_thing ON named (thing)",
    "CREATE INDEX named_number ON named (number)",
)


def settle(spool: Spool, held: Holdings, sources: dict[str, SourceShape]) -> None:
    """Refuse the records that cannot stand; the spool then has the claims of the others alone.

    Args:
        spool: Claims, and the tables of `loaders.foreign.report.SCHEMA`.
        held: What the graph holds.
        sources: The file's sources.

    Raises:
        DatasetError: A source's id is that of a thing, or what it translates is not known.
    """
    database = spool.database
    for statement in _FIRST:
        database.execute(statement)
    database.executemany(
        "INSERT INTO source VALUES (?)", ((key,) for key in held.sources | sources.keys())
    )
    database.executemany("INSERT INTO wants VALUES (?, ?, ?)", _wanted())
    count = database.execute(f"SELECT count(*) FROM ({_MENTIONED})").fetchone()[0]  # noqa: S608
    ids = (row[0] for row in database.execute(f"{_MENTIONED} UNION SELECT id FROM source"))  # noqa: S608
    database.executemany(
        "INSERT OR IGNORE INTO held VALUES (?, ?)",
        ((key, label.value) for key, label in held.things(ids, count)),
    )
    _check_sources(database, held, sources)
    _refuse(database, _DECLARATIONS)
    for statement in _KNOWN:
        database.execute(statement)
    _refuse(database, _all_checks())
    if spool.count("refused"):
        _let_fall(database)
        database.execute("DELETE FROM claim WHERE record IN (SELECT number FROM refused)")
    database.execute(
        "INSERT OR IGNORE INTO thing SELECT thing, label, NULL, series, NULL FROM declares "
        "WHERE number NOT IN (SELECT number FROM refused) ORDER BY number"
    )


def _let_fall(database: sqlite3.Connection) -> None:
    """Refuse what leaned on refused records, and what leaned on those, to the end."""
    for statement in _INDEXES:
        database.execute(statement)
    while True:
        database.execute("DELETE FROM fell")
        fell = database.execute("INSERT INTO fell SELECT number FROM refused WHERE seen = 0")
        if not fell.rowcount:
            return
        database.execute("UPDATE refused SET seen = 1 WHERE seen = 0")
        for statement in _DEAD:
            database.execute(statement)
        unnamed = _FALLEN.format(table="named") + " AND"
        _refuse(
            database,
            [
                *(
                    f"SELECT number, '{field}' AS field, {_NOTHING.format(thing='thing')} "  # noqa: S608
                    f"AS message FROM ({leaning}) WHERE thing IN (SELECT thing FROM dead)"
                    for field, leaning in _LEANS
                ),
                _UNNAMED.format(which=unnamed),
            ],
        )


def _all_checks() -> Iterable[str]:
    for field, leaning in _LEANS:
        yield (
            f"SELECT number, '{field}' AS field, {_NOTHING.format(thing='thing')} AS message "  # noqa: S608
            f"FROM ({leaning}) WHERE thing NOT IN (SELECT id FROM known)"
        )
    for side in ("about", "object"):
        yield _LABELS.format(side=side)
    yield _UNNAMED.format(which="")


def _refuse(database: sqlite3.Connection, checks: Iterable[str]) -> None:
    for found in checks:
        database.execute(_REFUSE.format(found=found))


def _wanted() -> Iterable[tuple[str, str, str]]:
    for item in PROPERTIES.values():
        yield from ((item.name, "about", label.value) for label in item.labels)
    for relation in RELATIONS.values():
        yield from ((relation.name, "about", label.value) for label in relation.starts)
        yield from ((relation.name, "object", label.value) for label in relation.ends)


def _check_sources(
    database: sqlite3.Connection, held: Holdings, sources: dict[str, SourceShape]
) -> None:
    problems = []
    for key, source in sources.items():
        if database.execute("SELECT 1 FROM held WHERE id = ?", (key,)).fetchone():
            problems.append(Problem(key, 1, "source.id", f"{key!r} is the id of a thing."))
        original = source.translation_of
        if original is not None and original not in held.sources | sources.keys():
            message = f"no source {original!r} is known; load it with this file or before."
            problems.append(Problem(key, 1, "source.translation_of", message))
    if problems:
        raise DatasetError(problems)
