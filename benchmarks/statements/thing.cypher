MATCH (t:Thing {id: $id})
RETURN t.id AS id, t.name AS name, labels(t) AS labels, t.names AS names
