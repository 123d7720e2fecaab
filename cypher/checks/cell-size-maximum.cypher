// summary: A cell has no more members than the rules allow.
// rule:    rule-cell-size
// looks_at: what is said of the number of members of each party cell
// scope:   every party cell, under the bounds in force when its number is given
// params:  unit: id = null
CALL () {
  // What is synthetic and inside the strictest bound of all is inside those in force.
  MATCH (:Rule {id: 'rule-cell-size'})<-[:SUBJECT]-(stated:Claim {predicate: 'member_count', op: '<='})
  WITH min(stated.says) AS strictest
  WHERE $unit IS NULL
  MATCH (unit:Organization)-[at:AT_TIER]->(:Tier {id: 'party-cell'})
  WHERE ($all OR coalesce(NOT unit.member_count <= strictest, true)) AND /*seen-edge at*/ true
  RETURN unit
  UNION
  WITH *
  WHERE $unit IS NOT NULL
  MATCH (unit:Thing:Organization {id: $unit})-[at:AT_TIER]->(:Tier {id: 'party-cell'})
  WHERE /*seen-edge at*/ true
  RETURN unit
}
WITH unit, /*observed-members unit*/ [] AS observations
UNWIND CASE observations WHEN [] THEN [{}] ELSE observations END AS observation
WITH unit, observation, observation.since AS since, observation.until AS until
MATCH (rule:Rule {id: 'rule-cell-size'})<-[:SUBJECT]-(bound:Claim {predicate: 'member_count', op: '<='})
WHERE bound.polarity = 'asserted' AND /*seen-claim bound*/ true
  AND (since IS NULL OR /*in-force bound*/ true)
WITH unit, observation, since, until, observation.low AS low, observation.high AS high,
     collect(bound) AS bounds
WHERE /*worth-telling bounds*/ true
UNWIND bounds AS bound
WITH *, COLLECT {
  MATCH (:Rule {id: 'rule-cell-size'})<-[exception:EXCEPTION_TO]-(special:Rule)
  WHERE NOT EXISTS {
    MATCH (special)<-[:SUBJECT]-(limit:Claim {predicate: 'member_count'})
    WHERE NOT (/*seen-claim limit*/ true AND /*in-force limit*/ true
               AND CASE limit.op WHEN '>=' THEN observation.low >= limit.says
                                 WHEN '<=' THEN observation.high <= limit.says END)
  }
  RETURN {rule: special.id, kept: NOT EXISTS {
    MATCH (special)<-[:SUBJECT]-(limit:Claim {predicate: 'member_count'})
    WHERE NOT /*kept limit*/ true
  }} AS exception
} AS exceptions
RETURN unit.id AS unit, unit.name AS name, observation.low AS low, observation.high AS high,
       since, until, observation.claims AS observed, bound.op AS op, bound.says AS bound,
       bound.source AS source, bound.id AS claim, /*kept bound*/ true AS kept,
       [e IN exceptions WHERE e.kept | e.rule] AS excepted_by,
       [e IN exceptions WHERE NOT e.kept | e.rule] AS perhaps_excepted_by,
       CASE WHEN since IS NULL THEN 'no source gives its number of members' END AS note
ORDER BY unit, since, bound, source
