// summary: How many things of each kind, and edges of each type, the graph holds.
// returns: kind, name, count
// example:
// rows:    24
CALL () {
  MATCH (t:Thing)
  WHERE EXISTS { MATCH (t)<-[:SUBJECT|OBJECT]-(c:Claim) WHERE /*seen-claim c*/ true }
  RETURN 'label' AS kind, /*kind-of t*/ null AS name, count(t) AS count
  UNION ALL
  MATCH (:Thing)-[r]->(:Thing)
  WHERE r.claims IS NOT NULL AND /*seen-edge r*/ true
  RETURN 'relationship' AS kind, type(r) AS name, count(r) AS count
}
RETURN kind, name, count
ORDER BY kind, name
