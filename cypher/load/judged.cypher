// What editors have judged.
MATCH (q:Question)
WHERE q.judged
RETURN q.id AS id, properties(q) AS properties
