// The last load and the version it made; no row before the first.
MATCH (l:Load)
WHERE l.version IS NOT NULL
RETURN l.version AS version, l.recorded AS recorded
ORDER BY l.recorded DESC, l.number DESC
LIMIT 1
