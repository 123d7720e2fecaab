// The ids of an edge's claims that the lens lets through.
CASE WHEN it.claims IS NULL THEN $lens.run.claims
     ELSE [i IN range(0, size(it.claims) - 1) WHERE /*admitted-at it*/ true | it.claims[i]]
END
