// summary: What is said of a thing, or of all things, each statement once, whoever says it; without what is rumoured, denied or withdrawn.
// params:  thing: id = null
//          predicates: ids = null
// returns: id, name, kind, predicate, op, value, object, object_name, object_kind, role, status, standing, sources, disputed, resolved_by, claims
// example: thing=party-cell-of-loyalty
// rows:    8
CALL () {
  WITH *
  WHERE $thing IS NOT NULL
  MATCH (:Thing {id: $thing})<-[:SUBJECT|OBJECT]-(c:Claim)
  RETURN DISTINCT c
  UNION ALL
  WITH *
  WHERE $thing IS NULL
  MATCH (c:Claim)
  RETURN c
}
WITH c
WHERE ($predicates IS NULL OR c.predicate IN $predicates) AND c.polarity = 'asserted'
  AND c.rank <> 'deprecated' AND c.modality <> 'rumoured' AND /*seen-claim c*/ true
MATCH (c)-[:SUBJECT]->(t:Thing)
OPTIONAL MATCH (c)-[:OBJECT]->(o:Thing)
WITH t, o, c
ORDER BY c.id
WITH t, o, c.predicate AS predicate, c.op AS op, c.says AS value, c.role AS role,
     collect(/*claim-status c*/ null) AS statuses, collect(/*claim-standing c*/ null) AS standings,
     collect(DISTINCT c.source) AS sources, collect(c.id) AS claims
ORDER BY t.id, predicate, op, toString(value), o.id, role
SKIP $page.skip
LIMIT $page.take
WITH *, /*disagreements claims*/ [] AS disagreements
RETURN t.id AS id, t.name AS name, /*kind-of t*/ null AS kind, predicate, op, value,
       o.id AS object, o.name AS object_name, /*kind-of o*/ null AS object_kind, role,
       /*strongest-status statuses*/ null AS status,
       /*strongest-standing standings*/ null AS standing, sources,
       /*disputed disagreements*/ false AS disputed,
       /*resolved-by disagreements*/ null AS resolved_by, claims
ORDER BY id, predicate, op, toString(value), object, role
