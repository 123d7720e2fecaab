// Which of these ids a source has, and what it is called.
UNWIND $ids AS id
MATCH (s:Source {id: id})
RETURN s.id AS id, s.title AS title, s.publisher AS publisher
