// summary: The roles that a level provides for, or the posts in an organisation, by title.
// params:  tier: id = null
//          organization: id = null
// returns: id, name, kind, title, organization, tier, status, claims
// example: tier=party-cell
// rows:    1
CALL () {
  MATCH (t:Tier)-[r:PROVIDES_FOR]->(role:Role)
  WHERE ($tier IS NULL OR t.id = $tier) AND $organization IS NULL AND /*seen-edge r*/ true
  RETURN role AS post, role, null AS organization, t.id AS tier,
         /*edge-claims r*/ r.claims AS ids
  UNION
  MATCH (o:Organization)<-[r:POST_IN]-(post:Post)
  WHERE ($organization IS NULL OR o.id = $organization) AND /*seen-edge r*/ true
    AND ($tier IS NULL OR EXISTS { (o)-[:AT_TIER]->(:Tier {id: $tier}) })
  OPTIONAL MATCH (post)-[h:HAS_ROLE]->(role:Role)
  WHERE /*seen-edge h*/ true
  OPTIONAL MATCH (o)-[:AT_TIER]->(t:Tier)
  RETURN post, role, o.id AS organization, t.id AS tier, /*edge-claims r*/ r.claims AS ids
}
CALL (role) {
  // The title in force then: certain before last attested, then the nearest attestation.
  OPTIONAL MATCH (role)<-[:SUBJECT]-(c:Claim {predicate: 'title'})
  WHERE c.polarity = 'asserted' AND /*seen-claim c*/ true
  WITH c, /*claim-status c*/ null AS status
  WITH c.says AS title, collect(c.id) AS titled, count(DISTINCT c.voice) AS voices,
       min(CASE status WHEN 'certain' THEN 0 WHEN 'in part' THEN 1 WHEN 'last attested' THEN 2
           ELSE 3 END) AS standing,
       max(c.holds_until) AS attested,
       head(collect(status)) AS status
  ORDER BY standing, CASE WHEN $lens.certainty = 'best' THEN attested END DESC, voices DESC, title
  WITH collect({title: title, titled: titled, status: status}) AS titles
  UNWIND CASE $lens.certainty WHEN 'best' THEN titles[..1] ELSE titles END AS one
  RETURN one.title AS title, one.titled AS titled, one.status AS status
}
RETURN post.id AS id, post.name AS name, /*kind-of post*/ null AS kind, title, organization, tier,
       status, ids + titled AS claims
ORDER BY tier, organization, name, title
