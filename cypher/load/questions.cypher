UNWIND $questions AS question
MERGE (q:Question {id: question.id})
SET q.judged = question.judged
WITH q, question
UNWIND question.answers AS answer
MATCH (c:Claim {id: answer.claim})
CREATE (c)-[:ANSWERS {side: answer.side}]->(q)
