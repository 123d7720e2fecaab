// Every relationship, with the keys of its nodes as all_nodes gives them.
MATCH (a)-[r]->(b)
RETURN /*node-key a*/ null AS start, /*node-key b*/ null AS end, type(r) AS type,
       properties(r) AS properties
