// Everybody's names.
MATCH (p:Person)
WHERE p.names IS NOT NULL
RETURN p.id AS id, p.names AS names
