// Neo4j looks at its indexes anew, and forgets the plans that it made for another graph.
CALL db.prepareForReplanning()
