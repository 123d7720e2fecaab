// What the claims are about that these loads have recorded or retired.
MATCH (l:Load)
WHERE l.id IN $loads
UNWIND l.begun AS moment
CALL (moment) {
  MATCH (c:Claim {recorded: moment})-[:SUBJECT]->(t:Thing)
  RETURN t.id AS id
  UNION
  MATCH (c:Claim {retired: moment})-[:SUBJECT]->(t:Thing)
  RETURN t.id AS id
}
RETURN DISTINCT id
