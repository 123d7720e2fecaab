UNWIND $edges AS edge
MATCH (a) WHERE elementId(a) = edge[0]
MATCH (b) WHERE elementId(b) = edge[1]
CREATE (a)-[r:$(edge[2])]->(b)
SET r = edge[3]
