// The live claims of a source, in the order of its facts, of the things that it names itself.
MATCH (:Source {id: $source})<-[in:STATED_IN]-(c:Claim {retired: $never})-[:SUBJECT]->(t:Thing)
OPTIONAL MATCH (c)-[:OBJECT]->(o:Thing)
WITH c, in, t, o
ORDER BY toInteger(split(c.fact, '#')[1]), c.id
RETURN c {.*, about: coalesce(c.stated_subject, t.id), object: coalesce(c.stated_object, o.id),
          locator: in.locator,
          qualifiers: coalesce(c.stated_qualifiers, COLLECT {
            MATCH (c)-[q:QUALIFIED_BY]->(x) RETURN q.role + ':' + x.id ORDER BY q.role, x.id })
         } AS claim
