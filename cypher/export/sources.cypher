// Every source that the lens lets through.
MATCH (s:Source)
WHERE s.id > '' AND /*seen-source s*/ true
OPTIONAL MATCH (s)-[:TRANSLATION_OF]->(original:Source)
RETURN s.id AS id, s.title AS title, s.publisher AS publisher, s.language AS language,
       s.url AS url, s.kind AS kind, s.published AS published, s.not_before AS not_before,
       s.work AS work, original.id AS translation_of, s.read AS read, s.trust AS trust,
       s.edition AS edition
ORDER BY s.id
