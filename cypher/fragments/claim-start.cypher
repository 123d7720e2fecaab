// The day from which a claim certainly holds.
coalesce(/*begun it*/ null, it.holds_from)
