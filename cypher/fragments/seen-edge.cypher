// Whether the lens lets an edge through, as it does a claim; its lists run parallel to its claims. An
// edge of a synthetic party has none: the one claim of its run stands for it.
(CASE WHEN it.claims IS NULL THEN $lens.run.seen
      ELSE any(i IN range(0, size(it.claims) - 1)
        WHERE it.known_from[i] <= $lens.known_at
          AND it.recorded[i] <= $lens.recorded_at AND it.retired[i] > $lens.recorded_at
          AND ($lens.sources IS NULL OR it.sources[i] IN $lens.sources))
 END
 AND CASE $lens.certainty
       WHEN 'any' THEN true
       WHEN 'certain' THEN /*edge-start it*/ it.certain_from <= $lens.from AND it.certain_until >= $lens.until
         AND NOT 'over' IN /*endings it*/ []
       WHEN 'possible' THEN coalesce(/*begun it*/ null, it.possible_from) <= $lens.until AND it.possible_until >= $lens.from
         AND NOT 'over' IN /*endings it*/ []
       ELSE CASE
         WHEN /*edge-start it*/ it.certain_from <= $lens.until AND it.certain_until >= $lens.from
           THEN NOT 'over' IN /*endings it*/ []
         // It is attested first on the lesser of the two days; of an event nothing is carried forward.
         ELSE it.certain_until > date('0001-01-01') AND it.possible_until >= $lens.from
           AND (/*edge-start it*/ it.certain_from <= $lens.until OR (it.certain_from > it.certain_until AND it.certain_until <= $lens.until))
           AND (it.momentary IS NULL OR it.certain_from >= $lens.from)
           AND none(kind IN /*endings it*/ [] WHERE kind IN ['over', 'replaced'])
       END
     END)
