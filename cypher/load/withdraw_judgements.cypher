// The question stays for recorded_at; what it was judged to be does not.
UNWIND $ids AS id
MATCH (q:Question {id: id})
SET q.judged = false
