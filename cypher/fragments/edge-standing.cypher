// How an edge stands, as its strongest claim that the lens lets through.
CASE WHEN it.standings IS NULL THEN it.basis
     WHEN any(i IN /*edge-seen it*/ [] WHERE it.standings[i] = 'normative') THEN 'normative'
     ELSE it.standings[0]
END
