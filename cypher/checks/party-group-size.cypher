// summary: A party group has fewer members than a cell may have in special cases.
// rule:    rule-party-group
// looks_at: what is said of the number of members of each party group
// scope:   every party group, while the rules have such groups
// params:  unit: id = null
CALL () {
  // What is synthetic and inside the strictest bound of all is inside those in force.
  MATCH (:Rule {id: 'rule-party-group'})<-[:SUBJECT]-(stated:Claim {predicate: 'member_count', op: '<='})
  WITH min(stated.says) AS strictest
  WHERE $unit IS NULL
  MATCH (unit:Organization)-[at:AT_TIER]->(:Tier {id: 'party-group'})
  WHERE ($all OR coalesce(NOT unit.member_count <= strictest, true)) AND /*seen-edge at*/ true
  RETURN unit
  UNION
  WITH *
  WHERE $unit IS NOT NULL
  MATCH (unit:Thing:Organization {id: $unit})-[at:AT_TIER]->(:Tier {id: 'party-group'})
  WHERE /*seen-edge at*/ true
  RETURN unit
}
WITH unit, /*observed-members unit*/ [] AS observations
UNWIND CASE observations WHEN [] THEN [{}] ELSE observations END AS observation
WITH unit, observation, observation.since AS since, observation.until AS until
MATCH (rule:Rule {id: 'rule-party-group'})<-[:SUBJECT]-(bound:Claim {predicate: 'member_count', op: '<='})
WHERE bound.polarity = 'asserted' AND /*seen-claim bound*/ true
  AND (since IS NULL OR /*in-force bound*/ true)
WITH unit, observation, since, until, observation.low AS low, observation.high AS high,
     collect(bound) AS bounds
WHERE /*worth-telling bounds*/ true
UNWIND bounds AS bound
WITH *, [] AS excepted_by
RETURN unit.id AS unit, unit.name AS name, observation.low AS low, observation.high AS high,
       since, until, observation.claims AS observed, bound.op AS op, bound.says AS bound,
       bound.source AS source, bound.id AS claim, excepted_by,
       CASE WHEN since IS NULL THEN 'no source gives its number of members' END AS note
ORDER BY unit, since, bound, source
