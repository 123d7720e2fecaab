// The value or object of each of these claims.
UNWIND $ids AS id
MATCH (c:Claim {id: id})-[:SUBJECT]->(t:Thing)
OPTIONAL MATCH (c)-[:OBJECT]->(o:Thing)
RETURN c.id AS id, t.id AS about, c.predicate AS predicate, coalesce(o.id, c.says) AS answer
