// The day on which the edition that a claim or an edge is a clause of was adopted, where the lens lets
// it be known and its own source gives no day; null elsewhere.
CASE WHEN it.begin_from IS NULL THEN null
     ELSE head([i IN range(0, size(it.begin_from) - 1)
                  WHERE it.begin_known_from[i] <= $lens.known_at
                    AND it.begin_recorded[i] <= $lens.recorded_at
                    AND it.begin_retired[i] > $lens.recorded_at
                    AND ($lens.sources IS NULL OR it.begin_sources[i] IN $lens.sources)
                  | it.begin_from[i]]) END
