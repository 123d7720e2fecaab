UNWIND $conflicts AS conflict
MATCH (one:Claim {id: conflict.one}), (other:Claim {id: conflict.other})
CREATE (one)-[:CONFLICTS_WITH {kind: conflict.kind, question: conflict.question}]->(other)
