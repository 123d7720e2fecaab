// How the dates of an edge stand to the lens's time, as claim-status.
CASE
  WHEN it.certain_from = date('0001-01-01') AND it.certain_until = date('9999-12-31') THEN 'timeless'
  ELSE head([bound IN [{start: /*edge-start it*/ it.certain_from, ends: /*endings it*/ []}] | CASE
    WHEN bound.start <= $lens.from AND it.certain_until >= $lens.until
      THEN CASE WHEN $lens.from = $lens.until THEN 'on that day' ELSE 'throughout it' END
    WHEN bound.start <= $lens.until AND it.certain_until >= $lens.from THEN 'in part of it'
    WHEN bound.start <= $lens.until AND it.certain_until > date('0001-01-01')
      AND it.momentary IS NULL AND NOT 'replaced' IN bound.ends
      THEN CASE WHEN 'edition' IN bound.ends THEN 'not known whether kept, ' ELSE '' END
        + 'last attested ' + toString(it.certain_until)
        + CASE WHEN it.certain_from > it.certain_until THEN '/' + toString(it.certain_from) ELSE '' END
    WHEN it.possible_from <= $lens.until AND it.possible_until >= $lens.from THEN 'possible'
    ELSE 'not then'
  END])
END
