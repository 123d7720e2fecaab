// All that a load has written of one source: things, claims and edges, as parameters to write again.
MATCH (s:Source {id: $source})
RETURN COLLECT { MATCH (t:Thing) WHERE t.id STARTS WITH $source + '-'
                 RETURN {label: [l IN labels(t) WHERE l <> 'Thing'][0], properties: properties(t)}
               } AS things,
       COLLECT { MATCH (s)<-[in:STATED_IN]-(c:Claim)-[:SUBJECT]->(t:Thing)
                 RETURN {about: t.id, locator: in.locator, properties: properties(c),
                         objects: COLLECT { MATCH (c)-[:OBJECT]->(o) RETURN o.id }} } AS claims,
       COLLECT { MATCH (a:Thing)-[r]->(b:Thing) WHERE a.id STARTS WITH $source + '-'
                 RETURN {start: a.id, end: b.id, type: type(r), properties: properties(r)}
               } AS edges,
       properties(s) AS source
