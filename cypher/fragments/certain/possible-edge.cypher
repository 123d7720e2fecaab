// Whether an edge that the lens lets through by its sources certainly holds at its time.
(/*admitted-edge it*/ true AND it.certain_from <= $lens.from AND it.certain_until >= $lens.until)
