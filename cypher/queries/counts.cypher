// summary: How many things of each kind, and edges of each type, the graph holds.
// returns: kind, name, count
// example:
// rows:    27
CALL () {
  // What claims speak of; the claims are found by their time.
  MATCH (c:Claim)
  WHERE c.known_from <= $lens.known_at AND /*seen-claim c*/ true
  MATCH (c)-[:SUBJECT|OBJECT]->(t:Thing)
  WITH DISTINCT t
  WHERE t.basis IS NULL
  RETURN 'label' AS kind, /*kind-of t*/ null AS name, count(t) AS count
  UNION ALL
  MATCH (c:Claim)
  WHERE c.known_from <= $lens.known_at AND c.recorded <= $lens.recorded_at
  MATCH (c)-[:SUBJECT]->(s:Thing)
  WITH DISTINCT s
  MATCH (s)-[r]->(:Thing)
  WHERE r.claims IS NOT NULL AND /*seen-edge r*/ true
  RETURN 'relationship' AS kind, type(r) AS name, count(r) AS count
  UNION ALL
  // A synthetic party was counted when it was loaded; on a date its edges are not counted.
  MATCH (run:Run)
  WHERE $lens.run.seen
  UNWIND range(0, size(run.kinds) - 1) AS i
  WITH run, i
  WHERE run.kinds[i] = 'label' OR $lens.certainty = 'any'
  RETURN run.kinds[i] AS kind, run.names[i] AS name, run.counts[i] AS count
}
WITH kind, name, sum(count) AS count
RETURN kind, name, count
ORDER BY kind, name
