// summary: A large cell under a city or county committee has elected a cell committee.
// rule:    rule-cell-committee
// looks_at: what is said of the number of members of a cell, and of whether it has a committee
// scope:   cells directly under a city or county committee, from the size that the rule names
// params:  unit: id = null
CALL () {
  WITH *
  WHERE $unit IS NULL
  MATCH (:Tier {id: 'city-county-committee'})<-[above:AT_TIER]-(:Organization)<-[under:UNIT_OF]-(unit:Organization)
  WHERE /*seen-edge above*/ true AND /*seen-edge under*/ true
  RETURN unit
  UNION ALL
  WITH *
  WHERE $unit IS NOT NULL
  MATCH (unit:Thing:Organization {id: $unit})-[under:UNIT_OF]->(:Organization)-[above:AT_TIER]->(:Tier {id: 'city-county-committee'})
  WHERE /*seen-edge above*/ true AND /*seen-edge under*/ true
  RETURN unit
}
WITH unit
WHERE EXISTS {
  MATCH (unit)-[at:AT_TIER]->(:Tier {id: 'party-cell'})
  WHERE /*seen-edge at*/ true
}
WITH DISTINCT unit
WITH unit, /*observed-members unit*/ [] AS observations
UNWIND observations AS observation
WITH unit, observation, observation.since AS since, observation.until AS until
MATCH (:Rule {id: 'rule-cell-committee'})<-[:SUBJECT]-(size:Claim {predicate: 'member_count', op: '>='})
WHERE size.polarity = 'asserted' AND /*seen-claim size*/ true
  AND coalesce(observation.high >= size.says, true)
CALL (unit, since, until) {
  WITH unit
  WHERE unit.basis = 'synthetic' AND $lens.run.seen
  RETURN unit.has_committee AS says, [] AS committee
  UNION ALL
  WITH unit, since, until
  WHERE unit.basis IS NULL
  OPTIONAL MATCH (unit)<-[:SUBJECT]-(said:Claim {predicate: 'has_committee', polarity: 'asserted'})
  WHERE /*seen-claim said*/ true AND /*in-force said*/ true
  RETURN said.says AS says, CASE WHEN said IS NULL THEN [] ELSE [said.id] END AS committee
}
WITH unit, observation, since, until, size, says, committee,
     says IS NOT NULL AND observation.low >= size.says AS settled
WITH *, CASE WHEN settled THEN toInteger(says) END AS low, CASE WHEN settled THEN toInteger(says) END AS high,
     [{op: '>=', says: 1}] AS bounds
WHERE /*worth-telling bounds*/ true
RETURN unit.id AS unit, unit.name AS name,
       low, high, since, until, observation.claims + committee AS observed,
       '>=' AS op, 1 AS bound, size.source AS source, size.id AS claim, [] AS excepted_by,
       CASE WHEN NOT observation.low >= size.says THEN 'its number of members is too vague'
            WHEN says IS NULL THEN 'no source says whether it has a committee' END AS note
ORDER BY unit, since, source
