// The events that people are said to have taken part in, with every date that is said of each.
MATCH (e:Event)
WHERE EXISTS { MATCH (:Person)-[r:PARTICIPATED_IN]->(e) WHERE /*seen-edge r*/ true }
RETURN e.id AS id, e.name AS name,
       COLLECT {
         MATCH (e)<-[:SUBJECT]-(c:Claim {predicate: 'date', polarity: 'asserted'})
         WHERE c.rank <> 'deprecated' AND /*admitted-claim c*/ true
         RETURN DISTINCT toString(c.says) AS date ORDER BY date
       } AS dates
ORDER BY id
