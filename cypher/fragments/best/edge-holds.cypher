// Whether an edge holds on some day of the lens's time, as far as is known; as best/claim-holds.
any(bound IN [{begun: coalesce(/*begun it*/ null, it.certain_from) <= $lens.until, ends: /*endings it*/ [],
                since: /*edge-carried-since it*/ null}]
  WHERE NOT 'over' IN bound.ends
    AND (bound.begun AND it.certain_until >= $lens.from
      OR (it.certain_until >= bound.since OR it.certain_from >= bound.since)
        AND it.certain_until > date('0001-01-01') AND it.possible_until >= $lens.from
        AND (bound.begun OR it.certain_until < it.certain_from AND it.certain_until <= $lens.until)
        AND (it.momentary IS NULL OR it.certain_from >= $lens.from)
        AND NOT 'replaced' IN bound.ends))
