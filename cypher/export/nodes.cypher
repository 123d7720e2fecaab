// Every thing, with what the lens lets through said of it or about it.
MATCH (t:Thing)
WHERE EXISTS { MATCH (t)<-[:SUBJECT|OBJECT]-(c:Claim) WHERE /*seen-claim c*/ true }
RETURN t.id AS id, /*kind-of t*/ null AS label, t.name AS name, t.names AS names, t.rank AS rank,
       t.series AS series
ORDER BY id
