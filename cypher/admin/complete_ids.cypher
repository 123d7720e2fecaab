// Ids of things and sources that begin so, of one label or of any; for completion in a shell.
MATCH (n:Thing|Source)
WHERE n.id STARTS WITH $start AND ($label IS NULL OR $label IN labels(n))
RETURN n.id AS id, coalesce(n.name, n.title, '') AS name
ORDER BY id
LIMIT 50
