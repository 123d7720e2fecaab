// Which of these ids a source has.
UNWIND $ids AS id
MATCH (s:Source {id: id})
RETURN s.id AS id
