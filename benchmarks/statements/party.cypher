// A party of so many units: each under one of a fifteenth as many, at a tier by its depth.
UNWIND range($first, $last) AS number
MERGE (t:Thing:Tier {id: 'tier-' + toString(toInteger(log(number + 1) / log(15)))})
SET t.name = t.id, t.rank = toInteger(log(number + 1) / log(15)) + 1
MERGE (unit:Thing:Organization {id: 'unit-' + toString(number)})
SET unit.name = 'Unit ' + toString(number)
MERGE (above:Thing:Organization {id: 'unit-' + toString((number - 1) / 15)})
CREATE (unit)-[r:UNIT_OF]->(above)
CREATE (unit)-[a:AT_TIER]->(t)
FOREACH (edge IN [r, a] |
  SET edge.claims = ['c-' + toString(number)], edge.sources = ['s'], edge.voices = ['s'],
      edge.known_from = [date('2020-01-01')],
      edge.recorded = [datetime('2020-01-01T00:00:00Z')],
      edge.retired = [datetime('9999-12-31T23:59:59Z')],
      edge.possible_from = date('0001-01-01'), edge.certain_from = date('2020-01-01'),
      edge.certain_until = date('2020-01-01'), edge.possible_until = date('9999-12-31')
)
