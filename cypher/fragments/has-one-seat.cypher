// Whether the lens lets it be known that the post that a claim or an edge is about has one seat.
CASE WHEN it.seat_sources IS NULL THEN false
     ELSE any(i IN range(0, size(it.seat_sources) - 1) WHERE /*admitted-at it seat_*/ true) END
