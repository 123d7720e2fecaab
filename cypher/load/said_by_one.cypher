// How many things only this source says anything of.
MATCH (c:Claim {source: $source, retired: $never})-[:SUBJECT|OBJECT]->(t:Thing)
WITH DISTINCT t
WHERE NOT EXISTS {
  MATCH (t)<-[:SUBJECT|OBJECT]-(other {retired: $never}) WHERE other.source <> $source
}
RETURN count(t) AS things
