// Whether an edge that the lens lets through by its sources may hold at its time, as the rules of an
// undated text may; its status then says so.
(/*admitted-edge it*/ true AND it.possible_from <= $lens.until AND it.possible_until >= $lens.from)
