// What projections say of their nodes.
MATCH (t:$any($labels))
RETURN t.id AS id, /*kind-of t*/ null AS kind, t.name AS name, t.rank AS rank
ORDER BY id
