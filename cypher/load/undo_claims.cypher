// Take back claims of a load that did not end, some at a time.
MATCH (l:Load {id: $load})
UNWIND l.begun AS moment
MATCH (c:Claim {recorded: moment})-[:SUBJECT]->(t:Thing)
WITH c, t LIMIT $limit
WITH c, t.id AS id
DETACH DELETE c
RETURN DISTINCT id
