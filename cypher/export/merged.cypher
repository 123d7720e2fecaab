// Every thing that has been merged into another, by id.
MATCH (t:Thing)<-[:SUBJECT]-(c:Claim {predicate: 'MERGED_INTO'})-[:OBJECT]->(kept:Thing)
WHERE c.polarity = 'asserted' AND c.recorded <= $lens.recorded_at AND c.retired > $lens.recorded_at
RETURN t.id AS id, /*kind-of t*/ null AS kind, t.name AS name, t.rank AS rank, t.series AS series,
       min(kept.id) AS merged_into
ORDER BY id
