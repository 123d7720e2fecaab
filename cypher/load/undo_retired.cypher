// Bring back claims that a load retired that did not end, some at a time.
MATCH (l:Load {id: $load})
UNWIND l.begun AS moment
MATCH (c:Claim {retired: moment})-[:SUBJECT]->(t:Thing)
WITH c, t LIMIT $limit
SET c.retired = $never, c.id = split(c.id, '@')[0]
RETURN DISTINCT t.id AS id
