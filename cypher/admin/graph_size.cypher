// How many things there are, and how many edges between them made from claims.
MATCH (t:Thing)
OPTIONAL MATCH (t)-[r]->(:Thing)
WHERE r.claims IS NOT NULL
RETURN count(DISTINCT t) AS nodes, count(r) AS relationships
