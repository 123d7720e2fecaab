// Every edge made from claims that the lens lets through, by the start's id, which an index orders.
MATCH (s:Thing)
WHERE s.id > ''
WITH s ORDER BY s.id
CALL (s) {
  MATCH (s)-[r]->(e:Thing)
  WHERE r.basis IS NOT NULL AND ($relations IS NULL OR type(r) IN $relations)
    AND /*seen-edge r*/ true
  WITH r, e.id AS end, /*edge-seen r*/ [] AS seen
  WITH r, end, [i IN seen | r.claims[i]] AS claims, [i IN seen | r.sources[i]] AS sources,
       [i IN seen | r.voices[i]] AS voices
  WITH *, /*disagreements claims*/ [] AS disagreements
  RETURN end, type(r) AS type, r.role AS role, r.ordinal AS ordinal, r.basis AS basis,
         r.modality AS modality, /*edge-standing r*/ null AS standing, /*edge-status r*/ null AS status,
         /*is-disputed disagreements*/ false AS disputed,
         /*resolved-by disagreements*/ null AS resolved_by, r.interval AS interval,
         coalesce(r.qualified_by, []) AS qualified_by,
         coalesce(r.details, []) AS details,
         toString(r.possible_from) AS possible_from, toString(r.possible_until) AS possible_until,
         toString(r.certain_from) AS certain_from, toString(r.certain_until) AS certain_until,
         claims, sources, voices
  ORDER BY type, end, role, ordinal, claims[0]
}
RETURN s.id AS start, end, type, role, ordinal, basis, modality, standing, status, disputed,
       resolved_by, interval, qualified_by, details, possible_from, possible_until, certain_from,
       certain_until, claims, sources, voices
