// When the editions were adopted that claims about these things are clauses of, where the claim's own
// start is vaguer; side by side in lists, on the claims and on the edges that are made from them.
UNWIND $subjects AS id
MATCH (t:Thing {id: id})
CALL (t) {
  MATCH (t)<-[:SUBJECT]-(c)
  WHERE c.edition IS NOT NULL
  RETURN c
  UNION
  MATCH (c:Claim {edition: t.id})
  RETURN c
}
WITH DISTINCT c
MATCH (:Thing:Document {id: c.edition})<-[:SUBJECT]-(n {predicate: 'adopted'})
WHERE n.polarity = 'asserted' AND n.rank <> 'deprecated' AND n.confidence IS NULL
  AND c.starts_after <= n.date_min AND n.date_max < c.holds_from
WITH c, n
ORDER BY n.date_max, n.id
WITH c, collect(n) AS adoptions
SET c.begin_from = [n IN adoptions | n.date_max], c.begin_sources = [n IN adoptions | n.source],
    c.begin_known_from = [n IN adoptions | n.known_from],
    c.begin_recorded = [n IN adoptions | n.recorded],
    c.begin_retired = [n IN adoptions | n.retired]
WITH c
MATCH (c)-[:SUBJECT]->(s)-[r]->(o)<-[:OBJECT]-(c)
WHERE c.id IN r.claims AND type(r) = c.predicate
SET r.begin_from = c.begin_from, r.begin_sources = c.begin_sources,
    r.begin_known_from = c.begin_known_from, r.begin_recorded = c.begin_recorded,
    r.begin_retired = c.begin_retired
