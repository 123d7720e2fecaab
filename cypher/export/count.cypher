// How many edges an export with this lens has.
MATCH (:Thing)-[r]->(:Thing)
WHERE r.basis IS NOT NULL AND ($relations IS NULL OR type(r) IN $relations)
  AND /*seen-edge r*/ true
RETURN count(r) AS edges
