// Whether any claim of an edge was published and recorded by then, by these sources.
any(i IN range(0, size(it.claims) - 1) WHERE /*admitted-at it*/ true)
