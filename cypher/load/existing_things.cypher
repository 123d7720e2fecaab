// Every thing of ours: its id, its own label, and what the register says of it.
MATCH (t:Thing)
WHERE t.id IS NOT NULL
RETURN t.id AS id, [label IN labels(t) WHERE label <> 'Thing'] AS labels, t.rank AS rank,
       t.series AS series, coalesce(t.names, []) AS names
