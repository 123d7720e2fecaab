// The events that people are said to have taken part in, with every date that is said of each; those
// of low confidence only where there is no other.
MATCH (e:Event)
WHERE EXISTS { MATCH (:Person)-[r:PARTICIPATED_IN]->(e) WHERE /*seen-edge r*/ true }
RETURN e.id AS id, e.name AS name,
       COLLECT {
         MATCH (e)<-[:SUBJECT]-(c:Claim {predicate: 'date', polarity: 'asserted'})
         WHERE c.rank <> 'deprecated' AND /*admitted-claim c*/ true
         WITH collect(c) AS all
         UNWIND all AS c
         WITH all, c
         WHERE c.confidence IS NULL OR none(other IN all WHERE other.confidence IS NULL)
         RETURN DISTINCT toString(c.says) AS date ORDER BY date
       } AS dates
ORDER BY id
