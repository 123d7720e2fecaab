// Whether a claim certainly holds on each day of the lens's time.
(coalesce(/*begun it*/ null, it.holds_from) <= $lens.from AND it.holds_until >= $lens.until
 AND it.modality <> 'rumoured' AND NOT 'over' IN /*endings it*/ [])
