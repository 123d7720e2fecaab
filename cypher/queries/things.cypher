// summary: Every thing of a kind, by name.
// params:  kind: text
//          skip: integer [0..100000000] = 0
//          limit: integer [1..1000] = 100
// returns: id, name, kind, names, said
// example: kind=Concept
// rows:    1
MATCH (t:$($kind))
WHERE t:Thing
  AND /*seen-thing t*/ true
WITH t
ORDER BY t.name, t.id
SKIP $skip
LIMIT $limit
RETURN t.id AS id, t.name AS name, /*kind-of t*/ null AS kind, t.names AS names,
       COUNT { MATCH (t)<-[:SUBJECT]-(c:Claim) WHERE /*seen-claim c*/ true } AS said
ORDER BY name, id
