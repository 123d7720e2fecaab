// Every edge made from claims that the lens lets through.
MATCH (s:Thing)-[r]->(e:Thing)
WHERE r.claims IS NOT NULL AND /*seen-edge r*/ true
RETURN s.id AS start, e.id AS end, type(r) AS type, r.role AS role, r.ordinal AS ordinal,
       r.basis AS basis, r.modality AS modality, r.qualified_by AS qualified_by,
       r.possible_from AS possible_from, r.possible_until AS possible_until,
       r.certain_from AS certain_from, r.certain_until AS certain_until,
       /*edge-claims r*/ r.claims AS claims, r.sources AS sources, r.voices AS voices
ORDER BY start, type, end, role, ordinal, claims[0]
