// The edges of some types that the lens lets through, as projections read them: by the start's id,
// which an index orders, so that nothing is gathered before the first row.
MATCH (s:Thing)
WHERE s.id > '' AND s:$any($starts)
WITH s ORDER BY s.id
CALL (s) {
  MATCH (s)-[r:$any($types)]->(e:Thing)
  WHERE /*seen-edge r*/ true
  RETURN e.id AS end, type(r) AS type, r, /*edge-claims r*/ r.claims AS claims
  ORDER BY end, type, r.role, r.possible_from, r.certain_from, r.certain_until, r.possible_until,
           claims[0]
}
RETURN s.id AS start, end, type, r.role AS role, /*edge-status r*/ null AS status,
       toString(r.possible_from) AS possible_from,
       // Of a moment without a date the last possible day is that of the load, which is no finding.
       CASE WHEN r.undated THEN '9999-12-31' ELSE toString(r.certain_from) END AS certain_from,
       toString(r.certain_until) AS certain_until, toString(r.possible_until) AS possible_until,
       claims, /*edge-voices r*/ r.voices AS voices, /*has-one-seat r*/ false AS one_seat
