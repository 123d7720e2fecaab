// Conflicts between live claims are computed anew; those of retired ones stay as they were.
UNWIND $subjects AS id
MATCH (:Thing {id: id})<-[:SUBJECT]-(c {retired: $never})
OPTIONAL MATCH (c)-[a:ANSWERS]->(:Question)
OPTIONAL MATCH (c)-[k:CONFLICTS_WITH]-({retired: $never})
DELETE a, k
