// Which source says what in whose name, and which translates which.
CALL () {
  MATCH (c:Claim)-[:STATED_IN]->(s:Source)
  WHERE c.voice <> s.work AND /*seen-claim c*/ true
  RETURN s.id AS source, c.voice AS voice, 'attributed to' AS relation, c.id AS claim
  UNION
  MATCH (c:Claim)-[:STATED_IN]->(s:Source)-[:TRANSLATION_OF]->(original:Source)
  WHERE /*seen-claim c*/ true
  RETURN s.id AS source, original.id AS voice, 'translation of' AS relation, c.id AS claim
}
WITH source, voice, relation, claim
ORDER BY claim
WITH source, voice, relation, collect(claim) AS claims
OPTIONAL MATCH (s:Source {id: source})
OPTIONAL MATCH (v:Source {id: voice})
OPTIONAL MATCH (t:Thing {id: voice})
RETURN source, s.title AS source_title, voice, coalesce(v.title, t.name) AS voice_title,
       CASE WHEN v IS NOT NULL THEN 'Source' WHEN t IS NOT NULL THEN /*kind-of t*/ null END AS voice_kind,
       relation, claims
ORDER BY source, voice, relation
