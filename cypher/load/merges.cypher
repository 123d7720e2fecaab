// Which things have been merged into which, and by whose decision.
MATCH (t:Thing)<-[:SUBJECT]-(c:Claim {predicate: 'MERGED_INTO', retired: $never})-[:OBJECT]->(o:Thing)
WHERE c.polarity = 'asserted'
RETURN t.id AS merged, o.id AS into, c.source AS source
ORDER BY merged, into, source
