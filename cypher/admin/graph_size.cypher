// How many things anybody says something of, and how many edges are made from claims that stand.
CALL () {
  MATCH (t:Thing)
  WHERE EXISTS { (t)<-[:SUBJECT|OBJECT]-(:Claim {retired: $never}) }
  RETURN count(t) AS nodes
}
CALL () {
  MATCH (:Thing)-[r]->(:Thing)
  WHERE $never IN r.retired
  RETURN count(r) AS relationships
}
RETURN nodes, relationships
