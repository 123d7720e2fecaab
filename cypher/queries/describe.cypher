// summary: Everything said of a thing and about it, one row a statement, with who says so.
// params:  id: id
// returns: direction, predicate, op, value, object, name, kind, ordinal, role, polarity, basis, modality, status, voices, sources, disputed, resolved_by, claims
// example: id=party-cell-of-loyalty
// rows:    6
MATCH (kept:Thing {id: $id})
// A person's statements are also those on everybody who has been merged into them.
CALL (kept) {
  RETURN kept AS t
  UNION
  MATCH (kept:Person)<-[r:SAME_AS]-(t:Person)
  WHERE /*seen-edge r*/ true
  RETURN t
}
CALL (t) {
  MATCH (t)<-[:SUBJECT]-(c:Claim)
  WHERE /*seen-claim c*/ true
  OPTIONAL MATCH (c)-[:OBJECT]->(o:Thing)
  RETURN 'out' AS direction, c, o
  UNION ALL
  MATCH (t)<-[:OBJECT]-(c:Claim)-[:SUBJECT]->(o:Thing)
  WHERE /*seen-claim c*/ true
  RETURN 'in' AS direction, c, o
}
WITH direction, c, o
ORDER BY c.id
WITH direction, c.predicate AS predicate, c.op AS op, c.says AS value, o, c.ordinal AS ordinal,
     c.role AS role, c.polarity AS polarity, c.basis AS basis, c.modality AS modality,
     /*claim-status c*/ null AS status,
     count(DISTINCT c.voice) AS voices, collect(DISTINCT c.source) AS sources,
     collect(c.id) AS claims
WITH *, /*disagreements claims*/ [] AS disagreements
RETURN direction, predicate, op, value, o.id AS object, o.name AS name, /*kind-of o*/ null AS kind,
       ordinal, role, polarity, basis, modality, status, voices, sources,
       'contested' IN disagreements AS disputed,
       /*resolved-by disagreements*/ null AS resolved_by, claims
ORDER BY direction DESC, predicate, ordinal, voices DESC, op DESC, toString(value), object, role
