// Which of these ids something has: a thing, a source, a claim, or a question that is answered differently.
UNWIND $ids AS id
WITH id
WHERE EXISTS { (:Thing {id: id}) } OR EXISTS { (:Source {id: id}) } OR EXISTS { (:Claim {id: id}) }
   OR EXISTS { (:Question {id: id}) }
RETURN id
