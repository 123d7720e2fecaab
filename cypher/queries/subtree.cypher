// summary: Everything under an organisation, level by level.
// params:  organization: id
//          depth: integer [1..12] = 12
// returns: depth, id, name, superior, relation, tier, status, standing, disputed, resolved_by, claims
// example: organization=kcna
// rows:    2
CALL () {
  // Far fewer are walked where two levels are enough.
  WITH *
  WHERE $depth <= 2
  MATCH p = (:Thing:Organization {id: $organization})
            (()<-[r:UNIT_OF|HOSTED_BY WHERE /*seen-edge r*/ true]-()){1,2}
            (unit:Organization)
  RETURN unit, length(p) AS steps
  UNION ALL
  WITH *
  WHERE $depth > 2
  MATCH p = (:Thing:Organization {id: $organization})
            (()<-[r:UNIT_OF|HOSTED_BY WHERE /*seen-edge r*/ true]-()){1,12}
            (unit:Organization)
  RETURN unit, length(p) AS steps
}
WITH unit, min(steps) AS depth
WHERE depth <= $depth
WITH unit, depth
ORDER BY depth, unit.name, unit.id
SKIP $page.skip
LIMIT $page.take
// The edge by which it is reached in so few steps.
CALL (unit, depth) {
  MATCH p = (unit)-[r:UNIT_OF|HOSTED_BY]->(superior)
            (()-[e:UNIT_OF|HOSTED_BY WHERE /*seen-edge e*/ true]->()){0,11}
            (:Thing {id: $organization})
  WHERE /*seen-edge r*/ true AND length(p) = depth
  RETURN r
  ORDER BY type(r), superior.id, r.claims[0]
  LIMIT 1
}
OPTIONAL MATCH (unit)-[a:AT_TIER]->(t:Tier)
WHERE /*seen-edge a*/ true
WITH unit, depth, r, collect(DISTINCT t.id)[0] AS tier
WITH unit, depth, r, tier, /*edge-claims r*/ r.claims AS claims
WITH unit, depth, r, tier, claims, /*disagreements claims*/ [] AS disagreements
RETURN depth, unit.id AS id, unit.name AS name, endNode(r).id AS superior, type(r) AS relation,
       tier, /*edge-status r*/ null AS status, /*edge-standing r*/ null AS standing,
       /*disputed disagreements*/ false AS disputed,
       /*resolved-by disagreements*/ null AS resolved_by, claims
ORDER BY depth, name, id
