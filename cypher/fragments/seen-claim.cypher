// Whether the lens lets a claim through: what was published and recorded by then, by these sources,
// and holding at that time. A vague moment lies between holds_until and holds_from.
(it.known_from <= $lens.known_at
 AND it.recorded <= $lens.recorded_at AND it.retired > $lens.recorded_at
 AND ($lens.sources IS NULL OR it.source IN $lens.sources)
 AND CASE $lens.certainty
       WHEN 'any' THEN true
       WHEN 'certain' THEN it.holds_from <= $lens.from AND it.holds_until >= $lens.until
       WHEN 'possible' THEN it.starts_after <= $lens.until AND it.ends_by >= $lens.from
       ELSE (it.holds_from <= $lens.until AND it.holds_until >= $lens.from)
         OR (it.holds_until < $lens.from AND it.ends_by >= $lens.from)
     END)
