// Whether a claim of an undated source may have been known, and may hold, at the lens's time.
((it.known_from <= $lens.known_at OR it.known_from = date('9999-12-31'))
 AND it.recorded <= $lens.recorded_at AND it.retired > $lens.recorded_at
 AND ($lens.sources IS NULL OR it.source IN $lens.sources)
 AND it.starts_after <= $lens.until AND it.ends_by >= $lens.from)
