// summary: A shortest way between two things, at most 12 steps, one row a step.
// params:  start: id
//          end: id
// returns: step, start, start_name, type, end, end_name, forward, disputed, resolved_by, claims
// example: start=kim-il-sung end=workers-party-of-korea
// rows:    2
MATCH p = ANY SHORTEST
          (:Thing {id: $start})
          (()-[r WHERE r.basis IS NOT NULL AND /*seen-edge r*/ true]-()){1,12}
          (:Thing {id: $end})
UNWIND range(0, length(p) - 1) AS i
WITH i, nodes(p)[i] AS a, nodes(p)[i + 1] AS b, relationships(p)[i] AS r
WITH i, a, b, r, /*edge-claims r*/ r.claims AS claims
WITH i, a, b, r, claims, startNode(r) = a AS forward, /*disagreements claims*/ [] AS disagreements
RETURN i + 1 AS step, a.id AS start, a.name AS start_name, type(r) AS type,
       b.id AS end, b.name AS end_name, forward,
       /*disputed disagreements*/ false AS disputed,
       /*resolved-by disagreements*/ null AS resolved_by, claims
ORDER BY step
