// summary: What stands directly under an organisation: its units, and the party units that it holds.
// params:  organization: id
// returns: id, name, relation, tier, status, standing, disputed, resolved_by, claims
// example: organization=kcna
// rows:    1
MATCH (o:Thing:Organization {id: $organization})<-[r:UNIT_OF|HOSTED_BY]-(unit:Organization)
WHERE /*seen-edge r*/ true
WITH unit, r
ORDER BY unit.name, unit.id
SKIP $page.skip
LIMIT $page.take
OPTIONAL MATCH (unit)-[a:AT_TIER]->(t:Tier)
WHERE /*seen-edge a*/ true
WITH unit, r, collect(DISTINCT t.id)[0] AS tier
WITH unit, r, tier, /*edge-claims r*/ r.claims AS claims
WITH unit, r, tier, claims, /*disagreements claims*/ [] AS disagreements
RETURN unit.id AS id, unit.name AS name, type(r) AS relation, tier,
       /*edge-status r*/ null AS status, /*edge-standing r*/ null AS standing,
       /*disputed disagreements*/ false AS disputed,
       /*resolved-by disagreements*/ null AS resolved_by, claims
ORDER BY name, id
