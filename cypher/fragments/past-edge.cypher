// Whether the lens lets an edge through that is said of what has happened: it stays true afterwards.
(/*admitted-edge it*/ true AND (it.certain_from <= $lens.until OR it.certain_until <= $lens.until))
