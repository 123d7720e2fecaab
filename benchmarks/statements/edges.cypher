UNWIND $edges AS edge
MATCH (a:Thing {id: edge.start}), (b:Thing {id: edge.end})
CREATE (a)-[r:$(edge.type)]->(b)
SET r = edge.properties
