// The things that a source names.
MATCH (:Source {id: $source})<-[:STATED_IN]-(:Claim {predicate: 'name', retired: $never})
      -[:SUBJECT]->(t:Thing)
WITH DISTINCT t
ORDER BY t.id
RETURN t.id AS id, [label IN labels(t) WHERE label <> 'Thing'][0] AS label, t.rank AS rank,
       t.series AS series
