// As existing_things, for these ids.
UNWIND $ids AS id
MATCH (t:Thing {id: id})
RETURN t.id AS id, [label IN labels(t) WHERE label <> 'Thing'] AS labels, t.rank AS rank,
       t.series AS series, coalesce(t.names, []) AS names
