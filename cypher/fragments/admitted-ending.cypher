// Whether the lens lets the ending at place `i` be known: what ends it, and that a post has one seat.
(/*admitted-at it end_*/ true
 AND ($lens.sources IS NULL OR coalesce(it.end_seats[i], '') IN $lens.sources + ['']))
