// summary: What stands above an organisation: the institution that holds it, and the party. Where no source names the party's unit at a level, the level alone is given, its unit unknown.
// params:  organization: id
// returns: part, depth, id, name, tier, unit, basis, status, standing, disputed, resolved_by, claims
// example: organization=kcna-no5-bureau-no2-cell
// rows:    4
MATCH (start:Thing:Organization {id: $organization})
CALL (start) {
  // The institution: the organisation itself, its host, and what that is a unit of.
  WITH start
  OPTIONAL MATCH (start)-[r:AT_TIER]->(t:Tier)
  WHERE /*seen-edge r*/ true
  WITH start, collect(DISTINCT t.id)[0] AS tier,
       reduce(all = [], ids IN collect(/*edge-claims r*/ r.claims) | all + ids) AS claims,
       collect(r.basis)[0] AS basis,
       collect(/*edge-status r*/ null)[0] AS status,
       collect(/*edge-standing r*/ null)[0] AS standing
  RETURN 'institution' AS part, 0 AS depth, start AS step, tier, 'known' AS unit,
         basis, status, standing, claims
  UNION
  WITH start
  MATCH p = (start)
            (()-[r:HOSTED_BY|UNIT_OF WHERE /*seen-edge r*/ true]->()){1,12}
            (step:Organization)
  WHERE type(relationships(p)[0]) = 'HOSTED_BY' OR NOT EXISTS { (start)-[:AT_TIER]->() }
  WITH step, p, last(relationships(p)) AS r
  ORDER BY length(p)
  WITH step, collect({depth: length(p), r: r}) AS ways
  WITH step, ways[0].depth AS depth, ways[0].r AS r,
       [way IN ways WHERE way.depth = ways[0].depth | way.r] AS edges
  RETURN 'institution' AS part, depth, step, null AS tier, 'known' AS unit,
         r.basis AS basis, /*edge-status r*/ null AS status, /*edge-standing r*/ null AS standing,
         reduce(all = [], e IN edges | all + /*edge-claims e*/ e.claims) AS claims
  UNION
  // The party's units above it, where a source names them.
  WITH start
  WHERE EXISTS { (start)-[:AT_TIER]->() }
  MATCH p = (start)
            (()-[r:UNIT_OF WHERE /*seen-edge r*/ true]->()){1,12}
            (step:Organization)
  WITH step, p, last(relationships(p)) AS r
  ORDER BY length(p)
  WITH step, collect({depth: length(p), r: r})[0] AS way
  WITH step, way.depth AS depth, way.r AS r
  OPTIONAL MATCH (step)-[a:AT_TIER]->(t:Tier)
  WHERE /*seen-edge a*/ true
  WITH step, depth, r, collect(DISTINCT t.id)[0] AS tier
  RETURN 'party' AS part, depth, step, tier, 'known' AS unit,
         r.basis AS basis, /*edge-status r*/ null AS status, /*edge-standing r*/ null AS standing,
         /*edge-claims r*/ r.claims AS claims
  UNION
  // The levels above the highest unit that is named.
  WITH start
  MATCH (start)-[a:AT_TIER]->(own:Tier)
  WHERE /*seen-edge a*/ true
  WITH start, own
  ORDER BY own.rank
  LIMIT 1
  OPTIONAL MATCH p = (start)
                     (()-[r:UNIT_OF WHERE /*seen-edge r*/ true]->()){1,12}
                     (:Organization)-[a:AT_TIER]->(named:Tier)
  WHERE /*seen-edge a*/ true
  WITH own, named, coalesce(length(p) - 1, 0) AS named_depth
  ORDER BY named_depth DESC
  LIMIT 1
  WITH coalesce(named, own) AS from, named_depth
  MATCH p = (from)
            (()-[r:MAY_STAND_UNDER WHERE /*possible-edge r*/ true]->()){1,12}
            (step:Tier)
  WITH step, named_depth, max(length(p)) AS length
  WITH step, named_depth + length AS depth
  MATCH ()-[r:MAY_STAND_UNDER]->(step)
  WHERE /*possible-edge r*/ true
  WITH step, depth, collect(r) AS edges
  WITH step, depth, edges, edges[0] AS r
  RETURN 'party' AS part, depth, step, step.id AS tier, 'unknown' AS unit,
         r.basis AS basis, /*edge-status r*/ null AS status, /*edge-standing r*/ null AS standing,
         reduce(all = [], e IN edges | all + /*edge-claims e*/ e.claims) AS claims
}
WITH part, depth, step, tier, unit, basis, status, standing, claims,
     /*disagreements claims*/ [] AS disagreements
RETURN part, depth, step.id AS id, step.name AS name, tier, unit, basis, status, standing,
       /*disputed disagreements*/ false AS disputed,
       /*resolved-by disagreements*/ null AS resolved_by, claims
ORDER BY part, depth, id
