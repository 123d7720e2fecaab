UNWIND $nodes AS node
CREATE (n:$(node[1]))
SET n = node[2]
RETURN node[0] AS was, elementId(n) AS is
