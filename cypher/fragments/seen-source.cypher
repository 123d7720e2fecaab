// Whether the lens lets a source through: it was published by then, is among its sources, and had not
// been unloaded.
(it.facts IS NOT NULL AND it.known_from <= $lens.known_at
 AND ($lens.sources IS NULL OR it.id IN $lens.sources)
 AND (it.unloaded IS NULL OR it.unloaded > $lens.recorded_at))
