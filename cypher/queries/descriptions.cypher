// summary: What tells things of one name apart, in a few statements: births and dates, what they are in or of, who holds them, where they lie; of each kind the latest.
// params:  ids: ids
// returns: id, direction, predicate, op, value, object, name, kind, role, holds, attested, unread_time, holds_from, holds_until, modality, status, standing, disputed, resolved_by, claims
// example: ids=secretaries-competition-1994,kcna-no5-bureau-no2-cell
// rows:    2
UNWIND $ids AS id
MATCH (t:Thing {id: id})
CALL (t) {
  CALL (t) {
    MATCH (t)<-[:SUBJECT]-(c:Claim {polarity: 'asserted'})
    WHERE c.predicate IN ['birth_date', 'date', 'HOLDS', 'MEMBER_OF', 'POST_IN', 'UNIT_OF', 'AT_TIER',
                          'LOCATED_IN', 'EDITION_OF', 'APPLIES_TO']
    OPTIONAL MATCH (c)-[:OBJECT]->(o:Thing)
    RETURN 'out' AS direction, c, o
    UNION ALL
    WITH t
    WHERE t:Post
    MATCH (t)<-[:OBJECT]-(c:Claim {predicate: 'HOLDS', polarity: 'asserted'})-[:SUBJECT]->(o:Thing)
    RETURN 'in' AS direction, c, o
  }
  WITH direction, c, o
  WHERE c.rank <> 'deprecated' AND c.modality <> 'rumoured' AND /*seen-claim c*/ true
  WITH direction, c, o,
       CASE WHEN c.holds_from < date('9999-12-31') THEN c.holds_from ELSE c.holds_until END AS since
  ORDER BY since DESC, c.rank = 'preferred' DESC, c.id
  WITH direction, c.predicate AS predicate, c.says AS value, o, c.role AS role,
       collect(c) AS claims, max(since) AS since
  ORDER BY since DESC, value, o.id, role
  WITH direction, predicate,
       collect({value: value, object: o, role: role, claims: claims})[0] AS latest
  RETURN direction, predicate, latest.value AS value, latest.object AS o, latest.role AS role,
         [c IN latest.claims | c.id] AS claims, latest.claims[0] AS c
}
WITH *, /*disagreements claims*/ [] AS disagreements
RETURN t.id AS id, direction, predicate, c.op AS op, value, o.id AS object, o.name AS name,
       /*kind-of o*/ null AS kind, role, c.holds AS holds, c.attested AS attested,
       c.unread_time AS unread_time, c.holds_from AS holds_from, c.holds_until AS holds_until,
       c.modality AS modality, /*claim-status c*/ null AS status,
       /*claim-standing c*/ null AS standing, /*disputed disagreements*/ false AS disputed,
       /*resolved-by disagreements*/ null AS resolved_by, claims
ORDER BY id, direction, predicate
