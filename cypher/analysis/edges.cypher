// The edges of some types that the lens lets through, as projections read them.
MATCH (s:Thing)-[r:$any($types)]->(e:Thing)
WHERE /*seen-edge r*/ true
WITH s.id AS start, e.id AS end, r, /*edge-claims r*/ r.claims AS claims
RETURN start, end, type(r) AS type, r.role AS role, /*edge-status r*/ null AS status,
       toString(r.possible_from) AS possible_from, toString(r.certain_from) AS certain_from,
       toString(r.certain_until) AS certain_until, toString(r.possible_until) AS possible_until,
       claims, /*edge-voices r*/ r.voices AS voices
ORDER BY start, end, type, role, possible_from, certain_from, certain_until, possible_until,
         claims[0]
