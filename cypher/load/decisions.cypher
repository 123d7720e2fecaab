// What has been decided of two things: whether they are one, why, and by whom.
MATCH (t:Thing)<-[:SUBJECT]-(c {predicate: 'MERGED_INTO', retired: $never})-[:OBJECT]->(o:Thing)
RETURN t.id AS merged, o.id AS into, c.polarity = 'asserted' AS same,
       coalesce(c.method, c.gist, '') AS reason, c.source AS editors
ORDER BY merged, into, editors
