// summary: A large cell under a city or county committee has elected a cell committee.
// rule:    rule-cell-committee
// looks_at: what is said of the number of members of a cell, and of whether it has a committee
// scope:   cells directly under a city or county committee, from the size that the rule names
// params:  unit: id = null
MATCH (unit:Organization)-[at:AT_TIER]->(:Tier {id: 'party-cell'})
WHERE ($unit IS NULL OR unit.id = $unit) AND /*seen-edge at*/ true
MATCH (unit)-[under:UNIT_OF]->(superior:Organization)-[above:AT_TIER]->(:Tier {id: 'city-county-committee'})
WHERE /*seen-edge under*/ true AND /*seen-edge above*/ true
WITH DISTINCT unit
WITH unit, /*observed-members unit*/ [] AS observations
UNWIND observations AS observation
WITH unit, observation, observation.since AS since, observation.until AS until
MATCH (:Rule {id: 'rule-cell-committee'})<-[:SUBJECT]-(size:Claim {predicate: 'member_count', op: '>='})
WHERE size.polarity = 'asserted' AND /*seen-claim size*/ true
  AND coalesce(observation.high >= size.says, true)
OPTIONAL MATCH (unit)<-[:SUBJECT]-(said:Claim {predicate: 'has_committee', polarity: 'asserted'})
WHERE /*seen-claim said*/ true AND /*in-force said*/ true
WITH unit, observation, since, until, size, said,
     said IS NOT NULL AND observation.low >= size.says AS settled
RETURN unit.id AS unit, unit.name AS name,
       CASE WHEN settled THEN toInteger(said.says) END AS low,
       CASE WHEN settled THEN toInteger(said.says) END AS high,
       since, until,
       observation.claims + CASE WHEN said IS NULL THEN [] ELSE [said.id] END AS observed,
       '>=' AS op, 1 AS bound, size.source AS source, size.id AS claim, [] AS excepted_by,
       CASE WHEN NOT observation.low >= size.says THEN 'its number of members is too vague'
            WHEN said IS NULL THEN 'no source says whether it has a committee' END AS note
ORDER BY unit, since, source
