// The things that a source names, as it names them.
MATCH (:Source {id: $source})<-[:STATED_IN]-(c:Claim {predicate: 'name', retired: $never})
      -[:SUBJECT]->(named:Thing)
WITH DISTINCT coalesce(c.stated_subject, named.id) AS id
ORDER BY id
MATCH (t:Thing {id: id})
RETURN t.id AS id, [label IN labels(t) WHERE label <> 'Thing'][0] AS label, t.rank AS rank,
       t.series AS series
