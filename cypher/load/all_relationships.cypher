// Every relationship, with the keys of its nodes as all_nodes gives them.
MATCH (a)-[r]->(b)
RETURN CASE WHEN a:Thing THEN 'thing/' + a.id WHEN a:Source THEN 'source/' + a.id
            ELSE 'node/' + elementId(a) END AS start,
       CASE WHEN b:Thing THEN 'thing/' + b.id WHEN b:Source THEN 'source/' + b.id
            ELSE 'node/' + elementId(b) END AS end,
       type(r) AS type, properties(r) AS properties
