// The latest loads, the last first, each with the first of the sources that it was of.
MATCH (l:Load)
WHERE l.version IS NOT NULL AND l.recorded <= $until
WITH l
ORDER BY l.number DESC
LIMIT $most
CALL (l) {
  UNWIND coalesce(l.sources, [])[..$shown] AS id
  OPTIONAL MATCH (s:Source {id: id})
  RETURN collect({id: id, title: coalesce(s.title, id)}) AS sources
}
RETURN l.version AS version, l.recorded AS recorded, coalesce(l.added, 0) AS added,
       coalesce(l.changed, 0) AS changed, coalesce(l.retired, 0) AS retired,
       size(coalesce(l.sources, [])) AS total, sources
ORDER BY l.number DESC
