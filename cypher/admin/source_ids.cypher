// The ids of sources, to name one that was meant.
MATCH (s:Source)
WHERE s.id IS NOT NULL
RETURN s.id AS id
LIMIT 10000
