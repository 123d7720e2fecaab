// Whether an edge may hold on some day of the lens's time.
(coalesce(/*begun it*/ null, it.possible_from) <= $lens.until AND it.possible_until >= $lens.from
 AND NOT 'over' IN /*endings it*/ [])
