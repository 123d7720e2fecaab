// summary: The levels above a level by the party's rules, nearest first, and the party above them.
// params:  tier: id
// returns: depth, id, name, kind, status, standing, disputed, resolved_by, claims
// example: tier=party-cell
// rows:    2
MATCH (:Thing:Tier {id: $tier})
CALL () {
  MATCH p = (:Thing:Tier {id: $tier})
            (()-[r:MAY_STAND_UNDER WHERE /*seen-edge r*/ true]->()){1,12}
            (t:Tier)
  WITH t, max(length(p)) AS depth
  MATCH ()-[r:MAY_STAND_UNDER]->(t)
  WHERE /*seen-edge r*/ true
  RETURN t AS unit, depth, collect(r) AS edges
  UNION
  MATCH (o:Organization)-[r:PROVIDES_FOR WHERE /*seen-edge r*/ true]->(:Thing:Tier {id: $tier})
  RETURN o AS unit, 100 AS depth, collect(r) AS edges
}
WITH collect({unit: unit, depth: depth, edges: edges}) AS steps
UNWIND steps AS step
// Levels that stand beside each other are as far away.
WITH step.unit AS unit, step.edges AS edges,
     1 + COUNT { UNWIND steps AS nearer
                 WITH nearer WHERE nearer.depth < step.depth
                 RETURN DISTINCT nearer.depth } AS depth
WITH depth, unit, [r IN edges | /*edge-status r*/ null] AS statuses,
     [r IN edges | /*edge-standing r*/ null] AS standings,
     reduce(all = [], r IN edges | all + [id IN /*edge-claims r*/ r.claims WHERE NOT id IN all])
       AS claims
WITH *, /*disagreements claims*/ [] AS disagreements
RETURN depth, unit.id AS id, unit.name AS name, /*kind-of unit*/ null AS kind,
       /*strongest-status statuses*/ null AS status,
       /*strongest-standing standings*/ null AS standing,
       /*disputed disagreements*/ false AS disputed,
       /*resolved-by disagreements*/ null AS resolved_by, claims
ORDER BY depth, id
