// Whether the lens lets an edge through; its lists run parallel to its claims. An edge of a synthetic
// party has none: the one claim of its run stands for it.
(CASE WHEN it.claims IS NULL THEN $lens.run.seen
      ELSE any(i IN range(0, size(it.claims) - 1)
        WHERE it.known_from[i] <= $lens.known_at
          AND it.recorded[i] <= $lens.recorded_at AND it.retired[i] > $lens.recorded_at
          AND ($lens.sources IS NULL OR it.sources[i] IN $lens.sources))
 END
 AND CASE $lens.certainty
       WHEN 'any' THEN true
       WHEN 'certain' THEN it.certain_from <= $lens.from AND it.certain_until >= $lens.until
       WHEN 'possible' THEN it.possible_from <= $lens.until AND it.possible_until >= $lens.from
       ELSE (it.certain_from <= $lens.until AND it.certain_until >= $lens.from)
         OR (date('0001-01-01') < it.certain_until < $lens.from AND it.possible_until >= $lens.from)
     END)
