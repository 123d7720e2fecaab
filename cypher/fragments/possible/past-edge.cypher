// Whether what an edge says may have happened by the lens's time.
(/*admitted-edge it*/ true AND it.possible_from <= $lens.until)
