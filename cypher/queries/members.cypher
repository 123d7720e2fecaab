// summary: Who is said to belong to an organisation, or to hold a post in it.
// params:  organization: id
// returns: id, name, role, modality, status, standing, disputed, resolved_by, claims
// example: organization=kcna-no5-bureau-no2-cell
// rows:    0
MATCH (o:Thing:Organization {id: $organization})
CALL (o) {
  MATCH (o)<-[r:MEMBER_OF]-(member)
  WHERE /*seen-edge r*/ true
  RETURN member, r, r.role AS role, null AS c
  UNION ALL
  MATCH (o)<-[p:POST_IN]-(post:Post)<-[r:HOLDS]-(member)
  WHERE /*seen-edge r*/ true AND /*seen-edge p*/ true
  RETURN member, r, post.name AS role, null AS c
  UNION ALL
  // No member by what is only rumoured, or denied by its own source; it is shown as what it is.
  MATCH (o)<-[:OBJECT]-(c:Claim {predicate: 'MEMBER_OF'})-[:SUBJECT]->(member)
  WHERE /*doubted-claim c*/ true AND /*seen-claim c*/ true
  RETURN member, null AS r, c.role AS role, c
}
WITH member, r, role, c
ORDER BY member.name, member.id, role
SKIP $page.skip
LIMIT $page.take
WITH member, r, role, c,
     CASE WHEN r IS NULL THEN [c.id] ELSE /*edge-claims r*/ r.claims END AS claims
WITH *, /*disagreements claims*/ [] AS disagreements
RETURN member.id AS id, member.name AS name, role, coalesce(r.modality, c.modality) AS modality,
       CASE WHEN r IS NULL THEN /*claim-status c*/ null ELSE /*edge-status r*/ null END AS status,
       CASE WHEN r IS NULL THEN /*claim-standing c*/ null ELSE /*edge-standing r*/ null END
         AS standing,
       /*disputed disagreements*/ false AS disputed,
       /*resolved-by disagreements*/ null AS resolved_by, claims
ORDER BY name, id, role
