// What projections say of their nodes, in no order.
MATCH (t:$any($labels))
RETURN t.id AS id, /*kind-of t*/ null AS kind, coalesce(t.name, t.id) AS name, t.rank AS rank
