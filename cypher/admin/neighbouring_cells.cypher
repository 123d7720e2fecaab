// The other cells that stand under what a cell stands under, or are held by what holds it, with
// what is said of their number of members.
MATCH (unit:Thing:Organization {id: $unit})-[up:UNIT_OF|HOSTED_BY]->(superior)<-[down:UNIT_OF|HOSTED_BY]-(other:Organization)
MATCH (other)-[at:AT_TIER]->(:Tier {id: 'party-cell'})
WHERE other <> unit AND /*seen-edge up*/ true AND /*seen-edge down*/ true AND /*seen-edge at*/ true
WITH DISTINCT other
WITH other, /*observed-members other*/ [] AS observations
UNWIND observations AS observation
RETURN other.id AS unit, other.name AS name, observation.high AS members
ORDER BY members, unit
