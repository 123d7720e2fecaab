// Which of an edge's claims the lens lets through: positions in its parallel lists.
[i IN range(0, size(coalesce(it.claims, [])) - 1)
   WHERE it.known_from[i] <= $lens.known_at
     AND it.recorded[i] <= $lens.recorded_at AND it.retired[i] > $lens.recorded_at
     AND ($lens.sources IS NULL OR it.sources[i] IN $lens.sources)]
