// Which places lie in which, or are the same.
MATCH (a:Place)<-[:SUBJECT]-(c {retired: $never})-[:OBJECT]->(b:Place)
WHERE c.predicate IN ['LOCATED_IN', 'SAME_AS'] AND c.polarity = 'asserted'
RETURN a.id AS about, c.predicate AS predicate, b.id AS object
