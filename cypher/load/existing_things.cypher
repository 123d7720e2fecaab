// Every thing of ours: its id, its own label, what the register says of it, and its names, which are
// those of another thing where it has been merged.
MATCH (t:Thing)
WHERE t.id IS NOT NULL
RETURN t.id AS id, [label IN labels(t) WHERE label <> 'Thing'] AS labels, t.rank AS rank,
       t.series AS series,
       CASE WHEN EXISTS {
         (t)<-[:SUBJECT]-({predicate: 'MERGED_INTO', polarity: 'asserted', retired: $never}) }
         THEN [] ELSE coalesce(t.names, []) END AS names
