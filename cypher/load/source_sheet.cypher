// A source with the things that it names and its live claims, for a workbook.
MATCH (s:Source {id: $source})
RETURN properties(s) AS source,
       COLLECT { MATCH (s)<-[:STATED_IN]-(c:Claim {predicate: 'name', retired: $never})
                       -[:SUBJECT]->(t:Thing)
                 WITH DISTINCT t ORDER BY t.id
                 RETURN {id: t.id, label: [label IN labels(t) WHERE label <> 'Thing'][0],
                         rank: t.rank, series: t.series} } AS things,
       COLLECT { MATCH (s)<-[in:STATED_IN]-(c:Claim {retired: $never})-[:SUBJECT]->(t:Thing)
                 OPTIONAL MATCH (c)-[:OBJECT]->(o:Thing)
                 WITH c, in, t, o ORDER BY toInteger(split(c.fact, '#')[1]), c.id
                 RETURN c {.*, about: t.id, object: o.id, locator: in.locator,
                   source_language: s.language,
                   qualifiers: COLLECT { MATCH (c)-[q:QUALIFIED_BY]->(x)
                                         RETURN q.role + ':' + x.id ORDER BY q.role, x.id }}
               } AS claims
