// Whether the lens lets a claim through: what was published and recorded by then, by these sources,
// and holding at that time. A vague moment lies between holds_until and holds_from. What was last
// attested is carried forward until something else is attested in its place.
(/*admitted-claim it*/ true
 AND CASE $lens.certainty
       WHEN 'any' THEN true
       WHEN 'certain' THEN it.holds_from <= $lens.from AND it.holds_until >= $lens.until
       WHEN 'possible' THEN it.starts_after <= $lens.until AND it.ends_by >= $lens.from
       ELSE (it.holds_from <= $lens.until AND it.holds_until >= $lens.from)
         OR (date('0001-01-01') < it.holds_until < $lens.from AND it.ends_by >= $lens.from
             AND NOT EXISTS {
               MATCH (it)-[:CONFLICTS_WITH {kind: 'changed'}]-(newer:Claim)
               WHERE /*admitted-claim newer*/ true
                 AND ((newer.holds_from <= $lens.until AND newer.holds_until >= $lens.from)
                   OR (it.holds_until < newer.holds_until < $lens.from
                       AND newer.ends_by >= $lens.from))
             })
     END)
