// summary: A shortest way between two things, at most 12 steps, one row a step.
// params:  start: id
//          end: id
// returns: step, start, start_name, type, end, end_name, forward, claims
// example: start=kim-il-sung end=workers-party-of-korea
// rows:    2
MATCH p = ANY SHORTEST
          (:Thing {id: $start})
          (()-[r WHERE r.claims IS NOT NULL AND /*seen-edge r*/ true]-()){1,12}
          (:Thing {id: $end})
UNWIND range(0, length(p) - 1) AS i
WITH i, nodes(p)[i] AS a, nodes(p)[i + 1] AS b, relationships(p)[i] AS r
RETURN i + 1 AS step, a.id AS start, a.name AS start_name, type(r) AS type,
       b.id AS end, b.name AS end_name, startNode(r) = a AS forward,
       /*edge-claims r*/ r.claims AS claims
ORDER BY step
