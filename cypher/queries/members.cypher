// summary: Who is said to belong to an organisation, or to hold a post in it.
// params:  organization: id
// returns: id, name, role, first_attested, last_attested, ended_by, over_from, modality, status, standing, disputed, resolved_by, claims
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
// Attested at several times, somebody is still one member.
WITH member, role, coalesce(r.modality, c.modality) AS modality, collect(r) AS edges,
     collect(c) AS doubted
ORDER BY member.name, member.id, role, modality
SKIP $page.skip
LIMIT $page.take
WITH member, role, modality,
     [r IN edges | /*edge-status r*/ null] + [c IN doubted | /*claim-status c*/ null] AS statuses,
     [r IN edges | /*edge-standing r*/ null] + [c IN doubted | /*claim-standing c*/ null]
       AS standings,
     [r IN edges | /*edge-span r*/ null] + [c IN doubted | /*claim-span c*/ null] AS spans,
     reduce(all = [c IN doubted | c.id], r IN edges |
            all + [id IN /*edge-claims r*/ r.claims WHERE NOT id IN all]) AS claims
WITH *, /*disagreements claims*/ [] AS disagreements, /*tenure-of spans*/ null AS tenure
RETURN member.id AS id, member.name AS name, role, tenure.first AS first_attested,
       tenure.last AS last_attested, tenure.ending.kind AS ended_by,
       tenure.ending.since AS over_from, modality,
       /*strongest-status statuses*/ null AS status,
       /*strongest-standing standings*/ null AS standing,
       /*disputed disagreements*/ false AS disputed,
       /*resolved-by disagreements*/ null AS resolved_by, claims
ORDER BY name, id, role, modality
