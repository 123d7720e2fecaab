"""What somebody should look at in a foreign file, though every record of it can stand."""

from __future__ import annotations

import sqlite3

import networkx

from loaders.load.existing import Holdings
from loaders.load.staging import Spool

_STANDING = "number NOT IN (SELECT number FROM refused)"
_WARN = "INSERT INTO note SELECT 'warning', number, place, field, message FROM ({found})"
# New people who bear the name of somebody else: one person, or two, must be said.
_NAMESAKES = f"""
SELECT min(number) AS number, place, 'name' AS field,
       printf('''%s'' is the name of %d more, as of ''%s''. They stay apart; `partycell match` '
              || 'proposes who may be one.', text, others, other) AS message
FROM (
  SELECT n.thing, n.text, n.number, place, count(DISTINCT b.thing) AS others,
         min(b.thing) AS other
  FROM named n JOIN bearer b ON b.key = n.key AND b.thing <> n.thing JOIN record USING (number)
  WHERE n.person AND n.{_STANDING}
  GROUP BY n.thing, n.key
)
GROUP BY thing, text
"""  # noqa: S608  (of constants)
# One id in two records with names that have nothing in common, one of them without a time.
_TWICE = f"""
SELECT n.number AS number, here.place AS place, 'id' AS field,
       printf('''%s'' is called ''%s'' here and ''%s'' in %s: taken as one thing of two names. '
              || 'Has its id been used twice?', n.thing, n.text, f.text, there.place) AS message
FROM named n
JOIN (SELECT thing, min(number) AS number FROM named WHERE {_STANDING} GROUP BY thing) first
  ON first.thing = n.thing AND first.number < n.number
JOIN named f ON f.thing = n.thing AND f.number = first.number
JOIN record here ON here.number = n.number JOIN record there ON there.number = f.number
WHERE n.{_STANDING} AND NOT (n.dated AND f.dated)
  AND NOT EXISTS (SELECT 1 FROM named a JOIN named b ON b.thing = a.thing AND b.key = a.key
                  WHERE a.thing = n.thing AND a.number = n.number AND b.number = f.number)
GROUP BY n.thing, n.number
"""  # noqa: S608
# Of a tree of superiors what is left when, again and again, those without a superior and those
# without a subordinate are taken away, is its cycles.
_PEEL = (
    "DELETE FROM above WHERE upper NOT IN (SELECT lower FROM above)",
    "DELETE FROM above WHERE lower NOT IN (SELECT upper FROM above)",
)
_ROUNDS = 60
_SHOWN = 5
_CYCLE = """
SELECT number, place, 'object' AS field,
       printf('is above itself, by way of %s. Kept as it is said.', ?) AS message
FROM above JOIN record USING (number) WHERE lower = ? LIMIT 1
"""


def look_over(spool: Spool, held: Holdings) -> None:
    """Say of namesakes, ids that may have been used twice, and cycles among superiors."""
    database = spool.database
    database.execute("CREATE TABLE bearer (key TEXT, thing TEXT)")
    if database.execute("SELECT 1 FROM named WHERE person LIMIT 1").fetchone():
        database.execute(
            f"INSERT INTO bearer SELECT key, thing FROM named WHERE person AND {_STANDING}"  # noqa: S608
        )
        database.executemany("INSERT INTO bearer VALUES (?, ?)", held.bearers())
        database.execute("CREATE INDEX bearer_key ON bearer (key, thing)")
        database.execute(_WARN.format(found=_NAMESAKES))
    database.execute(_WARN.format(found=_TWICE))
    _cycles(database)


def _cycles(database: sqlite3.Connection) -> None:
    database.execute("CREATE TABLE above (lower TEXT, upper TEXT, number INTEGER)")
    database.execute(
        "INSERT INTO above SELECT about, object, record FROM claim "
        "WHERE predicate IN ('UNIT_OF', 'LOCATED_IN')"
    )
    database.execute("CREATE INDEX above_lower ON above (lower)")
    database.execute("CREATE INDEX above_upper ON above (upper)")
    for _ in range(_ROUNDS):
        gone = sum(database.execute(statement).rowcount for statement in _PEEL)
        if not gone:
            break
    remaining: networkx.DiGraph[str] = networkx.DiGraph()
    remaining.add_edges_from(database.execute("SELECT lower, upper FROM above"))
    for found in networkx.strongly_connected_components(remaining):
        first = min(found)
        if len(found) > 1 or remaining.has_edge(first, first):
            shown = ", ".join(sorted(found)[:_SHOWN])
            database.execute(_WARN.format(found=_CYCLE), (shown, first))
