// Who says that a post has one seat stands on the claims of its holders, as load/seats writes it.
MATCH (t:Thing)<-[:SUBJECT]-(:Claim {predicate: 'seats'})
CALL (t) {
  WITH t AS post
  WHERE post:Post
  RETURN post
  UNION
  MATCH (t:Role)<-[:OBJECT]-({predicate: 'HAS_ROLE'})-[:SUBJECT]->(post:Post)
  RETURN post
}
WITH DISTINCT post
CALL (post) {
  MATCH (post)<-[:SUBJECT]-(seat {predicate: 'seats'})
  RETURN seat, seat.recorded AS recorded, seat.retired AS retired
  UNION
  MATCH (post)<-[:SUBJECT]-(of {predicate: 'HAS_ROLE', polarity: 'asserted'})
        -[:OBJECT]->(:Role)<-[:SUBJECT]-(seat {predicate: 'seats'})
  WHERE of.rank <> 'deprecated' AND of.confidence IS NULL
    AND of.retired > seat.recorded AND seat.retired > of.recorded
  RETURN seat, seat.recorded AS recorded, seat.retired AS retired
}
WITH post, seat, recorded, retired
WHERE seat.says = 1 AND seat.op = '=' AND seat.polarity = 'asserted'
  AND seat.modality = 'reported' AND seat.rank <> 'deprecated' AND seat.confidence IS NULL
WITH post, seat, recorded, retired
ORDER BY seat.id, recorded
WITH post, collect({source: seat.source, known_from: seat.known_from, recorded: recorded,
                    retired: retired}) AS seats
MATCH (post)<-[:OBJECT]-(c {predicate: 'HOLDS'})
SET c.seat_sources = [s IN seats | s.source], c.seat_known_from = [s IN seats | s.known_from],
    c.seat_recorded = [s IN seats | s.recorded], c.seat_retired = [s IN seats | s.retired]
WITH c
MATCH (c)-[:SUBJECT]->(s)-[r]->(o)<-[:OBJECT]-(c)
WHERE c.id IN r.claims AND type(r) = c.predicate
SET r.seat_sources = c.seat_sources, r.seat_known_from = c.seat_known_from,
    r.seat_recorded = c.seat_recorded, r.seat_retired = c.seat_retired;
