// Who says that the post that somebody holds has one seat, or the role that it has; side by side in
// lists, on the claims of its holders and on the edges that are made from them.
UNWIND $subjects AS id
MATCH (t:Thing {id: id})
CALL (t) {
  MATCH (t)<-[:SUBJECT]-({predicate: 'HOLDS'})-[:OBJECT]->(post:Post)
  RETURN post
  UNION
  WITH t AS post
  WHERE post:Post
  RETURN post
  UNION
  MATCH (t:Role)<-[:OBJECT]-({predicate: 'HAS_ROLE'})-[:SUBJECT]->(post:Post)
  RETURN post
}
WITH DISTINCT post
CALL (post) {
  CALL (post) {
    MATCH (post)<-[:SUBJECT]-(seat {predicate: 'seats'})
    RETURN seat, seat.known_from AS known_from, seat.recorded AS recorded, seat.retired AS retired
    UNION
    // Of a role it is known once both are, and as long as neither is withdrawn.
    MATCH (post)<-[:SUBJECT]-(of {predicate: 'HAS_ROLE', polarity: 'asserted'})
          -[:OBJECT]->(:Role)<-[:SUBJECT]-(seat {predicate: 'seats'})
    WHERE of.rank <> 'deprecated' AND of.confidence IS NULL
      AND of.retired > seat.recorded AND seat.retired > of.recorded
    RETURN seat,
           CASE WHEN of.known_from > seat.known_from THEN of.known_from ELSE seat.known_from END AS known_from,
           CASE WHEN of.recorded > seat.recorded THEN of.recorded ELSE seat.recorded END AS recorded,
           CASE WHEN of.retired < seat.retired THEN of.retired ELSE seat.retired END AS retired
  }
  WITH seat, known_from, recorded, retired
  WHERE seat.says = 1 AND seat.op = '=' AND seat.polarity = 'asserted'
    AND seat.modality = 'reported' AND seat.rank <> 'deprecated' AND seat.confidence IS NULL
  WITH seat, known_from, recorded, retired
  ORDER BY seat.id, recorded
  RETURN collect({source: seat.source, known_from: known_from, recorded: recorded,
                  retired: retired}) AS found
}
MATCH (post)<-[:OBJECT]-(c {predicate: 'HOLDS'})
WHERE size(found) > 0 OR c.seat_sources IS NOT NULL
// Where nobody says so any more there is no list.
WITH c, CASE WHEN size(found) > 0 THEN found END AS seats
SET c.seat_sources = [s IN seats | s.source], c.seat_known_from = [s IN seats | s.known_from],
    c.seat_recorded = [s IN seats | s.recorded], c.seat_retired = [s IN seats | s.retired]
WITH c
MATCH (c)-[:SUBJECT]->(s)-[r]->(o)<-[:OBJECT]-(c)
WHERE c.id IN r.claims AND type(r) = c.predicate
SET r.seat_sources = c.seat_sources, r.seat_known_from = c.seat_known_from,
    r.seat_recorded = c.seat_recorded, r.seat_retired = c.seat_retired
