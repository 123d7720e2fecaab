// Whether the lens lets through what stands at place `i` of parallel lists: what was published and
// recorded by then, by these sources. A prefix of the lists' names is given after the variable.
it.prefix_known_from[i] <= $lens.known_at
AND it.prefix_recorded[i] <= $lens.recorded_at < it.prefix_retired[i]
AND ($lens.sources IS NULL OR it.prefix_sources[i] IN $lens.sources)
