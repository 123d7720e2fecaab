// Whether an edge certainly holds on each day of the lens's time.
(coalesce(/*begun it*/ null, it.certain_from) <= $lens.from AND it.certain_until >= $lens.until
 AND NOT 'over' IN /*endings it*/ [])
