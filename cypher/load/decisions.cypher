// What has been decided of people: which two, whether they are one, why, and by whom.
MATCH (p:Person)<-[:SUBJECT]-(c {predicate: 'SAME_AS', retired: $never})-[:OBJECT]->(o)
RETURN p.id AS merged, o.id AS into, c.polarity = 'asserted' AS same,
       coalesce(c.method, c.gist, '') AS reason, c.source AS editors
ORDER BY merged, into, editors
