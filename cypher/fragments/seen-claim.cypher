// Whether the lens lets a claim through: what was published and recorded by then, by these sources,
// and holding at that time; see docs/model.md. A vague moment lies between holds_until and holds_from.
// What was attested is carried forward until something ends it.
(/*admitted-claim it*/ true
 AND CASE $lens.certainty
       WHEN 'any' THEN true
       WHEN 'certain' THEN /*claim-start it*/ it.holds_from <= $lens.from AND it.holds_until >= $lens.until
         AND NOT 'over' IN /*endings it*/ [] AND it.modality <> 'rumoured'
       WHEN 'possible' THEN coalesce(/*begun it*/ null, it.starts_after) <= $lens.until AND it.ends_by >= $lens.from
         AND NOT 'over' IN /*endings it*/ []
       ELSE CASE
         WHEN /*claim-start it*/ it.holds_from <= $lens.until AND it.holds_until >= $lens.from
           THEN NOT 'over' IN /*endings it*/ []
         // It is attested first on the lesser of the two days; of an event nothing is carried forward.
         ELSE it.holds_until > date('0001-01-01') AND it.ends_by >= $lens.from
           AND (/*claim-start it*/ it.holds_from <= $lens.until OR (it.holds_from > it.holds_until AND it.holds_until <= $lens.until))
           AND (it.momentary IS NULL OR it.holds_from >= $lens.from) AND it.modality <> 'rumoured'
           AND none(kind IN /*endings it*/ [] WHERE kind IN ['over', 'replaced'])
       END
     END)
