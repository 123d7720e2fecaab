// Whether a claim may hold on some day of the lens's time.
(coalesce(/*begun it*/ null, it.starts_after) <= $lens.until AND it.ends_by >= $lens.from
 AND NOT 'over' IN /*endings it*/ [])
