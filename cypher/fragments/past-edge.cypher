// Whether the lens lets an edge through that is said of what has happened: it stays true afterwards.
(/*admitted-edge it*/ true
 AND CASE $lens.certainty
       WHEN 'any' THEN true
       WHEN 'certain' THEN it.certain_from <= $lens.from
       WHEN 'possible' THEN it.possible_from <= $lens.until
       ELSE it.certain_from <= $lens.until OR it.certain_until <= $lens.until
     END)
