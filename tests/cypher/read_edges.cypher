MATCH (a)-[r]->(b)
RETURN elementId(a), elementId(b), type(r), properties(r)
