MATCH (t:Thing)
RETURN t.id AS id, t.name AS name, labels(t) AS kind, t.names AS names, '' AS asked
