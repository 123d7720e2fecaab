// How many things anybody says something of, and how many edges are made from claims that stand; a
// synthetic party was counted when it was loaded.
CALL () {
  MATCH (c:Claim {retired: $never})-[:SUBJECT|OBJECT]->(t:Thing)
  WHERE t.basis IS NULL
  RETURN count(DISTINCT t) AS nodes
}
CALL () {
  MATCH (c:Claim {retired: $never})-[:SUBJECT]->(s:Thing)
  WITH DISTINCT s
  MATCH (s)-[r]->(:Thing)
  WHERE $never IN r.retired
  RETURN count(r) AS relationships
}
CALL () {
  OPTIONAL MATCH (run:Run)
  WHERE run.claim IS NOT NULL
  UNWIND range(0, coalesce(size(run.kinds), 0) - 1) AS i
  RETURN sum(CASE run.kinds[i] WHEN 'label' THEN run.counts[i] ELSE 0 END) AS more_nodes,
         sum(CASE run.kinds[i] WHEN 'label' THEN 0 ELSE run.counts[i] END) AS more_relationships
}
RETURN nodes + more_nodes AS nodes, relationships + more_relationships AS relationships
