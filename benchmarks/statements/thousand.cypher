MATCH (t:Concept)
WHERE t.id STARTS WITH 'many-'
RETURN t.id AS id, t.name AS name, labels(t) AS kind, t.names AS names, $id AS asked
LIMIT 1000
