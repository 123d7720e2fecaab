UNWIND $judgements AS judgement
MERGE (q:Question {id: judgement.id})
SET q += judgement, q.judged = true
