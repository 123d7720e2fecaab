// summary: No claim has a time that ends before it starts, or that could not be read.
// rule:    -
// looks_at: the dates of every claim, as their source gives them
// scope:   every claim; such claims are kept, and hold certainly on no day
// params:  unit: id = null
MATCH (c:Claim)
WHERE size(c.flags) > 0 AND /*admitted-claim c*/ true
MATCH (c)-[:SUBJECT]->(t:Thing)
WHERE $unit IS NULL OR t.id = $unit
UNWIND c.flags AS flag
RETURN t.id AS unit, t.name AS name, 1 AS low, 1 AS high, null AS since, null AS until,
       [c.id] AS observed, '<=' AS op, 0 AS bound, c.source AS source, c.id AS claim,
       [] AS excepted_by, flag + ': ' + coalesce(c.unread_time, c.holds, c.attested, toString(c.says)) AS note
ORDER BY unit, claim
