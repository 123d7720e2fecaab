// summary: Everything under an organisation, level by level.
// params:  organization: id
//          depth: integer [1..12] = 12
// returns: depth, id, name, superior, relation, tier, disputed, resolved_by, claims
// example: organization=kcna
// rows:    2
MATCH p = (:Thing:Organization {id: $organization})
          (()<-[r:UNIT_OF|HOSTED_BY WHERE /*seen-edge r*/ true]-()){1,12}
          (unit:Organization)
WHERE length(p) <= $depth
WITH unit, p, last(relationships(p)) AS r
ORDER BY length(p)
WITH unit, collect({depth: length(p), r: r})[0] AS way
WITH unit, way.depth AS depth, way.r AS r
ORDER BY depth, unit.name, unit.id
SKIP $page.skip
LIMIT $page.take
OPTIONAL MATCH (unit)-[a:AT_TIER]->(t:Tier)
WHERE /*seen-edge a*/ true
WITH unit, depth, r, collect(DISTINCT t.id)[0] AS tier
WITH unit, depth, r, tier, /*edge-claims r*/ r.claims AS claims
WITH unit, depth, r, tier, claims, /*disagreements claims*/ [] AS disagreements
RETURN depth, unit.id AS id, unit.name AS name, endNode(r).id AS superior, type(r) AS relation,
       tier, 'contested' IN disagreements AS disputed,
       /*resolved-by disagreements*/ null AS resolved_by, claims
ORDER BY depth, name, id
