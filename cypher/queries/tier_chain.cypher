// summary: The levels above a level by the party's rules, nearest first, and the party above them.
// params:  tier: id
// returns: depth, id, name, kind, disputed, resolved_by, claims
// example: tier=party-cell
// rows:    6
MATCH (:Thing:Tier {id: $tier})
CALL () {
  MATCH p = (:Thing:Tier {id: $tier})
            (()-[r:MAY_STAND_UNDER WHERE /*seen-edge r*/ true]->()){1,12}
            (t:Tier)
  WITH t, max(length(p)) AS depth
  MATCH ()-[r:MAY_STAND_UNDER]->(t)
  WHERE /*seen-edge r*/ true
  UNWIND /*edge-claims r*/ r.claims AS claim
  RETURN t AS unit, depth, collect(DISTINCT claim) AS claims
  UNION
  MATCH (o:Organization)-[r:PROVIDES_FOR WHERE /*seen-edge r*/ true]->(:Thing:Tier {id: $tier})
  UNWIND /*edge-claims r*/ r.claims AS claim
  RETURN o AS unit, 100 AS depth, collect(DISTINCT claim) AS claims
}
WITH unit, depth, claims
ORDER BY depth, unit.id
WITH collect({unit: unit, claims: claims}) AS steps
UNWIND range(0, size(steps) - 1) AS i
WITH i + 1 AS depth, steps[i].unit AS unit, steps[i].claims AS claims
WITH depth, unit, claims, /*disagreements claims*/ [] AS disagreements
RETURN depth, unit.id AS id, unit.name AS name, /*kind-of unit*/ null AS kind,
       'contested' IN disagreements AS disputed,
       /*resolved-by disagreements*/ null AS resolved_by, claims
ORDER BY depth
