// Into which other thing each of these has been merged by then, where it has.
UNWIND $ids AS id
MATCH (:Thing {id: id})<-[:SUBJECT]-(c {predicate: 'MERGED_INTO', polarity: 'asserted'})
      -[:OBJECT]->(kept)
WHERE c.recorded <= $recorded_at AND c.retired > $recorded_at
RETURN id, min(kept.id) AS into
