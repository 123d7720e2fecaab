MATCH (l:Load)
WHERE l.version IS NOT NULL
RETURN l.version AS version, l.number AS number
ORDER BY l.number DESC
LIMIT 1
