// summary: What stands directly under an organisation: its units, and the party units that it holds.
// params:  organization: id
// returns: id, name, relation, tier, status, claims
// example: organization=kcna
// rows:    1
MATCH (o:Organization {id: $organization})<-[r:UNIT_OF|HOSTED_BY]-(unit:Organization)
WHERE /*seen-edge r*/ true
OPTIONAL MATCH (unit)-[a:AT_TIER]->(t:Tier)
WHERE /*seen-edge a*/ true
WITH unit, r, collect(DISTINCT t.id)[0] AS tier
RETURN unit.id AS id, unit.name AS name, type(r) AS relation, tier,
       /*edge-status r*/ null AS status, /*edge-claims r*/ r.claims AS claims
ORDER BY name, id
