// summary: Who is said to belong to an organisation, or to hold a post in it.
// params:  organization: id
// returns: id, name, role, modality, status, disputed, resolved_by, claims
// example: organization=kcna-no5-bureau-no2-cell
// rows:    0
MATCH (o:Thing:Organization {id: $organization})
CALL (o) {
  MATCH (o)<-[r:MEMBER_OF]-(member)
  WHERE /*seen-edge r*/ true
  RETURN member, r, r.role AS role
  UNION ALL
  MATCH (o)<-[p:POST_IN]-(post:Post)<-[r:HOLDS]-(member)
  WHERE /*seen-edge r*/ true AND /*seen-edge p*/ true
  RETURN member, r, post.name AS role
}
WITH member, r, role
ORDER BY member.name, member.id, role
SKIP $page.skip
LIMIT $page.take
WITH member, r, role, /*edge-claims r*/ r.claims AS claims
WITH member, r, role, claims, /*disagreements claims*/ [] AS disagreements
RETURN member.id AS id, member.name AS name, role, r.modality AS modality,
       /*edge-status r*/ null AS status, 'contested' IN disagreements AS disputed,
       /*resolved-by disagreements*/ null AS resolved_by, claims
ORDER BY name, id, role
