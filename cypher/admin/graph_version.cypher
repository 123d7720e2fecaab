// The last load and the version it made, and the run of a synthetic party; no row before the first.
MATCH (l:Load)
WHERE l.version IS NOT NULL
WITH l
ORDER BY l.recorded DESC, l.number DESC
LIMIT 1
OPTIONAL MATCH (run:Run)
RETURN l.version AS version, l.recorded AS recorded,
       run {.claim, .source, .known_from, .from, .until, .recorded} AS run
