// Whether the lens lets an edge through that is said of what has happened: it stays true afterwards.
(any(i IN range(0, size(it.claims) - 1)
   WHERE it.known_from[i] <= $lens.known_at
     AND it.recorded[i] <= $lens.recorded_at AND it.retired[i] > $lens.recorded_at
     AND ($lens.sources IS NULL OR it.sources[i] IN $lens.sources))
 AND CASE $lens.certainty
       WHEN 'any' THEN true
       WHEN 'certain' THEN it.certain_from <= $lens.from
       WHEN 'possible' THEN it.possible_from <= $lens.until
       ELSE it.certain_from <= $lens.until OR it.certain_until <= $lens.until
     END)
