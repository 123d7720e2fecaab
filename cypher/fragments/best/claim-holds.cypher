// Whether a claim holds on some day of the lens's time, as far as is known: certainly, or attested before
// and ended by nothing. A vague moment lies between holds_until and holds_from, and is attested first on
// the lesser of the two days; of an event nothing is carried forward. The lens says since when the last
// attestation must be.
any(bound IN [{begun: coalesce(/*begun it*/ null, it.holds_from) <= $lens.until, ends: /*endings it*/ [],
                since: /*claim-carried-since it*/ null}]
  WHERE NOT 'over' IN bound.ends
    AND (bound.begun AND it.holds_until >= $lens.from
      OR (it.holds_until >= bound.since OR it.holds_from >= bound.since)
        AND it.holds_until > date('0001-01-01') AND it.ends_by >= $lens.from
        AND (bound.begun OR it.holds_until < it.holds_from AND it.holds_until <= $lens.until)
        AND (it.momentary IS NULL OR it.holds_from >= $lens.from) AND it.modality <> 'rumoured'
        AND NOT 'replaced' IN bound.ends))
