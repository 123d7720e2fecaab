// Edges made from claims, and only those: an edge without `claims` is somebody else's.
UNWIND $subjects AS id
MATCH (:Thing {id: id})-[r]->(:Thing)
WHERE r.claims IS NOT NULL
DELETE r
