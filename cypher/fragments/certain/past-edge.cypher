// Whether what an edge says has certainly happened by the lens's time.
(/*admitted-edge it*/ true AND it.certain_from <= $lens.from)
