// Whether an edge that the lens lets through by its sources may hold at its time, as the rules of an
// undated text may; its status then says so.
(/*admitted-edge it*/ true
 AND CASE $lens.certainty
       WHEN 'any' THEN true
       WHEN 'certain' THEN it.certain_from <= $lens.from AND it.certain_until >= $lens.until
       ELSE it.possible_from <= $lens.until AND it.possible_until >= $lens.from
     END)
