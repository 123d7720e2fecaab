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
  CALL () {
    WITH *
    WHERE $organization IS NOT NULL
    MATCH (o:Thing:Organization {id: $organization})<-[r:POST_IN]-(post:Post)
    WHERE $tier IS NULL OR EXISTS { (o)-[:AT_TIER]->(:Thing:Tier {id: $tier}) }
    RETURN o, r, post
    UNION ALL
    WITH *
    WHERE $organization IS NULL AND $tier IS NOT NULL
    MATCH (:Thing:Tier {id: $tier})<-[:AT_TIER]-(o:Organization)<-[r:POST_IN]-(post:Post)
    RETURN DISTINCT o, r, post
    UNION ALL
    WITH *
    WHERE $organization IS NULL AND $tier IS NULL
    MATCH (o:Organization)<-[r:POST_IN]-(post)
    RETURN o, r, post
  }
  WITH o, r, post
  WHERE /*seen-edge r*/ true
  OPTIONAL MATCH (post)-[h:HAS_ROLE]->(role:Role)
  WHERE /*seen-edge h*/ true
  OPTIONAL MATCH (o)-[:AT_TIER]->(t:Tier)
  RETURN post, role, o.id AS organization, t.id AS tier, /*edge-claims r*/ r.claims AS ids
}
WITH role, collect({post: post, organization: organization, tier: tier, ids: ids}) AS found
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
UNWIND found AS one
WITH one.post AS post, title, one.organization AS organization, one.tier AS tier, status,
     one.ids + titled AS claims
ORDER BY tier, organization, post.name, title
SKIP $page.skip
LIMIT $page.take
WITH *, /*disagreements claims*/ [] AS disagreements
RETURN post.id AS id, post.name AS name, /*kind-of post*/ null AS kind, title, organization, tier,
       status,
       'contested' IN disagreements AS disputed,
       /*resolved-by disagreements*/ null AS resolved_by, claims
ORDER BY tier, organization, name, title
