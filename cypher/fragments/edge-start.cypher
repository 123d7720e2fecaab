// The day from which an edge certainly holds.
coalesce(/*begun it*/ null, it.certain_from)
