// How surely an edge holds at the lens's time; null where it asks for none.
CASE
  WHEN $lens.certainty = 'any' THEN null
  WHEN it.certain_from <= $lens.from AND it.certain_until >= $lens.until THEN 'certain'
  WHEN it.certain_from <= $lens.until AND it.certain_until >= $lens.from THEN 'in part'
  WHEN date('0001-01-01') < it.certain_until < $lens.from AND it.possible_until >= $lens.from THEN 'last attested'
  ELSE 'possible'
END
