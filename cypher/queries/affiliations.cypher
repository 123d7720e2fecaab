// summary: What a person belongs to, and which posts they hold.
// params:  person: id
// returns: relation, id, name, kind, role, basis, status, claims
// example: person=kim-il-sung
// rows:    1
MATCH (p:Person {id: $person})-[r:MEMBER_OF|AFFILIATED_WITH|HOLDS]->(o)
WHERE /*seen-edge r*/ true
RETURN type(r) AS relation, o.id AS id, o.name AS name, /*kind-of o*/ null AS kind,
       r.role AS role, r.basis AS basis, /*edge-status r*/ null AS status,
       /*edge-claims r*/ r.claims AS claims
ORDER BY relation, name, id, role
