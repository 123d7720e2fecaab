// How what has happened stands to the lens's time, as edge-status; or that it was before it.
CASE
  WHEN it.momentary AND it.certain_from < $lens.from THEN 'before it'
  ELSE /*edge-status it*/ null
END
