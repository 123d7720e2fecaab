// summary: One source: what it is, why it is trusted, how much of it is here.
// params:  source: id
// returns: id, title, publisher, language, kind, published, not_before, work, translation_of, url, read, trust, facts, claims, disputed, resolved_by
// example: source=dailynk-en-party-cell
// rows:    1
MATCH (s:Source {id: $source})
WHERE /*seen-source s*/ true
OPTIONAL MATCH (s)-[:TRANSLATION_OF]->(original:Source)
WITH s, original, COLLECT {
  MATCH (s)<-[:STATED_IN]-(c:Claim) WHERE /*seen-claim c*/ true RETURN c.id
} AS claims
WITH s, original, claims, /*disagreements claims*/ [] AS disagreements
RETURN s.id AS id, s.title AS title, s.publisher AS publisher, s.language AS language,
       s.kind AS kind, s.published AS published, s.not_before AS not_before, s.work AS work,
       original.id AS translation_of, s.url AS url, s.read AS read, s.trust AS trust,
       size(s.facts) AS facts, size(claims) AS claims, /*disputed disagreements*/ false AS disputed,
       /*resolved-by disagreements*/ null AS resolved_by
ORDER BY s.published_min, id
