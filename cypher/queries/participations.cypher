// summary: Who took part in which event, one row an edge: the network of people, organisations and events.
// params:  kind: label = null
//          limit: integer [1..10000] = 1000
// returns: start, start_name, start_kind, type, end, end_name, end_kind, role, ordinal, status, standing, disputed, resolved_by, claims
// example: kind=Organization
// rows:    1
MATCH (s)-[r:PARTICIPATED_IN]->(e:Event)
WHERE /*seen-edge r*/ true
  AND ($kind IS NULL OR $kind IN labels(s))
WITH s, r, e
ORDER BY e.id, s.id, r.role, r.claims[0]
LIMIT $limit
WITH s, r, e, /*edge-claims r*/ r.claims AS claims
WITH s, r, e, claims, /*disagreements claims*/ [] AS disagreements
RETURN s.id AS start, s.name AS start_name, /*kind-of s*/ null AS start_kind,
       type(r) AS type, e.id AS end, e.name AS end_name, /*kind-of e*/ null AS end_kind,
       r.role AS role, r.ordinal AS ordinal, /*edge-status r*/ null AS status,
       /*edge-standing r*/ null AS standing,
       /*disputed disagreements*/ false AS disputed,
       /*resolved-by disagreements*/ null AS resolved_by, claims
