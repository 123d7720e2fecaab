// summary: What a person belongs to, and which posts they hold.
// params:  person: id
// returns: relation, id, name, kind, role, basis, modality, status, disputed, resolved_by, claims
// example: person=kim-il-sung
// rows:    1
MATCH (kept:Thing:Person {id: $person})
CALL (kept) {
  RETURN kept AS p
  UNION
  MATCH (kept)<-[same:SAME_AS]-(p:Person)
  WHERE /*seen-edge same*/ true
  RETURN p
}
MATCH (p)-[r:MEMBER_OF|AFFILIATED_WITH|HOLDS]->(o)
WHERE /*seen-edge r*/ true
WITH r, o, /*edge-claims r*/ r.claims AS claims
WITH r, o, claims, /*disagreements claims*/ [] AS disagreements
RETURN type(r) AS relation, o.id AS id, o.name AS name, /*kind-of o*/ null AS kind,
       r.role AS role, r.basis AS basis, r.modality AS modality, /*edge-status r*/ null AS status,
       'contested' IN disagreements AS disputed,
       /*resolved-by disagreements*/ null AS resolved_by, claims
ORDER BY relation, name, id, role
