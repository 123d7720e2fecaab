// summary: The roles that a level provides for, or the posts in an organisation, by title.
// params:  tier: id = null
//          organization: id = null
// returns: id, name, kind, title, organization, tier, status, disputed, resolved_by, claims
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
  // Every title that holds then, the surest first.
  OPTIONAL MATCH (role)<-[:SUBJECT]-(c:Claim {predicate: 'title'})
  WHERE c.polarity = 'asserted' AND /*seen-claim c*/ true
  WITH c, /*claim-status c*/ null AS status
  ORDER BY CASE status WHEN 'certain' THEN 0 WHEN 'in part' THEN 1 WHEN 'last attested' THEN 2
           ELSE 3 END
  WITH c.says AS title, collect(c.id) AS titled, count(DISTINCT c.voice) AS voices,
       head(collect(status)) AS status
  RETURN title, titled, status
}
WITH post, title, organization, tier, status, ids + titled AS claims
WITH *, /*disagreements claims*/ [] AS disagreements
RETURN post.id AS id, post.name AS name, /*kind-of post*/ null AS kind, title, organization, tier,
       status,
       'contested' IN disagreements AS disputed,
       /*resolved-by disagreements*/ null AS resolved_by, claims
ORDER BY tier, organization, name, title
