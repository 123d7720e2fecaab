// How the date of a claim stands to the lens's time. What is carried
// forward gives the day that it was last attested on, or the first and last possible one.
CASE
  WHEN it.holds_from = date('0001-01-01') AND it.holds_until = date('9999-12-31') THEN 'timeless'
  ELSE head([bound IN [{start: /*claim-start it*/ it.holds_from, ends: /*endings it*/ []}] | CASE
    WHEN bound.start <= $lens.from AND it.holds_until >= $lens.until
      THEN CASE WHEN $lens.from = $lens.until THEN 'on that day' ELSE 'throughout it' END
    WHEN bound.start <= $lens.until AND it.holds_until >= $lens.from THEN 'in part of it'
    WHEN bound.start <= $lens.until AND it.holds_until > date('0001-01-01')
      AND it.momentary IS NULL AND NOT 'replaced' IN bound.ends
      THEN CASE WHEN 'edition' IN bound.ends THEN 'not known whether kept, ' ELSE '' END
        + 'last attested ' + toString(it.holds_until)
        + CASE WHEN it.holds_from > it.holds_until THEN '/' + toString(it.holds_from) ELSE '' END
    WHEN it.starts_after <= $lens.until AND it.ends_by >= $lens.from THEN 'possible'
    ELSE 'not then'
  END])
END
