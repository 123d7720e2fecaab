// summary: The roles that a level provides for, or the posts in an organisation, by title.
// params:  tier: id = null
//          organization: id = null
// returns: id, name, kind, title, organization, tier, first_attested, last_attested, ended_by, over_from, status, standing, disputed, resolved_by, claims
// example: tier=party-cell
// rows:    1
WITH COLLECT {
  // Of every role each title that holds then, the surest first.
  MATCH (role:Role)<-[:SUBJECT]-(c:Claim {predicate: 'title'})
  WHERE c.polarity = 'asserted' AND /*seen-claim c*/ true
  WITH role, c.says AS title, collect(c.id) AS claims, collect(/*claim-status c*/ null) AS statuses,
       collect(/*claim-standing c*/ null) AS standings
  ORDER BY title
  RETURN {role: role.id, title: title, claims: claims, status: /*strongest-status statuses*/ null,
          standing: /*strongest-standing standings*/ null}
} AS titled
CALL (titled) {
  // A title that holds says that there is the role, though no rule of that day is known.
  MATCH (t:Tier)-[r:PROVIDES_FOR]->(role:Role)
  WHERE ($tier IS NULL OR t.id = $tier) AND $organization IS NULL
    AND (/*seen-edge r*/ true
         OR (/*possible-edge r*/ true AND any(one IN titled WHERE one.role = role.id)))
  RETURN role AS post, role.id AS role, null AS organization, t.id AS tier, collect(r) AS edges
  UNION ALL
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
    MATCH (o)<-[r:POST_IN]-(post)
    RETURN o, r, post
  }
  WITH o, r, post
  WHERE /*seen-edge r*/ true
  WITH o, post, collect(r) AS edges
  WITH o, post, edges,
       COLLECT { MATCH (post)-[h:HAS_ROLE]->(role:Role)
                 WHERE /*seen-edge h*/ true
                 RETURN DISTINCT role.id } AS roles,
       COLLECT { MATCH (o)-[:AT_TIER]->(t:Tier) RETURN DISTINCT t.id } AS tiers
  UNWIND CASE roles WHEN [] THEN [null] ELSE roles END AS role
  UNWIND CASE tiers WHEN [] THEN [null] ELSE tiers END AS tier
  RETURN post, role, o.id AS organization, tier, edges
}
OPTIONAL CALL (titled, role) {
  UNWIND titled AS called
  WITH called
  WHERE called.role = role
  RETURN called
}
WITH post, called, called.title AS title, organization, tier, edges
ORDER BY tier, organization, post.name, title
SKIP $page.skip
LIMIT $page.take
WITH post, title, organization, tier, called,
     COLLECT { UNWIND edges AS r RETURN /*edge-status r*/ null } AS statuses,
     COLLECT { UNWIND edges AS r RETURN /*edge-standing r*/ null } AS standings,
     COLLECT { UNWIND edges AS r RETURN /*edge-span r*/ null } AS spans,
     reduce(all = [], r IN edges | all + [id IN /*edge-claims r*/ r.claims WHERE NOT id IN all])
       + coalesce(called.claims, []) AS claims
WITH post, title, organization, tier, claims, spans,
     coalesce(called.status, /*strongest-status statuses*/ null) AS status,
     coalesce(called.standing, /*strongest-standing standings*/ null) AS standing
WITH *, /*disagreements claims*/ [] AS disagreements, /*tenure-of spans*/ null AS tenure
RETURN post.id AS id, post.name AS name, /*kind-of post*/ null AS kind, title, organization, tier,
       tenure.first AS first_attested, tenure.last AS last_attested,
       tenure.ending.kind AS ended_by, tenure.ending.since AS over_from, status, standing,
       /*disputed disagreements*/ false AS disputed,
       /*resolved-by disagreements*/ null AS resolved_by, claims
ORDER BY tier, organization, name, title
