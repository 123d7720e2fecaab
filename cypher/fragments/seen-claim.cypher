// Whether the lens lets a claim through: what was published and recorded by then, by these sources,
// and holding at that time; see docs/model.md. A vague moment lies between holds_until and holds_from.
// What was attested is carried forward until something ends it.
(/*admitted-claim it*/ true
 AND ($lens.certainty = 'any'
   OR any(bound IN [{begun: /*begun it*/ null, ends: /*endings it*/ []}]
     WHERE NOT 'over' IN bound.ends AND CASE $lens.certainty
       WHEN 'certain' THEN coalesce(bound.begun, it.holds_from) <= $lens.from
         AND it.holds_until >= $lens.until AND it.modality <> 'rumoured'
       WHEN 'possible' THEN coalesce(bound.begun, it.starts_after) <= $lens.until
         AND it.ends_by >= $lens.from
       ELSE coalesce(bound.begun, it.holds_from) <= $lens.until AND it.holds_until >= $lens.from
         // It is attested first on the lesser of the two days; of an event nothing is carried forward.
         OR it.holds_until > date('0001-01-01') AND it.ends_by >= $lens.from
           AND (coalesce(bound.begun, it.holds_from) <= $lens.until
             OR (it.holds_from > it.holds_until AND it.holds_until <= $lens.until))
           AND (it.momentary IS NULL OR it.holds_from >= $lens.from) AND it.modality <> 'rumoured'
           AND NOT 'replaced' IN bound.ends
       END)))
