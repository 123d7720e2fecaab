// What it takes to compare people, and what has been decided of them.
MATCH (p:Person)
RETURN p.id AS id, coalesce(p.names, []) AS names,
       COLLECT { MATCH (p)<-[:SUBJECT]-(c:Claim {predicate: 'birth_date', retired: $never})
                 WHERE c.polarity = 'asserted' RETURN c.date_min ORDER BY c.id } AS born_from,
       COLLECT { MATCH (p)<-[:SUBJECT]-(c:Claim {predicate: 'birth_date', retired: $never})
                 WHERE c.polarity = 'asserted' RETURN c.date_max ORDER BY c.id } AS born_until,
       COLLECT { MATCH (p)-[:HOLDS|MEMBER_OF|PARTICIPATED_IN]->(o) RETURN DISTINCT o.id } AS shared,
       COLLECT { MATCH (p)<-[:SUBJECT]-(c:Claim {predicate: 'SAME_AS', retired: $never})
                 -[:OBJECT]->(o) RETURN o.id ORDER BY c.id } AS decided_with,
       COLLECT { MATCH (p)<-[:SUBJECT]-(c:Claim {predicate: 'SAME_AS', retired: $never})
                 -[:OBJECT]->(o) RETURN c.polarity ORDER BY c.id } AS decided
ORDER BY id
