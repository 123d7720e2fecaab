// Loads that have begun and not ended.
MATCH (l:Load)
WHERE l.begun IS NOT NULL AND l.version IS NULL
RETURN l.id AS id, l.sources AS sources
