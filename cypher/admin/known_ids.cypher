// Which of these ids something has: a thing, a source, or a claim.
UNWIND $ids AS id
WITH id
WHERE EXISTS { (:Thing {id: id}) } OR EXISTS { (:Source {id: id}) } OR EXISTS { (:Claim {id: id}) }
RETURN id
