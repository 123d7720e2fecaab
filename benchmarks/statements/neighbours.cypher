MATCH (:Thing {id: $id})-[r]-(other:Thing)
RETURN type(r) AS type, other.id AS id, other.name AS name
LIMIT 10
