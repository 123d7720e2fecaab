// How surely a claim holds at the lens's time; null where it asks for none.
CASE
  WHEN $lens.certainty = 'any' THEN null
  WHEN it.holds_from <= $lens.from AND it.holds_until >= $lens.until THEN 'certain'
  WHEN it.holds_from <= $lens.until AND it.holds_until >= $lens.from THEN 'in part'
  WHEN date('0001-01-01') < it.holds_until < $lens.from AND it.ends_by >= $lens.from THEN 'last attested'
  ELSE 'possible'
END
