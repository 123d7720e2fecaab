// summary: The general meeting of a cell is held as often as the rules demand.
// rule:    rule-cell-general-meeting
// looks_at: what is said of how often each cell meets
// scope:   every party cell, under the bounds in force when its meetings are given
// params:  unit: id = null
CALL () {
  // What is synthetic and inside the strictest bound of all is inside those in force.
  MATCH (:Rule {id: 'rule-cell-general-meeting'})<-[:SUBJECT]-(stated:Claim {predicate: 'meetings_per_month', op: '>='})
  WITH max(stated.says) AS strictest
  WHERE $unit IS NULL
  MATCH (unit:Organization)-[at:AT_TIER]->(:Tier {id: 'party-cell'})
  WHERE ($all OR coalesce(NOT unit.meetings_per_month >= strictest, true)) AND /*seen-edge at*/ true
  RETURN unit
  UNION
  WITH *
  WHERE $unit IS NOT NULL
  MATCH (unit:Thing:Organization {id: $unit})-[at:AT_TIER]->(:Tier {id: 'party-cell'})
  WHERE /*seen-edge at*/ true
  RETURN unit
}
CALL (unit) {
  WITH unit
  WHERE unit.basis = 'synthetic' AND $lens.run.seen
  RETURN unit.meetings_per_month AS low, unit.meetings_per_month AS high,
         $lens.run.from AS since, $lens.run.until AS until, $lens.run.claims AS observed
  UNION ALL
  WITH unit
  WHERE unit.basis IS NULL
  OPTIONAL MATCH (unit)<-[:SUBJECT]-(said:Claim {predicate: 'meetings_per_month', polarity: 'asserted'})
  WHERE /*seen-claim said*/ true
  RETURN CASE WHEN said.op <> '<=' THEN said.says END AS low,
         CASE WHEN said.op <> '>=' THEN said.says END AS high,
         CASE WHEN said.holds_from < said.holds_until THEN said.holds_from ELSE said.holds_until END
           AS since,
         CASE WHEN said.holds_from < said.holds_until THEN said.holds_until ELSE said.holds_from END
           AS until,
         CASE WHEN said IS NULL THEN [] ELSE [said.id] END AS observed
}
MATCH (:Rule {id: 'rule-cell-general-meeting'})<-[:SUBJECT]-(bound:Claim {predicate: 'meetings_per_month'})
WHERE bound.polarity = 'asserted' AND bound.op = '>=' AND /*seen-claim bound*/ true
  AND (since IS NULL OR /*in-force bound*/ true)
WITH unit, low, high, since, until, observed, collect(bound) AS bounds
WHERE /*worth-telling bounds*/ true
UNWIND bounds AS bound
RETURN unit.id AS unit, unit.name AS name,
       low, high, since, until, observed, bound.op AS op,
       bound.says AS bound, bound.source AS source, bound.id AS claim, [] AS excepted_by,
       CASE WHEN observed = [] THEN 'no source says how often it meets' END AS note
ORDER BY unit, since, source
