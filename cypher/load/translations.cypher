UNWIND $translations AS translation
MATCH (s:Source {id: translation.source})
OPTIONAL MATCH (s)-[old:TRANSLATION_OF]->(:Source)
DELETE old
WITH DISTINCT s, translation
MATCH (o:Source {id: translation.original})
MERGE (s)-[:TRANSLATION_OF]->(o)
