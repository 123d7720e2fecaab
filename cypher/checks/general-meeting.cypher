// summary: The general meeting of a cell is held as often as the rules demand.
// rule:    rule-cell-general-meeting
// looks_at: what is said of how often each cell meets
// scope:   every party cell, under the bounds in force when its meetings are given
// params:  unit: id = null
MATCH (unit:Organization)-[at:AT_TIER]->(:Tier {id: 'party-cell'})
WHERE ($unit IS NULL OR unit.id = $unit) AND /*seen-edge at*/ true
WITH DISTINCT unit
OPTIONAL MATCH (unit)<-[:SUBJECT]-(said:Claim {predicate: 'meetings_per_month', polarity: 'asserted'})
WHERE /*seen-claim said*/ true
WITH unit, said,
     CASE WHEN said.holds_from < said.holds_until THEN said.holds_from ELSE said.holds_until END
       AS since,
     CASE WHEN said.holds_from < said.holds_until THEN said.holds_until ELSE said.holds_from END
       AS until
MATCH (:Rule {id: 'rule-cell-general-meeting'})<-[:SUBJECT]-(bound:Claim {predicate: 'meetings_per_month'})
WHERE bound.polarity = 'asserted' AND bound.op = '>=' AND /*seen-claim bound*/ true
  AND (since IS NULL OR /*in-force bound*/ true)
RETURN unit.id AS unit, unit.name AS name,
       CASE WHEN said.op <> '<=' THEN said.says END AS low,
       CASE WHEN said.op <> '>=' THEN said.says END AS high, since, until,
       CASE WHEN said IS NULL THEN [] ELSE [said.id] END AS observed, bound.op AS op,
       bound.says AS bound, bound.source AS source, bound.id AS claim, [] AS excepted_by,
       CASE WHEN said IS NULL THEN 'no source says how often it meets' END AS note
ORDER BY unit, since, source
