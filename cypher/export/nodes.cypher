// Every thing, with what the lens lets through said of it or about it; where relations are chosen,
// the ends of their edges. The index gives the order, so nothing is gathered before the first row.
MATCH (t:Thing)
WHERE t.id > ''
  AND (($relations IS NULL
        AND /*seen-thing t*/ true)
       OR EXISTS {
         MATCH (t)-[r]-(:Thing)
         WHERE r.basis IS NOT NULL AND ($relations IS NULL OR type(r) IN $relations)
           AND /*seen-edge r*/ true
       })
WITH t ORDER BY t.id
WITH t, /*points t*/ [] AS points
WITH t, /*accepted-point points*/ null AS point
RETURN t.id AS id, /*kind-of t*/ null AS kind, t.name AS name, t.names AS names, t.rank AS rank,
       t.series AS series, point.latitude AS latitude, point.longitude AS longitude
