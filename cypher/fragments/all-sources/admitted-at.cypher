// Whether what stands at place `i` of parallel lists was recorded by then, whoever said it, and whenever.
it.prefix_recorded[i] <= $lens.recorded_at < it.prefix_retired[i]
