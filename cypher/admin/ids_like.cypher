// Ids of things and sources that begin so, for completion.
MATCH (n:Thing|Source)
WHERE n.id STARTS WITH $start
RETURN n.id AS id, coalesce(n.name, n.title) AS name
ORDER BY id
LIMIT 50
