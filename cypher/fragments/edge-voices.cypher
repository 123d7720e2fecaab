// Who said an edge's claims that the lens lets through, claim by claim.
[i IN range(0, size(coalesce(it.claims, [])) - 1) WHERE /*admitted-at it*/ true | it.voices[i]]
