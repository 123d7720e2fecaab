MATCH (:Thing {id: $id})<-[:SUBJECT]-(c:Claim)
RETURN c.id AS id, c.predicate AS predicate, c.says AS says, c.source AS source
ORDER BY id
LIMIT 10
