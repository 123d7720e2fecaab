// summary: One level of the organisation chart: what stands directly under an organisation, or what stands under none; with how much stands under each. Of them those that are called so, or are at a level of the party.
// params:  organization: id = null
//          text: text = null
//          tier: id = null
//          skip: integer [0..1000000] = 0
//          limit: integer [1..1000] = 200
// returns: id, name, relation, tier, rank, units, members, said_members, level_size, status, standing, disputed, resolved_by, claims
// example: organization=kcna
// rows:    1
OPTIONAL MATCH (found:Run)
WHERE $organization IS NULL AND $lens.run.seen
// One row where all are looked at, none where another part answers: a condition would come too late.
WITH head(collect(found)) AS run,
     CASE WHEN $organization IS NULL AND NOT $lens.run.seen THEN [true] ELSE [] END AS whole
CALL (run, whole) {
  CALL (whole) {
    WITH *
    WHERE $organization IS NOT NULL
    MATCH (:Thing:Organization {id: $organization})<-[r:UNIT_OF|HOSTED_BY]-(unit:Organization)
    WHERE /*seen-edge r*/ true
    RETURN unit, collect(r) AS edges
    UNION ALL
    UNWIND whole AS _
    MATCH (unit:Organization)
    WHERE NOT EXISTS { (unit)-[r:UNIT_OF|HOSTED_BY]->(:Organization) WHERE /*seen-edge r*/ true }
      AND /*seen-thing unit*/ true
    RETURN unit, [] AS edges
  }
  OPTIONAL MATCH (unit)-[a:AT_TIER]->(t:Tier)
  WHERE /*seen-edge a*/ true
  WITH run, unit, edges, t
  ORDER BY t.rank, t.id
  WITH run, unit, edges, head(collect(t)) AS tier
  WHERE ($tier IS NULL OR tier.id = $tier)
    AND ($text IS NULL
         OR any(name IN coalesce(unit.names, [unit.name]) WHERE toLower(name) CONTAINS toLower($text)))
  ORDER BY tier.rank, unit.name, unit.id
  WITH run, collect({unit: unit, edges: edges, tier: tier}) AS level
  WHERE run IS NULL
  RETURN level[$skip..$skip + $limit] AS some, size(level) AS level_size
  UNION ALL
  // The top of a synthetic party: who heads it, then the institutions that its units are in, as they
  // were made. Every other unit stands under one, so how many there are need not be counted
  // but where a name or level is asked for.
  WITH run
  WHERE run IS NOT NULL
  CALL (run) {
    MATCH (unit:Organization)-[a:AT_TIER]->(tier:Tier {rank: 1})
    WHERE /*seen-edge a*/ true
    RETURN unit, tier
    UNION ALL
    MATCH ()-[h:HOSTED_BY]->(unit)
    WHERE $tier IS NULL AND /*seen-edge h*/ true
    RETURN unit, null AS tier
  }
  WITH DISTINCT run, unit, tier
  WHERE ($tier IS NULL OR tier.id = $tier) AND ($text IS NULL OR toLower(unit.name) CONTAINS toLower($text))
  SKIP CASE WHEN $text IS NULL AND $tier IS NULL THEN $skip ELSE 0 END
  LIMIT CASE WHEN $text IS NULL AND $tier IS NULL THEN $limit ELSE 1000000 END
  WITH run, collect({unit: unit, edges: [], tier: tier}) AS found,
       $text IS NOT NULL OR $tier IS NOT NULL AS chosen
  RETURN CASE WHEN chosen THEN found[$skip..$skip + $limit] ELSE found END AS some,
         CASE WHEN chosen THEN size(found)
              ELSE reduce(left = 0, i IN range(0, size(run.kinds) - 1) |
                     left + CASE WHEN run.names[i] = 'Organization' THEN run.counts[i]
                                 WHEN run.names[i] = 'UNIT_OF' THEN -run.counts[i] ELSE 0 END)
         END AS level_size
}
UNWIND some AS row
WITH level_size, row.unit AS unit, row.edges AS edges, row.tier AS tier
WITH *, reduce(all = [], e IN edges | all + /*edge-claims e*/ e.claims) AS claims, edges[0] AS r
WITH *, /*disagreements claims*/ [] AS disagreements
RETURN unit.id AS id, unit.name AS name, type(r) AS relation, tier.id AS tier, tier.rank AS rank,
       COUNT { MATCH (unit)<-[u:UNIT_OF|HOSTED_BY]-(under:Organization) WHERE /*seen-edge u*/ true
               RETURN DISTINCT under } AS units,
       COUNT { MATCH (unit)<-[m:MEMBER_OF]-(member) WHERE /*seen-edge m*/ true
               RETURN DISTINCT member } AS members,
       COLLECT { MATCH (unit)<-[:SUBJECT]-(c:Claim {predicate: 'member_count', polarity: 'asserted'})
                 WHERE c.rank <> 'deprecated' AND c.modality <> 'rumoured' AND /*seen-claim c*/ true
                 RETURN DISTINCT CASE c.op WHEN '=' THEN '' ELSE c.op + ' ' END + toString(c.says)
                   AS said ORDER BY said } AS said_members,
       level_size, CASE WHEN r IS NULL THEN null ELSE /*edge-status r*/ null END AS status,
       CASE WHEN r IS NULL THEN null ELSE /*edge-standing r*/ null END AS standing,
       /*disputed disagreements*/ false AS disputed,
       /*resolved-by disagreements*/ null AS resolved_by, claims
