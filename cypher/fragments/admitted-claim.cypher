// Whether a claim was published and recorded by then, by these sources.
(it.known_from <= $lens.known_at
 AND it.recorded <= $lens.recorded_at AND it.retired > $lens.recorded_at
 AND ($lens.sources IS NULL OR it.source IN $lens.sources))
