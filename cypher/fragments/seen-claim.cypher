// Whether the lens lets a claim through: what was published and recorded by then, by these sources,
// and holding at that time. A vague moment lies between holds_until and holds_from. What was last
// attested is carried forward until something else is attested in its place (`newer_...`).
(/*admitted-claim it*/ true
 AND CASE $lens.certainty
       WHEN 'any' THEN true
       WHEN 'certain' THEN it.holds_from <= $lens.from AND it.holds_until >= $lens.until
       WHEN 'possible' THEN it.starts_after <= $lens.until AND it.ends_by >= $lens.from
       ELSE (it.holds_from <= $lens.until AND it.holds_until >= $lens.from)
         OR (date('0001-01-01') < it.holds_until < $lens.from AND it.ends_by >= $lens.from
             AND none(i IN range(0, size(coalesce(it.newer_source, [])) - 1)
                      WHERE it.newer_known_from[i] <= $lens.known_at
                        AND it.newer_recorded[i] <= $lens.recorded_at
                        AND it.newer_retired[i] > $lens.recorded_at
                        AND ($lens.sources IS NULL OR it.newer_source[i] IN $lens.sources)
                        AND ((it.newer_from[i] <= $lens.until AND it.newer_until[i] >= $lens.from)
                          OR (it.holds_until < it.newer_until[i] < $lens.from
                              AND it.newer_ends_by[i] >= $lens.from))))
     END)
