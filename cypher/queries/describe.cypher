// summary: Everything said of a thing and about it, one row a statement, with who says so.
// params:  id: id
// returns: direction, predicate, op, value, object, name, kind, ordinal, role, first_attested, last_attested, ended_by, over_from, polarity, basis, modality, status, standing, voices, sources, disputed, resolved_by, claims
// example: id=party-cell-of-loyalty
// rows:    8
MATCH (t:Thing {id: $id})
CALL (t) {
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
       /*claim-status c*/ null AS status, /*claim-standing c*/ null AS standing,
       count(DISTINCT c.voice) AS voices, collect(DISTINCT c.source) AS sources,
       collect(c.id) AS claims, collect(/*claim-span c*/ null) AS spans
  RETURN direction, predicate, op, value, o, ordinal, role, polarity, basis, modality, status, standing,
         voices, sources, claims, spans
  UNION ALL
  // Of a synthetic party: what it stands in, and its numbers.
  MATCH (t)-[r]->(o:Thing)
  WHERE r.basis = 'synthetic' AND r.claims IS NULL AND /*seen-edge r*/ true
  RETURN 'out' AS direction, type(r) AS predicate, '=' AS op, null AS value, o, r.ordinal AS ordinal,
         r.role AS role, 'asserted' AS polarity, r.basis AS basis, 'reported' AS modality,
         /*edge-status r*/ null AS status, r.basis AS standing, 1 AS voices, [$lens.run.source] AS sources,
         $lens.run.claims AS claims, [] AS spans
  UNION ALL
  WITH t
  WHERE t.basis = 'synthetic' AND $lens.run.seen
  UNWIND ['member_count', 'candidate_count', 'cell_count', 'meetings_per_month', 'has_committee',
          'dues', 'expenditure', 'paid'] AS predicate
  WITH t, predicate
  WHERE t[predicate] IS NOT NULL
  RETURN 'out' AS direction, predicate, '=' AS op, t[predicate] AS value, null AS o,
         null AS ordinal, null AS role, 'asserted' AS polarity, t.basis AS basis,
         'reported' AS modality, null AS status, t.basis AS standing, 1 AS voices, [$lens.run.source] AS sources,
         $lens.run.claims AS claims, [] AS spans
}
WITH *, /*disagreements claims*/ [] AS disagreements, /*tenure-of spans*/ null AS tenure
RETURN direction, predicate, op, value, o.id AS object, o.name AS name, /*kind-of o*/ null AS kind,
       ordinal, role, tenure.first AS first_attested, tenure.last AS last_attested,
       tenure.ending.kind AS ended_by, tenure.ending.since AS over_from, polarity, basis, modality,
       status, standing, voices, sources,
       /*disputed disagreements*/ false AS disputed,
       /*resolved-by disagreements*/ null AS resolved_by, claims
ORDER BY direction DESC, predicate, ordinal, voices DESC, op DESC, toString(value), object, role
