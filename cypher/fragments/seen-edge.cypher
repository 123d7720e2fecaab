// Whether the lens lets an edge through, as it does a claim; its lists run parallel to its claims. An
// edge of a synthetic party has none: the one claim of its run stands for it.
(CASE WHEN it.claims IS NULL THEN $lens.run.seen
      ELSE /*admitted-edge it*/ true END
 AND ($lens.certainty = 'any'
   OR any(bound IN [{begun: /*begun it*/ null, ends: /*endings it*/ []}]
     WHERE NOT 'over' IN bound.ends AND CASE $lens.certainty
       WHEN 'certain' THEN coalesce(bound.begun, it.certain_from) <= $lens.from
         AND it.certain_until >= $lens.until
       WHEN 'possible' THEN coalesce(bound.begun, it.possible_from) <= $lens.until
         AND it.possible_until >= $lens.from
       ELSE coalesce(bound.begun, it.certain_from) <= $lens.until AND it.certain_until >= $lens.from
         // It is attested first on the lesser of the two days; of an event nothing is carried forward.
         OR it.certain_until > date('0001-01-01') AND it.possible_until >= $lens.from
           AND (coalesce(bound.begun, it.certain_from) <= $lens.until
             OR (it.certain_from > it.certain_until AND it.certain_until <= $lens.until))
           AND (it.momentary IS NULL OR it.certain_from >= $lens.from)
           AND NOT 'replaced' IN bound.ends
       END)))
