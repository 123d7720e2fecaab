// summary: What gave rise to a concept, who took part in that, and what was done to promote it.
// params:  concept: id
// returns: depth, id, name, kind, relation, role, date, dates, status, standing, disputed, resolved_by, claims
// example: concept=party-cell-of-loyalty
// rows:    7
MATCH (concept:Thing:Concept {id: $concept})
CALL (concept) {
  MATCH (concept)<-[r:GAVE_RISE_TO]-(event:Event)
  WHERE /*past-edge r*/ true
  RETURN 1 AS depth, event AS thing, r
  UNION
  MATCH (concept)<-[g:GAVE_RISE_TO]-(:Event)<-[r:PARTICIPATED_IN]-(actor)
  WHERE /*past-edge g*/ true AND /*past-edge r*/ true
  RETURN 2 AS depth, actor AS thing, r
  UNION
  MATCH (concept)<-[g:GAVE_RISE_TO]-(:Event)-[r:CONCERNED]->(whom)
  WHERE /*past-edge g*/ true AND /*past-edge r*/ true
  RETURN 2 AS depth, whom AS thing, r
  UNION
  MATCH (concept)<-[r:PROMOTES]-(practice:Practice)
  WHERE /*seen-edge r*/ true
  RETURN 1 AS depth, practice AS thing, r
  UNION
  MATCH (concept)<-[g:GAVE_RISE_TO]-(:Event)<-[:PARTICIPATED_IN]-(actor)-[r:HOSTED_BY]->(host)
  WHERE /*past-edge g*/ true AND /*seen-edge r*/ true
  RETURN 3 AS depth, host AS thing, r
}
OPTIONAL MATCH (thing)<-[:SUBJECT]-(c:Claim)
WHERE c.predicate IN ['date', 'launched'] AND c.polarity = 'asserted' AND /*seen-claim c*/ true
WITH depth, thing, r, c.says AS date, count(DISTINCT c.voice) AS voices, collect(c.id) AS ids,
     /*confident-voices c*/ null AS confident
ORDER BY confident DESC, voices DESC, date
WITH depth, thing, r, collect(date)[0] AS date, collect(date) AS dates,
     reduce(all = [], part IN collect(ids) | all + part) AS ids
WITH depth, thing, r, date, dates, /*edge-claims r*/ r.claims + ids AS claims
WITH depth, thing, r, date, dates, claims, /*disagreements claims*/ [] AS disagreements
RETURN depth, thing.id AS id, thing.name AS name, /*kind-of thing*/ null AS kind,
       type(r) AS relation, r.role AS role, date, dates,
       /*past-status r*/ null AS status, /*edge-standing r*/ null AS standing,
       /*disputed disagreements*/ false AS disputed,
       /*resolved-by disagreements*/ null AS resolved_by, claims
ORDER BY depth, relation, id
