// A source as it was loaded.
MATCH (s:Source {id: $source})
WHERE s.fingerprint IS NOT NULL
RETURN properties(s) AS properties,
       COLLECT { MATCH (s)-[:TRANSLATION_OF]->(o:Source) RETURN o.id }[0] AS translation_of
