// The names of every person.
MATCH (p:Person)
WHERE p.names IS NOT NULL
RETURN p.id AS id, p.names AS names
