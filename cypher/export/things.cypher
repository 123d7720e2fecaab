// Every thing with the claims that stand of it, as the formats take it that describe things; for an
// event also who took part.
MATCH (t:Thing)
WHERE t.id > '' AND ($kinds IS NULL OR /*kind-of t*/ null IN $kinds)
  AND EXISTS { MATCH (t)<-[:SUBJECT|OBJECT]-(c:Claim)
               WHERE c.predicate <> 'MERGED_INTO' AND /*seen-claim c*/ true }
RETURN t.id AS id, /*kind-of t*/ null AS kind, t.name AS name, t.names AS names,
       COLLECT {
         MATCH (t)<-[:SUBJECT]-(c:Claim)
         WHERE ($relations IS NULL OR c.predicate IN $relations)
           AND c.polarity = 'asserted' AND c.rank <> 'deprecated' AND /*seen-claim c*/ true
         OPTIONAL MATCH (c)-[:OBJECT]->(o:Thing)
         RETURN {id: c.id, predicate: c.predicate, value: c.says, object: o.id,
                 object_kind: /*kind-of o*/ null, object_name: o.name, role: c.role, rank: c.rank, modality: c.modality,
                 holds: c.holds, unread_time: c.unread_time, language: c.language, source: c.source}
         ORDER BY c.predicate, c.id
       } AS claims,
       COLLECT {
         MATCH (t)<-[:OBJECT]-(c:Claim {predicate: 'PARTICIPATED_IN'})-[:SUBJECT]->(s:Thing)
         WHERE ($relations IS NULL OR c.predicate IN $relations)
           AND c.polarity = 'asserted' AND c.rank <> 'deprecated' AND /*seen-claim c*/ true
         RETURN {id: c.id, subject: s.id, subject_kind: /*kind-of s*/ null, role: c.role,
                 modality: c.modality, source: c.source}
         ORDER BY s.id, c.id
       } AS participants
ORDER BY t.id
