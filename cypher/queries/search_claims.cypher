// summary: Claims, but for names, whose value, words, summary or note hold a text; of more than five hundred, the best are looked at.
// params:  text: search
//          limit: integer [1..100] = 20
// returns: id, subject, name, kind, predicate, op, value, object, object_name, object_kind, role, gist, original, language, source, polarity, modality, status, standing, disputed, resolved_by, score
// example: text=combat
// rows:    1
CALL () {
  CALL db.index.fulltext.queryNodes('claim_texts', $text_quoted, {limit: 500}) YIELD node, score
  RETURN node, 10 + score AS score
  UNION ALL
  CALL db.index.fulltext.queryNodes('claim_texts', $text_folded, {limit: 500}) YIELD node, score
  RETURN node, score
}
WITH node AS c, max(score) AS score
WHERE c.predicate <> 'name' AND /*seen-claim c*/ true
MATCH (c)-[:SUBJECT]->(t:Thing)
OPTIONAL MATCH (c)-[:OBJECT]->(o:Thing)
WITH c, t, o, score
ORDER BY score DESC, c.id
LIMIT $limit
WITH c, t, o, score, [c.id] AS claims
WITH *, /*disagreements claims*/ [] AS disagreements
RETURN c.id AS id, t.id AS subject, t.name AS name, /*kind-of t*/ null AS kind,
       c.predicate AS predicate, c.op AS op, c.says AS value, o.id AS object,
       o.name AS object_name, /*kind-of o*/ null AS object_kind, c.role AS role, c.gist AS gist,
       c.original AS original, c.language AS language, c.source AS source,
       c.polarity AS polarity, c.modality AS modality, /*claim-status c*/ null AS status,
       /*claim-standing c*/ null AS standing, /*disputed disagreements*/ false AS disputed,
       /*resolved-by disagreements*/ null AS resolved_by, round(score, 4) AS score
ORDER BY score DESC, id
