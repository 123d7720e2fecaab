// The ids of an edge's claims that the lens lets through.
CASE WHEN it.claims IS NULL THEN $lens.run.claims
     ELSE [i IN range(0, size(it.claims) - 1)
             WHERE it.known_from[i] <= $lens.known_at
               AND it.recorded[i] <= $lens.recorded_at AND it.retired[i] > $lens.recorded_at
               AND ($lens.sources IS NULL OR it.sources[i] IN $lens.sources) | it.claims[i]]
END
