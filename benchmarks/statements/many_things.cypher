MATCH (c:Claim {predicate: 'name'})
WITH c
LIMIT 1
UNWIND range(1, 2000) AS number
CREATE (t:Thing:Concept {id: 'many-' + number, name: 'thing ' + number, names: ['thing ' + number]})
CREATE (t)<-[:SUBJECT]-(copy:Claim)
SET copy = c {.*, id: 'many-claim-' + number}
