// summary: Who held which post, or belonged to what, from when until when, and what ended it, one row a period; of a person, an organisation or a post.
// params:  organization: id = null
//          person: id = null
//          post: id = null
// needs:   organization person post
// returns: person, person_name, relation, id, name, kind, role, organization, start_date, end_date, first_attested, last_attested, ended_by, over_from, ended_by_claims, modality, status, standing, disputed, resolved_by, claims
// example: person=kim-il-sung
// rows:    1
CALL () {
  WITH *
  WHERE $person IS NOT NULL
  MATCH (p:Thing:Person {id: $person})
  UNWIND COLLECT {
    MATCH (p)-[:MEMBER_OF|AFFILIATED_WITH|HOLDS]->(o)
    RETURN o
    UNION
    MATCH (p)<-[:SUBJECT]-(c:Claim)-[:OBJECT]->(o)
    WHERE c.predicate IN ['MEMBER_OF', 'AFFILIATED_WITH', 'HOLDS']
    RETURN o
  } AS o
  RETURN p, o
  UNION
  WITH *
  WHERE $person IS NULL AND $post IS NULL AND $organization IS NOT NULL
  MATCH (o:Thing:Organization {id: $organization})
  UNWIND COLLECT {
    MATCH (o)<-[:MEMBER_OF]-(p:Person)
    RETURN p
    UNION
    MATCH (o)<-[:OBJECT]-(:Claim {predicate: 'MEMBER_OF'})-[:SUBJECT]->(p:Person)
    RETURN p
  } AS p
  RETURN p, o
  UNION
  WITH *
  WHERE $person IS NULL
  UNWIND COLLECT {
    WITH *
    WHERE $post IS NOT NULL
    MATCH (o:Thing:Post {id: $post})
    RETURN o
    UNION
    WITH *
    WHERE $post IS NULL
    MATCH (:Thing:Organization {id: $organization})<-[:POST_IN]-(o:Post)
    RETURN o
  } AS o
  UNWIND COLLECT {
    MATCH (o)<-[:HOLDS]-(p:Person)
    RETURN p
    UNION
    MATCH (o)<-[:OBJECT]-(:Claim {predicate: 'HOLDS'})-[:SUBJECT]->(p:Person)
    RETURN p
  } AS p
  RETURN p, o
}
WITH p, o,
     CASE WHEN o:Post THEN COLLECT { MATCH (o)-[r:POST_IN]->(of) WHERE /*seen-edge r*/ true
                                     RETURN DISTINCT of.id ORDER BY of.id }
          WHEN o:Organization THEN [o.id] ELSE [] END AS organizations
WHERE ($post IS NULL OR o.id = $post) AND ($organization IS NULL OR $organization IN organizations)
CALL (p, o) {
  MATCH (p)-[r:MEMBER_OF|AFFILIATED_WITH|HOLDS]->(o)
  WHERE /*seen-edge r*/ true
  RETURN type(r) AS relation, r.role AS role, r.modality AS modality, /*edge-status r*/ null AS status,
         /*edge-standing r*/ null AS standing, /*edge-claims r*/ r.claims AS claims,
         /*edge-span r*/ null AS span
  UNION ALL
  // What makes no edge, since it is a rumour or its own source denies it, is shown as what it is.
  MATCH (p)<-[:SUBJECT]-(c:Claim)-[:OBJECT]->(o)
  WHERE c.predicate IN ['MEMBER_OF', 'AFFILIATED_WITH', 'HOLDS'] AND /*doubted-claim c*/ true
    AND /*seen-claim c*/ true
  RETURN c.predicate AS relation, c.role AS role, c.modality AS modality,
         /*claim-status c*/ null AS status, /*claim-standing c*/ null AS standing, [c.id] AS claims,
         /*claim-span c*/ null AS span
}
// A synthetic party's edges have no days of their own.
WITH *, COLLECT { UNWIND claims AS id MATCH (c:Claim {id: id}) WHERE c.holds IS NOT NULL
                  RETURN c.holds ORDER BY c.id } AS stated, [span] AS spans
WITH *, [text IN stated | split(text, '/')] AS stated, /*tenure-of spans*/ null AS tenure
WITH *, head([text IN stated WHERE text[0] <> '' | text[0]]) AS start_date,
     head([text IN stated WHERE text[-1] <> '' | text[-1]]) AS end_date
WITH *, /*disagreements claims*/ [] AS disagreements
RETURN p.id AS person, p.name AS person_name, relation, o.id AS id, o.name AS name,
       /*kind-of o*/ null AS kind, role, head(organizations) AS organization, start_date, end_date,
       tenure.first AS first_attested, tenure.last AS last_attested,
       tenure.ending.kind AS ended_by, tenure.ending.since AS over_from,
       coalesce(tenure.ending.claims, []) AS ended_by_claims, modality, status, standing,
       /*disputed disagreements*/ false AS disputed,
       /*resolved-by disagreements*/ null AS resolved_by, claims
ORDER BY person_name, person, first_attested, over_from, relation, id, role, claims[0]
