// summary: The head of a party cell is not paid for it.
// rule:    rule-cell-secretary-unpaid
// looks_at: what is said of the pay of each post of head of a cell
// scope:   every post that is a head of a party cell
// params:  unit: id = null
CALL () {
  // What is synthetic and inside the strictest bound of all is inside those in force.
  MATCH (:Rule {id: 'rule-cell-secretary-unpaid'})<-[:SUBJECT]-(stated:Claim {predicate: 'paid'})
  WITH min(toInteger(stated.says)) AS strictest
  WHERE $unit IS NULL
  MATCH (post:Post)-[role:HAS_ROLE]->(:Role {id: 'party-cell-head'})
  WHERE ($all OR coalesce(NOT toInteger(post.paid) <= strictest, true)) AND /*seen-edge role*/ true
  RETURN post
  UNION
  WITH *
  WHERE $unit IS NOT NULL
  MATCH (post:Thing:Post {id: $unit})-[role:HAS_ROLE]->(:Role {id: 'party-cell-head'})
  WHERE /*seen-edge role*/ true
  RETURN post
}
CALL (post) {
  WITH post
  WHERE post.basis = 'synthetic' AND $lens.run.seen
  RETURN toInteger(post.paid) AS low, $lens.run.from AS since, $lens.run.until AS until,
         $lens.run.claims AS observed
  UNION ALL
  WITH post
  WHERE post.basis IS NULL
  OPTIONAL MATCH (post)<-[:SUBJECT]-(said:Claim {predicate: 'paid', polarity: 'asserted'})
  WHERE /*seen-claim said*/ true
  RETURN toInteger(said.says) AS low, said.holds_from AS since, said.holds_until AS until,
         CASE WHEN said IS NULL THEN [] ELSE [said.id] END AS observed
}
MATCH (:Rule {id: 'rule-cell-secretary-unpaid'})<-[:SUBJECT]-(bound:Claim {predicate: 'paid'})
WHERE bound.polarity = 'asserted' AND /*seen-claim bound*/ true
WITH post, low, low AS high, since, until, observed,
     collect({op: '<=', says: toInteger(bound.says), source: bound.source, id: bound.id}) AS bounds
WHERE /*worth-telling bounds*/ true
UNWIND bounds AS bound
RETURN post.id AS unit, post.name AS name, low, high, since, until, observed,
       bound.op AS op, bound.says AS bound, bound.source AS source, bound.id AS claim,
       [] AS excepted_by, CASE WHEN observed = [] THEN 'no source says whether it is paid' END AS note
ORDER BY unit, since, source
