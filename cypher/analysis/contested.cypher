// Every claim that another contests, with the side it takes and the claims against it.
MATCH (one:Claim)-[conflict:CONFLICTS_WITH {kind: 'contested'}]-(other:Claim)
WHERE /*seen-claim one*/ true AND /*seen-claim other*/ true
MATCH (one)-[answer:ANSWERS]->(q:Question {id: conflict.question})
RETURN one.id AS claim, q.id AS question, CASE WHEN q.judged THEN q.asks END AS asks,
       answer.side AS side, one.voice AS voice, one.source AS source,
       one.rank = 'preferred' AS preferred, one.confidence IS NULL AS confident,
       EXISTS { (one)-[:OBJECT]->() } AS relation,
       collect(DISTINCT other.id) AS against
ORDER BY question, claim
