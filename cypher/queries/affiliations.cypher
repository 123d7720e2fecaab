// summary: What a person belongs to, and which posts they hold.
// params:  person: id
// returns: relation, id, name, kind, role, first_attested, last_attested, ended_by, over_from, basis, modality, status, standing, disputed, resolved_by, claims
// example: person=kim-il-sung
// rows:    1
MATCH (p:Thing:Person {id: $person})
CALL (p) {
  MATCH (p)-[r:MEMBER_OF|AFFILIATED_WITH|HOLDS]->(o)
  WHERE /*seen-edge r*/ true
  RETURN type(r) AS relation, o, r.role AS role, r.basis AS basis, r.modality AS modality,
         /*edge-status r*/ null AS status, /*edge-standing r*/ null AS standing,
         /*edge-claims r*/ r.claims AS claims, /*edge-span r*/ null AS span
  UNION ALL
  // What makes no edge, since it is a rumour or its own source denies it, is shown as what it is.
  MATCH (p)<-[:SUBJECT]-(c:Claim)-[:OBJECT]->(o)
  WHERE c.predicate IN ['MEMBER_OF', 'AFFILIATED_WITH', 'HOLDS'] AND /*doubted-claim c*/ true
    AND /*seen-claim c*/ true
  RETURN c.predicate AS relation, o, c.role AS role, c.basis AS basis, c.modality AS modality,
         /*claim-status c*/ null AS status, /*claim-standing c*/ null AS standing, [c.id] AS claims,
         /*claim-span c*/ null AS span
}
// What is attested at several times is one affiliation.
WITH relation, o, role, basis, modality, collect(status) AS statuses,
     collect(standing) AS standings, collect(claims) AS lists, collect(span) AS spans
WITH *, reduce(all = [], ids IN lists | all + [id IN ids WHERE NOT id IN all]) AS claims
WITH *, /*strongest-status statuses*/ null AS status, /*strongest-standing standings*/ null AS standing
WITH *, /*disagreements claims*/ [] AS disagreements, /*tenure-of spans*/ null AS tenure
RETURN relation, o.id AS id, o.name AS name, /*kind-of o*/ null AS kind, role,
       tenure.first AS first_attested, tenure.last AS last_attested,
       tenure.ending.kind AS ended_by, tenure.ending.since AS over_from, basis, modality, status,
       standing, /*disputed disagreements*/ false AS disputed,
       /*resolved-by disagreements*/ null AS resolved_by, claims
ORDER BY relation, name, id, role
