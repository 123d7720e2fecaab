// What these things are called in Hangul, where anybody says so.
UNWIND $ids AS id
MATCH (t:Thing {id: id})
WHERE t.name_ko IS NOT NULL
RETURN t.id AS id, t.name_ko AS name
