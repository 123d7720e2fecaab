// Who said an edge's claims that the lens lets through, claim by claim.
[i IN range(0, size(coalesce(it.claims, [])) - 1)
   WHERE it.known_from[i] <= $lens.known_at
     AND it.recorded[i] <= $lens.recorded_at AND it.retired[i] > $lens.recorded_at
     AND ($lens.sources IS NULL OR it.sources[i] IN $lens.sources) | it.voices[i]]
