// Every relationship, with the keys of its nodes as all_nodes gives them.
MATCH (a)-[r]->(b)
RETURN CASE WHEN a:Thing AND a.id IS NOT NULL THEN 'thing/' + a.id
            WHEN a:Source AND a.id IS NOT NULL THEN 'source/' + a.id
            ELSE 'node/' + elementId(a) END AS start,
       CASE WHEN b:Thing AND b.id IS NOT NULL THEN 'thing/' + b.id
            WHEN b:Source AND b.id IS NOT NULL THEN 'source/' + b.id
            ELSE 'node/' + elementId(b) END AS end,
       type(r) AS type, properties(r) AS properties
