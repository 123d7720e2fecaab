// summary: The edges within some steps of a thing, nearest first, at most `limit` of them after `skip`. No step goes on from another thing with more than 200 units, members, posts or appearances.
// params:  id: id
//          depth: integer [1..4] = 1
//          skip: integer [0..1000000] = 0
//          limit: integer [1..1000] = 200
// returns: depth, start, start_name, start_kind, type, end, end_name, end_kind, role, ordinal, status, standing, disputed, resolved_by, claims
// example: id=kcna-no5-bureau-no2-cell
// rows:    3
CALL () {
  WITH *
  WHERE $depth = 1
  MATCH p = (:Thing {id: $id})
            ((near)-[r WHERE r.basis IS NOT NULL AND /*seen-edge r*/ true]-()
             WHERE near.id = $id OR /*few-edges near*/ true){1,1}
            (:Thing)
  RETURN p
  UNION ALL
  WITH *
  WHERE $depth = 2
  MATCH p = (:Thing {id: $id})
            ((near)-[r WHERE r.basis IS NOT NULL AND /*seen-edge r*/ true]-()
             WHERE near.id = $id OR /*few-edges near*/ true){1,2}
            (:Thing)
  RETURN p
  UNION ALL
  WITH *
  WHERE $depth = 3
  MATCH p = (:Thing {id: $id})
            ((near)-[r WHERE r.basis IS NOT NULL AND /*seen-edge r*/ true]-()
             WHERE near.id = $id OR /*few-edges near*/ true){1,3}
            (:Thing)
  RETURN p
  UNION ALL
  WITH *
  WHERE $depth = 4
  MATCH p = (:Thing {id: $id})
            ((near)-[r WHERE r.basis IS NOT NULL AND /*seen-edge r*/ true]-()
             WHERE near.id = $id OR /*few-edges near*/ true){1,4}
            (:Thing)
  RETURN p
}
WITH last(relationships(p)) AS r, min(length(p)) AS depth
WITH depth, r, startNode(r) AS s, endNode(r) AS e
ORDER BY depth, type(r), s.id, e.id, r.ordinal, r.role, r.claims[0]
SKIP $skip
LIMIT $limit
WITH depth, r, s, e, /*edge-claims r*/ r.claims AS claims
WITH depth, r, s, e, claims, /*disagreements claims*/ [] AS disagreements
RETURN depth, s.id AS start, s.name AS start_name, /*kind-of s*/ null AS start_kind,
       type(r) AS type, e.id AS end, e.name AS end_name, /*kind-of e*/ null AS end_kind,
       r.role AS role, r.ordinal AS ordinal, /*edge-status r*/ null AS status,
       /*edge-standing r*/ null AS standing,
       /*disputed disagreements*/ false AS disputed,
       /*resolved-by disagreements*/ null AS resolved_by, claims
ORDER BY depth, type, start, end, ordinal, role, r.claims[0]
