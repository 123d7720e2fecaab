UNWIND $claims AS claim
MATCH (t:Thing {id: claim.about})
MATCH (s:Source {id: claim.properties.source})
CREATE (c:Claim)
SET c = claim.properties
CREATE (c)-[:SUBJECT]->(t)
CREATE (c)-[:STATED_IN {locator: claim.locator}]->(s)
FOREACH (id IN claim.objects |
  MERGE (o:Thing {id: id})
  CREATE (c)-[:OBJECT]->(o)
)
