// Every thing with the claims that stand of it, as the formats take it that describe things.
MATCH (t:Thing)
WHERE t.id > ''
  AND EXISTS { MATCH (t)<-[:SUBJECT|OBJECT]-(c:Claim) WHERE /*seen-claim c*/ true }
RETURN t.id AS id, /*kind-of t*/ null AS kind, t.name AS name, t.names AS names,
       COLLECT {
         MATCH (t)<-[:SUBJECT]-(c:Claim)
         WHERE ($relations IS NULL OR c.predicate IN $relations)
           AND c.polarity = 'asserted' AND c.rank <> 'deprecated' AND /*seen-claim c*/ true
         OPTIONAL MATCH (c)-[:OBJECT]->(o:Thing)
         RETURN {id: c.id, predicate: c.predicate, op: c.op, value: c.says, object: o.id,
                 object_kind: /*kind-of o*/ null, object_name: o.name, role: c.role,
                 holds: c.holds, attested: c.attested, language: c.language, source: c.source,
                 voice: c.voice, recorded: toString(c.recorded)}
         ORDER BY c.predicate, c.id
       } AS claims
ORDER BY t.id
